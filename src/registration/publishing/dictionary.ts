/** The data dictionary of a release, in Dutch and in English: every column, every code, and what a number means. */
import type { Language } from "../../base/index.ts";
import type { Release } from "../disclosure/shape.ts";
import { codeInWords } from "../texts/codes.ts";
import { csvField } from "../published/csv.ts";
import { breaksBetween, CodeLists, type Break, type CodeList } from "../rules/codes.ts";
import { classesOf } from "./classes.ts";

type Words = { readonly header: readonly string[]; readonly all: string; readonly value: string; readonly breaks: Readonly<Record<Break["kind"], (version: number, codes: string) => string>>; readonly subjects: Readonly<Record<string, string>> };

const words: Readonly<Record<Language, Words>> = {
  nl: {
    header: ["kolom", "code", "betekenis", "valt onder", "veranderd"],
    all: "Alles bij elkaar",
    value: "Hoe vaak. Een leeg vak betekent: dit getal laten we niet zien, zodat niemand te herkennen is. Een leeg vak zegt niet of het getal klein is. Nul is een echt getal.",
    breaks: {
      added: (version) => `Nieuw in lijst ${version}. Daarvoor stond dit onder een andere code.`,
      split: (version, codes) => `Gesplitst in lijst ${version}: ${codes}. Oude en nieuwe getallen zijn niet te vergelijken.`,
      ended: (version) => `Bestaat niet meer vanaf lijst ${version}.`,
    },
    subjects: {
      period: "Jaar of kwartaal waarin het is opgeschreven. Een week hoort bij het kwartaal van zijn donderdag.",
      organisation: "Organisatie die het contact had",
      channel: "Hoe iemand contact zocht",
      role: "Wie contact zocht",
      sector: "Soort school",
      province: "Provincie van de school",
      region: "Deel van het land, met daaronder de provincies",
      topic: "Onderwerp, met daarboven de groep van onderwerpen",
      by: "Wie het deed",
      done: "Wat de organisatie deed",
      outcome: "Of iemand geholpen is",
      linked: "Of iemand dit contact heeft verbonden met zijn andere contacten",
      count: "Wat er is geteld",
    },
  },
  en: {
    header: ["column", "code", "meaning", "part of", "changed"],
    all: "Everything together",
    value: "How many. An empty field means: this number is not shown, so that nobody is recognised. An empty field does not say that the number is small. Zero is a real number.",
    breaks: {
      added: (version) => `New in list ${version}. Before, it stood under another code.`,
      split: (version, codes) => `Split in list ${version}: ${codes}. Old and new numbers cannot be compared.`,
      ended: (version) => `No longer there from list ${version}.`,
    },
    subjects: {
      period: "Year or quarter of registration. A week belongs to the quarter of its Thursday.",
      organisation: "Organisation that had the contact",
      channel: "How somebody made contact",
      role: "Who made contact",
      sector: "Kind of school",
      province: "Province of the school",
      region: "Part of the country, with its provinces",
      topic: "Subject, with the group of subjects above it",
      by: "Who did it",
      done: "What the organisation did",
      outcome: "Whether somebody was helped",
      linked: "Whether a person linked this contact with his other contacts",
      count: "What was counted",
    },
  },
};

const ownCodes: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  nl: { contacts: "Contacten", matters: "Zaken: wat iemand zelf aan elkaar verbond telt één keer", yes: "Ja", no: "Nee" },
  en: { contacts: "Contacts", matters: "Matters: what a person linked counts once", yes: "Yes", no: "No" },
};

function meaning(subject: string, code: string, total: string | undefined, language: Language): string {
  if (code === total) return words[language].all;
  if (subject === "count" || subject === "linked") return ownCodes[language][code] ?? code;
  return codeInWords(subject, code, language);
}

/** Where a series of this code cannot be read through. A subject may be read from a field of another name. */
function changesOf(subject: string, code: string, language: Language, lists: readonly CodeList[]): string {
  const [first, last] = [lists[0]?.version ?? 1, lists.at(-1)?.version ?? 1];
  const field = subject === "region" ? "province" : subject;
  const here = breaksBetween(first, last, lists).filter((one) => one.field === field && one.codes.includes(code));
  return here.map(({ kind, version, codes }) => words[language].breaks[kind](version, codes.join(" "))).join(" ");
}

export function dictionaryCsv(release: Release, language: Language, lists: readonly CodeList[] = CodeLists): string {
  const { header, subjects, value } = words[language];
  const rows = Object.entries(release.dims).flatMap(([subject, dimension]) => {
    const { total, codes, upward } = classesOf(dimension, release.total);
    const under = (code: string): string => (upward.get(code) ?? []).find((above) => above !== code) ?? "";
    return [[subject, "", subjects[subject] ?? subject, "", ""], ...codes.map((code) => [subject, code, meaning(subject, code, total, language), under(code), changesOf(subject, code, language, lists)])];
  });
  return [header, ...rows, ["value", "", value, "", ""]].map((fields) => `${fields.map(csvField).join(",")}\r\n`).join("");
}
