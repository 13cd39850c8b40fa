import { describe, expect, it } from "vitest";
import { isOneSlip, matchTopics, simple } from "../../src/signpost/rules/matching.ts";
import { topicWords } from "../../src/signpost/texts/words.ts";
import { typedDutch, typedEnglish, typedNothing } from "./typed.ts";

const nl = (text: string): string | undefined => matchTopics(text, topicWords.nl)[0];
const en = (text: string): string | undefined => matchTopics(text, topicWords.en)[0];

describe("somebody who types a few words", () => {
  it.each([
    ["ze sluiten me buiten", "bullying"],
    ["Ik word GEPEST!!", "bullying"],
    ["ik word gepets", "bullying"],
    ["ze roddelen over mij", "bullying"],
    ["ik word gediscrimineerd om mijn huidskleur", "discrimination"],
    ["ik ben homo en niemand weet het", "lhbtiq"],
    ["ik ben nog niet uit de kast", "lhbtiq"],
    ["de meester zit aan me", "sexual-behaviour"],
    ["ze sturen een naaktfotoo van mij rond", "online-sexual"],
    ["hij heeft me geslagen", "physical-violence"],
    ["hij dreigt met een mes", "threat"],
    ["de juf kleineert mij", "intimidation"],
    ["mijn vader slaat me", "home"],
    ["mijn zoon zit thuis en durft niet naar school", "absence"],
    ["mijn kind is geschorst", "removal"],
    ["ik wil een klacht indienen", "complaint"],
    ["ik wil niet meer leven", "suicidal"],
    ["ik wil dood", "suicidal"],
  ])("in Dutch: %s", (typed, topic) => {
    expect(nl(typed)).toBe(topic);
  });

  it.each([
    ["they leave me out", "bullying"],
    ["I am bullied", "bullying"],
    ["he touched me", "sexual-behaviour"],
    ["someone shared a nude of me", "online-sexual"],
    ["my dad hits me", "home"],
    ["I want to die", "suicidal"],
    ["my son was suspended", "removal"],
  ])("in English: %s", (typed, topic) => {
    expect(en(typed)).toBe(topic);
  });

  const wrong = (phrases: string, topic: string, find: typeof nl): readonly string[] => phrases.split("; ").filter((typed) => find(typed) !== topic);
  it.each(typedDutch)("finds %s in what children, parents and teachers write", (topic, phrases) => {
    expect(wrong(phrases, topic, nl)).toEqual([]);
  });
  it.each(typedEnglish)("finds %s in English", (topic, phrases) => {
    expect(wrong(phrases, topic, en)).toEqual([]);
  });
  it("finds nothing in what is about nothing", () => {
    expect(typedNothing.split("; ").filter((typed) => nl(typed) !== undefined)).toEqual([]);
  });

  it("reads a phrase with one word in between, not with two, and not the other way round", () => {
    expect([nl("hij zit vaak aan me"), nl("hij zit heel vaak aan me"), nl("me aan zit hij")]).toEqual(["sexual-behaviour", undefined, undefined]);
  });

  it("slips at the end of a word only where the word is about as long", () => {
    expect(matchTopics("gediscrimineerd", topicWords.nl)).toEqual(["discrimination"]);
  });

  it("sees danger before everything, whatever else is said", () => {
    expect(nl("ik word gepest en geslagen en buitengesloten en wil dood")).toBe("suicidal");
    expect(nl("dood")).toBe("suicidal");
    expect(nl("de hamster is dood")).toBeUndefined();
  });

  it("is not given a subject that was not said", () => {
    expect(matchTopics("", topicWords.nl)).toEqual([]);
    expect(matchTopics("het weer is mooi vandaag", topicWords.nl)).toEqual([]);
    expect(matchTopics("ik ga graag naar school", topicWords.nl)).toEqual([]);
  });

  it("gets at most three suggestions, the likeliest first", () => {
    const many = matchTopics("ze pesten en slaan en dreigen en discrimineren", topicWords.nl);
    expect(many).toHaveLength(3);
    expect(matchTopics("gepest en buitengesloten en geslagen", topicWords.nl)[0]).toBe("bullying");
  });

  it("may slip once in a longer word, not in its first letter, and never in a short word", () => {
    expect(simple("Éénmaal  GEPESST!!")).toBe("enmal gepest");
    expect([isOneSlip("gepets", "gepest"), isOneSlip("gepst", "gepest"), isOneSlip("gepeest", "gepest"), isOneSlip("gepxst", "gepest")]).toEqual([true, true, true, true]);
    expect([isOneSlip("gexxst", "gepest"), isOneSlip("pest", "gepest"), isOneSlip("abcd", "badc")]).toEqual([false, false, false]);
    expect(nl("school")).toBeUndefined();
    expect(nl("rechterlijk macramé")).not.toBe("physical-violence");
  });
});
