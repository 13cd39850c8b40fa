/**
 * Terms, legal grounds and affiliations as data (`content/procedure/law.json`), and what follows from them. Every number has
 * the page it was read on and the day of reading; what is not known is `not-known`, and nothing is counted with it.
 */
export type Source = { readonly source: string; readonly readOn: string };
export type Known<T> = (Source & { readonly value: T }) | { readonly value: "not-known" };

export const TermNames = ["filing", "disputes-filing", "board-first-answer", "board-solution", "board-reaction", "defence", "decision"] as const;
export type TermName = (typeof TermNames)[number];
export type TermLength = { readonly count: number; readonly unit: "calendar-days" | "weeks" | "years" };

/** Whether an advice given on a day from `from` (up to and including `until`) binds a board of this sector. */
export type AdviceRule = Source & { readonly sectors: readonly string[]; readonly from: string; readonly until?: string | undefined; readonly binding: boolean; readonly ground: string };

export type Affiliation = Source & { readonly brin: string; readonly committee: string };

export type ProcedureLaw = {
  readonly terms: Readonly<Record<TermName, Known<TermLength>>>;
  readonly grounds: Readonly<Record<string, Known<string>>>;
  readonly advice: readonly AdviceRule[];
  readonly affiliations: readonly Affiliation[];
};

export type Binding = { readonly binding: boolean; readonly ground: string | "not-known"; readonly source?: string };

/** Binding only where a rule of that day and sector says so. No rule: it does not bind, and the ground is what is known. */
export function adviceOn(law: ProcedureLaw, day: string, sector: string): Binding {
  const rule = law.advice.filter((one) => one.sectors.includes(sector) && one.from <= day && (one.until === undefined || day <= one.until)).at(-1);
  if (rule !== undefined) return { binding: rule.binding, ground: rule.ground, source: rule.source };
  const ground = Object.hasOwn(law.grounds, sector) ? law.grounds[sector] : undefined;
  return ground === undefined || ground.value === "not-known" ? { binding: false, ground: "not-known" } : { binding: false, ground: ground.value, source: (ground as Source).source };
}

/** Whether an advice of this day may be called binding for any sector: as far as the server can judge. */
export function mayBind(law: ProcedureLaw, day: string): boolean {
  return law.advice.some((one) => one.binding && one.from <= day && (one.until === undefined || day <= one.until));
}

/** Which committee a school belongs to; `not-known`: ask the school, or look in its guide. */
export function affiliationOf(law: ProcedureLaw, brin: string): Affiliation | "not-known" {
  return law.affiliations.find((one) => one.brin === brin.trim().toUpperCase()) ?? "not-known";
}
