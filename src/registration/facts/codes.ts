/**
 * What a fact may say, as a facts file has it: every coded field, the newest list of each (`rules/codes.ts` has all versions), and the
 * classes that figures are made by.
 */
import { FactFields, newestList, type FactField } from "../rules/codes.ts";

export const codedFields = ["organisation", ...FactFields] as const;
export type CodedField = (typeof codedFields)[number];
/** Fields with a closed list. Organisations are those of the installation. */
export type ListedField = FactField;
export type FieldList = { readonly version: number; readonly codes: readonly string[] };

const { version, codes } = newestList;
export const codeLists = Object.fromEntries(FactFields.map((field) => [field, { version, codes: codes[field] }])) as Readonly<Record<ListedField, FieldList>>;
/** Without "unknown", which is a code and no place. */
export const Provinces: readonly string[] = codes.province.filter((code) => code !== "unknown");

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
