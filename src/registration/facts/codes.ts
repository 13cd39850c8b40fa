/**
 * What a fact may say: every coded field with its list. A list has a version; a code that was replaced stays readable through
 * `was`, so that old years stay comparable, and the week of the change is told where it shows.
 *
 * Topics, roles and sectors are those of the signpost. "unknown" is a code of its own: what is not known is counted as not known.
 */
import { Bys, Roles, Sectors, Topics } from "../../signpost/shape.ts";

export const codedFields = ["organisation", "channel", "role", "sector", "province", "topic", "by", "done", "outcome"] as const;
export type CodedField = (typeof codedFields)[number];
/** Fields with a closed list. Organisations are those of the installation. */
export type ListedField = Exclude<CodedField, "organisation">;

export type Replaced = { readonly code: string; readonly became: string; /** First week of the new code. */ readonly since: string };
export type CodeList = { readonly version: number; readonly codes: readonly string[]; readonly was: readonly Replaced[] };

export const Channels = ["phone", "form", "mail", "chat"] as const;
export const Provinces = ["groningen", "fryslan", "drenthe", "overijssel", "flevoland", "gelderland", "utrecht", "noord-holland", "zuid-holland", "zeeland", "noord-brabant", "limburg"] as const;
export const Dones = ["listened", "information", "advice", "contacted", "mediated", "referred", "escalated", "procedure", "none"] as const;
export const Outcomes = ["helped", "partly", "not-helped", "referred", "withdrawn", "not-known"] as const;

const list = (...codes: readonly string[]): CodeList => ({ version: 1, codes, was: [] });

export const codeLists: Readonly<Record<ListedField, CodeList>> = {
  channel: list(...Channels),
  role: list(...Roles, "unknown"),
  sector: list(...Sectors, "unknown"),
  province: list(...Provinces, "unknown"),
  topic: list(...Topics),
  by: list(...Bys, "unknown"),
  done: list(...Dones),
  outcome: list(...Outcomes),
};

/** Six groups of topics: what a quarter is printed by. Group and topic are classes of one subject, so no group has the name of a topic. */
export const topicGroups: Readonly<Record<string, readonly string[]>> = {
  exclusion: ["bullying", "discrimination", "lhbtiq"],
  violence: ["physical-violence", "threat", "intimidation", "radicalisation"],
  sexual: ["sexual-behaviour", "online-sexual"],
  support: ["absence", "support-needs", "removal"],
  school: ["unfair-treatment", "complaint", "employment", "calamity", "policy"],
  other: ["home", "suicidal", "other-school-matter", "unsure"],
};

/** The four parts of the country of Statistics Netherlands. */
export const partsOfCountry: Readonly<Record<string, readonly string[]>> = {
  noord: ["groningen", "fryslan", "drenthe"],
  oost: ["overijssel", "flevoland", "gelderland"],
  west: ["utrecht", "noord-holland", "zuid-holland", "zeeland"],
  zuid: ["noord-brabant", "limburg"],
};

/** The code of today for a code of then, or nothing when no version of the list knows it. */
export function currentCode(codes: CodeList, code: string): string | undefined {
  if (codes.codes.includes(code)) return code;
  const change = codes.was.find((one) => one.code === code);
  return change === undefined ? undefined : currentCode(codes, change.became);
}
