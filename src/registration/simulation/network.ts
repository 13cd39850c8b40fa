/**
 * What a made-up network looks like. Sizes, seasons and order of magnitude follow what was published (domain notes 7.3 and 8): the
 * Inspectorate's confidential inspectors, complaints committees, Ouders & Onderwijs, the Kindertelefoon and the helpdesk of School & Veiligheid.
 * Where nothing was published a share is made up, and skewed on purpose: rare subjects and small organisations are what protection has to stand.
 */
import type { By, Role, Topic } from "../../signpost/shape.ts";

type Weights<T extends string = string> = Readonly<Record<T, number>>;
export type Profile = { readonly size: number; readonly roles: Weights; readonly channels: Weights; readonly topics?: Weights };

const callers = { phone: 70, mail: 20, form: 10 };
const writers = { form: 55, mail: 35, phone: 10 };

/** Seventeen desks. `size`: share of a hundred contacts. */
export const organisations: Readonly<Record<string, Profile>> = {
  kindertelefoon: { size: 28, roles: { pupil: 97, unknown: 3 }, channels: { phone: 42, chat: 55, form: 3 } },
  "ouders-onderwijs": { size: 25, roles: { parent: 95, pupil: 1, "care-professional": 2, staff: 1, unknown: 1 }, channels: callers },
  vertrouwensinspecteur: { size: 13, roles: { parent: 45, pupil: 8, staff: 20, board: 12, "external-adviser": 13, "care-professional": 2 }, channels: { phone: 90, mail: 10 } },
  "sv-adviespunt": { size: 8, roles: { staff: 78, "external-adviser": 12, board: 8, "care-professional": 2 }, channels: callers },
  "inspectie-loket": { size: 7, roles: { parent: 67, staff: 16, pupil: 7, board: 3, "care-professional": 4, unknown: 3 }, channels: writers },
  balans: { size: 5, roles: { parent: 92, "care-professional": 6, staff: 2 }, channels: callers },
  lkc: { size: 3.4, roles: { parent: 82, pupil: 4, staff: 12, "external-adviser": 2 }, channels: writers },
  laks: { size: 2.8, roles: { pupil: 97, parent: 3 }, channels: { phone: 30, form: 45, mail: 20, chat: 5 } },
  aob: { size: 2.2, roles: { staff: 100 }, channels: callers, topics: { employment: 60, discrimination: 8, intimidation: 12, "unfair-treatment": 8, threat: 4, "physical-violence": 4, complaint: 4 } },
  kinderombudsman: { size: 1.6, roles: { parent: 60, pupil: 25, "care-professional": 15 }, channels: writers },
  gcbo: { size: 1.3, roles: { parent: 85, staff: 13, pupil: 2 }, channels: writers },
  regenboogloket: { size: 1, roles: { pupil: 60, parent: 18, staff: 22 }, channels: { chat: 30, mail: 40, phone: 30 }, topics: { lhbtiq: 88, bullying: 6, discrimination: 6 } },
  "po-raad": { size: 0.5, roles: { board: 100 }, channels: callers, topics: { policy: 70, calamity: 15, complaint: 15 } },
  coc: { size: 0.4, roles: { pupil: 80, staff: 20 }, channels: writers, topics: { lhbtiq: 100 } },
  "vo-raad": { size: 0.4, roles: { board: 100 }, channels: callers, topics: { policy: 70, calamity: 15, complaint: 15 } },
  ingrado: { size: 0.3, roles: { staff: 30, "care-professional": 70 }, channels: callers, topics: { absence: 90, removal: 10 } },
  rutgers: { size: 0.1, roles: { staff: 100 }, channels: writers, topics: { "sexual-behaviour": 50, policy: 50 } },
};

