/** The complaint procedure of a committee: steps, terms, admissibility, obligations. Pure; server, desk and pages share it. */
export * from "./procedure/admissibility.ts";
export * from "./procedure/law.ts";
export * from "./procedure/obligations.ts";
export * from "./procedure/steps.ts";
