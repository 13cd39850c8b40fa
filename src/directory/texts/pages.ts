/** Sentences of the pages of the directory: B1 or simpler. */
import type { Texts } from "../../base/index.ts";
import type { Service } from "../shape.ts";

type PageTexts = {
  readonly title: string;
  readonly lead: string;
  readonly standings: { readonly member: string; readonly ministry: string; readonly referral: string };
  readonly does: string;
  readonly cannot: string;
  readonly forWhom: string;
  readonly contact: string;
  readonly hoursUnknown: string;
  readonly inWriting: string;
  readonly noContact: string;
  readonly cost: string;
  readonly costs: Readonly<Record<Service["cost"], string>>;
  readonly anonymity: string;
  readonly anonymities: Readonly<Record<Service["anonymity"], string>>;
  readonly languages: string;
  readonly languagesAre: (names: string) => string;
  readonly good: string;
  readonly site: string;
  readonly unknown: string;
  readonly outdated: string;
  readonly checked: (day: string) => string;
  readonly stale: string;
  readonly source: string;
  readonly allAges: (from: number | null, to: number | null) => string;
  readonly schools: string;
  readonly everySchool: string;
  readonly notKnown: string;
  readonly back: string;
};

const nl: PageTexts = {
  title: "Wie kan je helpen?",
  lead: "Hier zie je wie er voor je is. Je leest wat ze doen en wat ze niet doen. Je ziet ook of ze nu open zijn.",
  standings: { member: "Zij werken samen in Gehoord", ministry: "De overheid", referral: "Andere hulp" },
  does: "Dit doen ze",
  cannot: "Dit doen ze niet",
  forWhom: "Voor wie",
  contact: "Zo bereik je ze",
  hoursUnknown: "Wanneer ze open zijn: niet bekend.",
  inWriting: "Je kunt ze schrijven.",
  noContact: "We weten niet hoe je ze bereikt.",
  cost: "Wat kost het",
  costs: { free: "Het is gratis.", "local-rate": "Je betaalt het gewone tarief voor bellen.", members: "Voor leden.", unknown: "Niet bekend" },
  anonymity: "Zonder je naam",
  anonymities: { yes: "Ja, dat mag.", no: "Nee, ze willen weten wie je bent.", confidential: "Wat je vertelt, blijft geheim.", unknown: "Niet bekend" },
  languages: "Taal",
  languagesAre: (names) => `${names}. Andere talen: niet bekend.`,
  good: "Goed om te weten",
  site: "Naar hun site",
  unknown: "Niet bekend",
  outdated: "Oud. Dit werkt misschien niet meer.",
  checked: (day) => `Nagekeken op ${day}.`,
  stale: "Dit is lang geleden. Het kan zijn veranderd.",
  source: "Waar we dit lazen",
  allAges: (from, to) => (from === null ? `Tot en met ${to} jaar.` : `Van ${from} tot en met ${to} jaar.`),
  schools: "Soort school",
  everySchool: "Elke school",
  notKnown: "Deze naam kennen we niet",
  back: "Kijk wie er nog meer is",
};

const en: PageTexts = {
  title: "Who can help you?",
  lead: "Here you see who is there for you. You read what they do and what they do not do. You also see whether they are open now.",
  standings: { member: "They work together in Gehoord", ministry: "The government", referral: "Other help" },
  does: "What they do",
  cannot: "What they do not do",
  forWhom: "For whom",
  contact: "How to reach them",
  hoursUnknown: "When they are open: not known.",
  inWriting: "You can write to them.",
  noContact: "We do not know how to reach them.",
  cost: "What it costs",
  costs: { free: "It is free.", "local-rate": "You pay the normal rate for a call.", members: "For members.", unknown: "Not known" },
  anonymity: "Without your name",
  anonymities: { yes: "Yes, you may.", no: "No, they want to know who you are.", confidential: "What you tell stays secret.", unknown: "Not known" },
  languages: "Language",
  languagesAre: (names) => `${names}. Other languages: not known.`,
  good: "Good to know",
  site: "To their site",
  unknown: "Not known",
  outdated: "Old. This may not work any more.",
  checked: (day) => `Checked on ${day}.`,
  stale: "That is long ago. It may have changed.",
  source: "Where we read this",
  allAges: (from, to) => (from === null ? `Up to and including ${to} years.` : `From ${from} to ${to} years.`),
  schools: "Kind of school",
  everySchool: "Every school",
  notKnown: "We do not know this name",
  back: "See who else is there",
};

export const pageTexts: Texts<PageTexts> = { nl, en };
