import { describe, expect, it } from "vitest";
import { newWordIndex } from "./word-index.ts";

const index = newWordIndex();
index.put({ id: "a", title: "Pesten", passages: [{ kind: "report", day: "2026-11-02", text: "Elke pauze op het schoolplein bij de fietsen wachten ze me op." }, { kind: "answer", day: "2026-11-03", text: "Bel je morgen na de gymles." }] });
index.put({ id: "b", title: "Discriminatie", passages: [{ kind: "report", day: "2026-11-02", text: "Meneer De Vries zegt in de les dingen over mijn geloof." }] });
const found = (query: string): string[] => index.search(query).map((one) => one.id);

describe("searching in what was opened", () => {
  it("finds a case by its subject, by a beginning and by words of several pieces", () => {
    expect(found("pesten")).toEqual(["a"]);
    expect(found("schoolpl")).toEqual(["a"]);
    expect(found("fietsen gymles")).toEqual(["a"]);
    expect(found("geloof fietsen")).toEqual([]);
  });

  it("forgives spelling, capitals and accents, and shows where it stands", () => {
    expect(found("Fietzen")).toEqual(["a"]);
    expect(found("discriminasie")).toEqual(["b"]);
    expect(index.search("devries")).toEqual([]);
    expect(index.search("vriés")[0]?.passage?.text).toContain("Meneer De Vries");
  });

  it("knows the newest of a case only once, and forgets everything at once", () => {
    const own = newWordIndex();
    own.put({ id: "a", title: "Pesten", passages: [] });
    own.put({ id: "a", title: "Pesten", passages: [{ kind: "note", day: "2026-11-02", text: "overleg" }] });
    expect(own.size()).toBe(1);
    expect(own.search("overleg")).toHaveLength(1);
    own.forget();
    expect([own.size(), own.search("overleg"), own.search("pesten")]).toEqual([0, [], []]);
  });

  it("answers for five thousand cases before anybody notices", () => {
    const many = newWordIndex();
    const syllables = ["ba", "ke", "lo", "mi", "nu", "ra", "se", "ti", "vo", "wa"];
    const word = (seed: number): string => [seed, Math.floor(seed / 10), Math.floor(seed / 100), Math.floor(seed / 1000)].map((part) => syllables[part % 10]).join("");
    for (let at = 0; at < 5_000; at += 1) many.put({ id: String(at), title: "Pesten", passages: [{ kind: "report", day: "2026-11-02", text: Array.from({ length: 40 }, (_, each) => word(at * 7 + each * 131)).join(" ") }] });
    const start = performance.now();
    expect(many.search("bakelomi pesten").length).toBeGreaterThan(0);
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});
