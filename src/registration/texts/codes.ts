/** What codes of figures are called, by dimension. A code without words here is shown as it is written: a newer list must not break an older page. */
import type { Language, Texts } from "../../base/index.ts";

type Names = Readonly<Record<string, Readonly<Record<string, string>>>>;

const provinces = {
  groningen: "Groningen",
  drenthe: "Drenthe",
  flevoland: "Flevoland",
  gelderland: "Gelderland",
  utrecht: "Utrecht",
  zeeland: "Zeeland",
  limburg: "Limburg",
  overijssel: "Overijssel",
};

const nl: Names = {
  topic: {
    bullying: "Pesten",
    discrimination: "Discriminatie",
    lhbtiq: "Op wie je valt of wie je bent",
    "sexual-behaviour": "Seks die je niet wilt",
    "online-sexual": "Seks of naaktfoto's online",
    "physical-violence": "Slaan, schoppen of ander geweld",
    threat: "Bedreiging",
    intimidation: "Bang maken of druk",
    "unfair-treatment": "Oneerlijk behandeld",
    radicalisation: "Zorgen over extreme ideeën",
    home: "Thuis niet veilig",
    absence: "Niet naar school gaan of kunnen",
    "support-needs": "Extra hulp op school",
    removal: "Geschorst of van school gestuurd",
    complaint: "Een klacht",
    employment: "Werken op school",
    calamity: "Een ramp of groot ongeluk",
    policy: "Regels en plannen van de school",
    suicidal: "Niet meer willen leven",
    "other-school-matter": "Iets anders op school",
    unsure: "Weet ik niet",
  },
  topicGroup: {
    sexual: "Seks die je niet wilt",
    exclusion: "Pesten en buitensluiten",
    violence: "Geweld en bedreiging",
    support: "Een plek en hulp op school",
    school: "De school en de regels",
    other: "Thuis en iets anders",
  },
  role: {
    pupil: "Leerling of student",
    parent: "Ouder of verzorger",
    staff: "Iemand die op school werkt",
    board: "Bestuur van een school",
    "external-adviser": "Vertrouwenspersoon van buiten",
    "care-professional": "Iemand uit de zorg",
    unknown: "Niet bekend",
  },
  sector: { po: "Basisschool", vo: "Middelbare school", so: "Speciale school", mbo: "Mbo", unknown: "Niet bekend" },
  by: {
    pupil: "Een leerling",
    "school-staff": "Iemand die op school werkt",
    colleague: "Een collega",
    "school-leader": "De leiding van de school",
    parent: "Een ouder",
    "someone-at-home": "Iemand thuis",
    outsider: "Iemand van buiten",
    unknown: "Niet bekend",
  },
  channel: { phone: "Bellen", form: "Schrijven op deze site", mail: "Mail", chat: "Chat" },
  region: {
    noord: "Noord",
    oost: "Oost",
    west: "West",
    zuid: "Zuid",
    fryslan: "Friesland",
    "noord-holland": "Noord-Holland",
    "zuid-holland": "Zuid-Holland",
    "noord-brabant": "Noord-Brabant",
    unknown: "Niet bekend",
    ...provinces,
  },
  outcome: {
    helped: "Ja, geholpen",
    partly: "Een beetje",
    "not-helped": "Nee, niet geholpen",
    referred: "Ging door naar een ander",
    withdrawn: "Wilde zelf stoppen",
    "not-known": "Weten we niet",
  },
  done: {
    listened: "Geluisterd",
    referred: "Naar een ander gebracht",
    information: "Uitleg gegeven",
    advice: "Advies gegeven",
    contacted: "Met anderen gepraat",
    mediated: "Geholpen bij een gesprek",
    escalated: "Aan het ministerie gevraagd",
    procedure: "Klacht behandeld",
    none: "Niets",
  },
};

const en: Names = {
  topic: {
    bullying: "Bullying",
    discrimination: "Discrimination",
    lhbtiq: "Who you love or who you are",
    "sexual-behaviour": "Sexual behaviour you do not want",
    "online-sexual": "Sex or nude pictures online",
    "physical-violence": "Hitting, kicking, other violence",
    threat: "Threats",
    intimidation: "Intimidation or pressure",
    "unfair-treatment": "Treated unfairly",
    radicalisation: "Worries about extreme ideas",
    home: "Not safe at home",
    absence: "Not going to school",
    "support-needs": "Extra help at school",
    removal: "Suspended or sent away",
    complaint: "A complaint",
    employment: "Working at a school",
    calamity: "A disaster or serious accident",
    policy: "Rules and plans of the school",
    suicidal: "Not wanting to live",
    "other-school-matter": "Something else at school",
    unsure: "I do not know",
  },
  topicGroup: {
    sexual: "Sexual behaviour",
    exclusion: "Bullying and exclusion",
    violence: "Violence and threats",
    support: "A place and help at school",
    school: "The school and its rules",
    other: "Home and other things",
  },
  role: {
    pupil: "Pupil or student",
    parent: "Parent or carer",
    staff: "Somebody who works at a school",
    board: "School board",
    "external-adviser": "External confidential adviser",
    "care-professional": "Care professional",
    unknown: "Not known",
  },
  sector: { po: "Primary school", vo: "Secondary school", so: "Special school", mbo: "Vocational (mbo)", unknown: "Not known" },
  by: {
    pupil: "A pupil",
    "school-staff": "Somebody who works at school",
    colleague: "A colleague",
    "school-leader": "The school's leaders",
    parent: "A parent",
    "someone-at-home": "Somebody at home",
    outsider: "Somebody from outside",
    unknown: "Not known",
  },
  channel: { phone: "Phone", form: "Writing on this site", mail: "Mail", chat: "Chat" },
  region: {
    noord: "North",
    oost: "East",
    west: "West",
    zuid: "South",
    fryslan: "Friesland",
    "noord-holland": "North Holland",
    "zuid-holland": "South Holland",
    "noord-brabant": "North Brabant",
    unknown: "Not known",
    ...provinces,
  },
  outcome: {
    helped: "Yes, helped",
    partly: "A little",
    "not-helped": "No, not helped",
    referred: "Went on to somebody else",
    withdrawn: "Chose to stop",
    "not-known": "We do not know",
  },
  done: {
    listened: "Listened",
    referred: "Brought to somebody else",
    information: "Explained things",
    advice: "Gave advice",
    contacted: "Talked with others",
    mediated: "Helped in a conversation",
    escalated: "Put to the ministry",
    procedure: "Handled a complaint",
    none: "Nothing",
  },
};

const names: Texts<Names> = { nl, en };

/** Two names of one thing: `province` is the lowest level of `region`. */
const same: Readonly<Record<string, string>> = { province: "region" };

/** Every code that has words, by subject. */
export const codesInWords = (language: Language): Names => names[language];

/** A code in words; a group of topics is called as in its own list first. */
export function codeInWords(dimension: string, code: string, language: Language): string {
  const of = names[language];
  const known = of[same[dimension] ?? dimension];
  return known?.[code] ?? (dimension === "topic" ? of["topicGroup"]?.[code] : undefined) ?? code;
}
