import { describe, expect, it } from "vitest";
import { asItSounds, beginsLike, holds } from "./sounds.ts";

const alike = (pairs: string): readonly string[] => pairs.split("; ").filter((pair) => new Set(pair.split("=").map(asItSounds)).size > 1);

describe("words as they sound", () => {
  it("are one word, however a child spells them", () => {
    expect(alike("dood=doot=dod=dodt; word=wort=wordt; geven=gefe=gefen; verkracht=ferkragt; altijd=alteit; zoenen=soene; pesten=peste; school=sgool")).toEqual([]);
  });

  it("stay apart where the sound differs", () => {
    expect(asItSounds("doen")).not.toBe(asItSounds("doe"));
    expect(asItSounds("ben")).not.toBe(asItSounds("be"));
    expect(asItSounds("moeder")).not.toBe(asItSounds("moeten"));
    expect(asItSounds("tot")).not.toBe(asItSounds("dood"));
  });

  it("are heard at the beginning of a longer word as well", () => {
    const dead = asItSounds("dood");
    expect([beginsLike(asItSounds("doodgaan"), dead), beginsLike(asItSounds("doot"), dead), beginsLike(asItSounds("doen"), dead)]).toEqual([true, true, false]);
    expect([holds(asItSounds("ik wil doodgaan"), asItSounds("wil dood")), holds(asItSounds("ik wil naar huis"), asItSounds("wil dood"))]).toEqual([true, false]);
  });
});
