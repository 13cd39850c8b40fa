/** Words that only the published data need. */
import type { Texts } from "../../base/index.ts";
import type { OnHoliday } from "../../clock/index.ts";
import type { Role, Service } from "../shape.ts";
import { roleNames } from "./roles.ts";

type HsdsTexts = {
  readonly localTime: string;
  readonly holidays: Readonly<Record<OnHoliday, string>>;
  readonly cost: Readonly<Record<Exclude<Service["cost"], "unknown">, string>>;
  readonly forWhom: (roles: readonly Role[]) => string;
  readonly languageName: (code: string) => string;
};

const named = (language: "nl" | "en") => {
  const names = new Intl.DisplayNames([language], { type: "language" });
  return (code: string): string => names.of(code) ?? code;
};

export const hsdsTexts: Texts<HsdsTexts> = {
  nl: {
    localTime: "Plaatselijke tijd in Nederland (Europe/Amsterdam).",
    holidays: { open: "Ook op feestdagen.", closed: "Niet op feestdagen.", unknown: "Op feestdagen: niet bekend." },
    cost: { free: "Gratis", "local-rate": "Lokaal tarief", members: "Voor leden" },
    forWhom: (roles) => `Voor: ${roles.map((role) => roleNames.nl[role]).join(", ")}.`,
    languageName: named("nl"),
  },
  en: {
    localTime: "Local time in the Netherlands (Europe/Amsterdam).",
    holidays: { open: "Also on public holidays.", closed: "Not on public holidays.", unknown: "On public holidays: not known." },
    cost: { free: "Free", "local-rate": "Local rate", members: "For members" },
    forWhom: (roles) => `For: ${roles.map((role) => roleNames.en[role]).join(", ")}.`,
    languageName: named("en"),
  },
};
