/** What is found in typed words, as facts that can be asked one by one: by the tests, and of every mutant of the matcher. */
import { isOneSlip, matchTopics, simple } from "../../src/signpost/rules/matching.ts";
import { topicWords } from "../../src/signpost/texts/words.ts";
import { typedDutch, typedEnglish, typedNothing } from "./typed.ts";

export type Fact = { readonly says: string; readonly found: () => unknown; readonly wanted: unknown };

const nl = (text: string): string | undefined => matchTopics(text, topicWords.nl)[0];
const en = (text: string): string | undefined => matchTopics(text, topicWords.en)[0];
const all = (text: string): readonly string[] => matchTopics(text, topicWords.nl);

const dutch = {
  "ze sluiten me buiten": "bullying",
  "Ik word GEPEST!!": "bullying",
  "ik word gepets": "bullying",
  "ze roddelen over mij": "bullying",
  "ik word gediscrimineerd om mijn huidskleur": "discrimination",
  "ik ben homo en niemand weet het": "lhbtiq",
  "ik ben nog niet uit de kast": "lhbtiq",
  "de meester zit aan me": "sexual-behaviour",
  "ze sturen een naaktfotoo van mij rond": "online-sexual",
  "hij heeft me geslagen": "physical-violence",
  "hij dreigt met een mes": "threat",
  "de juf kleineert mij": "intimidation",
  "mijn vader slaat me": "home",
  "mijn zoon zit thuis en durft niet naar school": "absence",
  "mijn kind is geschorst": "removal",
  "ik wil een klacht indienen": "complaint",
  "ik wil niet meer leven": "suicidal",
  "ik wil dood": "suicidal",
};
const english = {
  "they leave me out": "bullying",
  "I am bullied": "bullying",
  "he touched me": "sexual-behaviour",
  "someone shared a nude of me": "online-sexual",
  "my dad hits me": "home",
  "I want to die": "suicidal",
  "my son was suspended": "removal",
};

const wrong = (phrases: string, topic: string | undefined, find: typeof nl): readonly string[] => phrases.split("; ").filter((typed) => find(typed) !== topic);
const slips = (pairs: readonly (readonly [string, string])[]): readonly boolean[] => pairs.map(([one, other]) => isOneSlip(one, other));

export const matchingFacts: readonly Fact[] = [
  ...Object.entries(dutch).map(([typed, wanted]) => ({ says: `in Dutch: ${typed}`, found: () => nl(typed), wanted })),
  ...Object.entries(english).map(([typed, wanted]) => ({ says: `in English: ${typed}`, found: () => en(typed), wanted })),
  ...typedDutch.map(([topic, phrases]) => ({ says: `finds ${topic} in what children, parents and teachers write`, found: () => wrong(phrases, topic, nl), wanted: [] })),
  ...typedEnglish.map(([topic, phrases]) => ({ says: `finds ${topic} in English`, found: () => wrong(phrases, topic, en), wanted: [] })),
  { says: "finds nothing in what is about nothing", found: () => wrong(typedNothing, undefined, nl), wanted: [] },
  {
    says: "reads a phrase with one word in between, not with two, and not the other way round",
    found: () => ["hij zit vaak aan me", "hij zit heel vaak aan me", "me aan zit hij"].map(nl),
    wanted: ["sexual-behaviour", undefined, undefined],
  },
  { says: "slips at the end of a word only where the word is about as long", found: () => all("gediscrimineerd"), wanted: ["discrimination"] },
  {
    says: "sees danger before everything, whatever else is said",
    found: () => ["ik word gepest en geslagen en buitengesloten en wil dood", "dood", "de hamster is dood"].map(nl),
    wanted: ["suicidal", "suicidal", undefined],
  },
  { says: "is not given a subject that was not said", found: () => ["", "het weer is mooi vandaag", "ik ga graag naar school"].flatMap(all), wanted: [] },
  {
    says: "gets at most three suggestions, the likeliest first",
    found: () => [all("ze pesten en slaan en dreigen en discrimineren").length, nl("gepest en buitengesloten en geslagen")],
    wanted: [3, "bullying"],
  },
  { says: "reads capitals, accents and doubled letters as one", found: () => simple("Éénmaal  GEPESST!!"), wanted: "enmal gepest" },
  {
    says: "may slip once in a longer word",
    found: () => slips([["gepets", "gepest"], ["gepst", "gepest"], ["gepeest", "gepest"], ["gepxst", "gepest"]]),
    wanted: [true, true, true, true],
  },
  { says: "may not slip twice, nor change the first letters of a short word", found: () => slips([["gexxst", "gepest"], ["pest", "gepest"], ["abcd", "badc"]]), wanted: [false, false, false] },
  { says: "leaves words alone that only look like one", found: () => [nl("school"), nl("rechterlijk macramé") === "physical-violence"], wanted: [undefined, false] },
];