/** Who does not say who he is tells what parents tell. */
export const topicsOf = (role: Role | "unknown"): Weights<Topic> => topics[role === "unknown" ? "parent" : role];
const topics: Readonly<Record<Role, Weights<Topic>>> = {
  pupil: { bullying: 34, discrimination: 5, lhbtiq: 4, "sexual-behaviour": 6, "online-sexual": 5, "physical-violence": 8, threat: 4, intimidation: 5, "unfair-treatment": 8, radicalisation: 0.1, home: 8, absence: 2, "support-needs": 2, removal: 1, complaint: 1, employment: 0.05, calamity: 0.2, policy: 0.3, suicidal: 3, "other-school-matter": 2, unsure: 4 },
  parent: { bullying: 27, discrimination: 5, lhbtiq: 1, "sexual-behaviour": 4, "online-sexual": 2, "physical-violence": 9, threat: 3, intimidation: 8, "unfair-treatment": 8, radicalisation: 0.1, home: 0.8, absence: 6, "support-needs": 13, removal: 6, complaint: 6, employment: 0.05, calamity: 0.2, policy: 0.8, suicidal: 0.7, "other-school-matter": 1, unsure: 1 },
  staff: { bullying: 15, discrimination: 5, lhbtiq: 3, "sexual-behaviour": 9, "online-sexual": 3, "physical-violence": 12, threat: 7, intimidation: 11, "unfair-treatment": 3, radicalisation: 1.2, home: 4, absence: 2, "support-needs": 3, removal: 2, complaint: 2, employment: 6, calamity: 3, policy: 8, suicidal: 1, "other-school-matter": 0.5, unsure: 0.5 },
  board: { bullying: 4, discrimination: 4, lhbtiq: 1, "sexual-behaviour": 22, "online-sexual": 2, "physical-violence": 7, threat: 6, intimidation: 8, "unfair-treatment": 1, radicalisation: 1.5, home: 0.3, absence: 1, "support-needs": 2, removal: 6, complaint: 12, employment: 3, calamity: 6, policy: 13, suicidal: 0.3, "other-school-matter": 0.3, unsure: 0.2 },
  "external-adviser": { bullying: 12, discrimination: 6, lhbtiq: 2, "sexual-behaviour": 24, "online-sexual": 3, "physical-violence": 9, threat: 4, intimidation: 18, "unfair-treatment": 4, radicalisation: 0.5, home: 1, absence: 1, "support-needs": 1, removal: 1, complaint: 9, employment: 2, calamity: 0.5, policy: 2, suicidal: 0.3, "other-school-matter": 0.3, unsure: 0.3 },
  "care-professional": { bullying: 18, discrimination: 3, lhbtiq: 2, "sexual-behaviour": 8, "online-sexual": 2, "physical-violence": 7, threat: 2, intimidation: 4, "unfair-treatment": 3, radicalisation: 0.3, home: 9, absence: 15, "support-needs": 17, removal: 5, complaint: 2, employment: 0.1, calamity: 0.2, policy: 0.4, suicidal: 2, "other-school-matter": 0.3, unsure: 0.3 },
};

export const sectorsOf: Readonly<Record<Role | "unknown", Weights>> = {
  unknown: { po: 30, vo: 30, so: 5, mbo: 2, unknown: 33 },
  pupil: { po: 36, vo: 52, so: 4, mbo: 5, unknown: 3 },
  parent: { po: 54, vo: 32, so: 11, mbo: 1.5, unknown: 1.5 },
  staff: { po: 42, vo: 37, so: 11, mbo: 9, unknown: 1 },
  board: { po: 50, vo: 34, so: 10, mbo: 6 },
  "external-adviser": { po: 48, vo: 36, so: 8, mbo: 8 },
  "care-professional": { po: 46, vo: 34, so: 18, mbo: 1, unknown: 1 },
};

const fromAdult: Weights = { "school-staff": 60, "school-leader": 12, pupil: 14, parent: 4, outsider: 3, unknown: 7 };
const fromPeers: Weights = { pupil: 82, "school-staff": 7, "school-leader": 1, outsider: 3, parent: 1, unknown: 6 };

/** Who did it. At work colleagues, at home somebody at home. */
export function bysOf(role: Role | "unknown", topic: string): Weights<By | "unknown"> | Weights {
  if (topic === "home") return { "someone-at-home": 92, unknown: 8 };
  if (role === "staff" && ["intimidation", "employment", "discrimination", "unfair-treatment"].includes(topic)) return atWork;
  return ["bullying", "lhbtiq", "online-sexual", "threat", "physical-violence"].includes(topic) ? fromPeers : fromAdult;
}
const atWork: Weights = { colleague: 42, "school-leader": 34, parent: 12, pupil: 8, unknown: 4 };

/** Roughly as pupils are spread over the country; callers do not always say. */
export const provinces: Weights = { "zuid-holland": 20, "noord-holland": 15.5, "noord-brabant": 13.5, gelderland: 11.5, utrecht: 8, overijssel: 6.7, limburg: 5.3, fryslan: 3.5, groningen: 3, drenthe: 2.5, flevoland: 2.7, zeeland: 1.8, unknown: 6 };

export const donesOf = (channel: string): Weights => (channel === "chat" ? chatted : spoken);
const chatted: Weights = { listened: 48, information: 20, advice: 25, referred: 7 };
const spoken: Weights = { listened: 17, information: 25, advice: 33, contacted: 4, mediated: 2.5, referred: 14, escalated: 0.5, procedure: 3, none: 1 };

export const outcomesOf = (done: string): Weights => (done === "referred" ? afterReferral : done === "procedure" ? afterProcedure : usually);
const usually: Weights = { helped: 33, partly: 19, "not-helped": 9, withdrawn: 4, "not-known": 35 };
const afterReferral: Weights = { referred: 80, "not-known": 20 };
const afterProcedure: Weights = { helped: 25, partly: 30, "not-helped": 25, withdrawn: 20 };

/** January to December: peaks in September, January and March; summer is quiet. */
export const seasons: readonly number[] = [1.29, 0.88, 1.46, 0.95, 0.9, 0.95, 0.35, 0.3, 1.5, 1.05, 1.25, 0.85];

/** How many desks one matter visits: from pillar to post. */
export const visits: Weights = { "1": 80, "2": 13, "3": 5, "4": 2 };
/** How often a person links his contacts, by the number of them. One who was referred does so more often. */
export const linkedShare: Readonly<Record<string, number>> = { "1": 0.04, "2": 0.4, "3": 0.5, "4": 0.55 };
