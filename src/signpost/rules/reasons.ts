/** References of everything that rules may say. Wording stands in `texts`, per language, under these names. */
import type { DutyId, NotSuitable, StepId, WarningId } from "../shape.ts";

/** Why a step is given: the step's own reason, or one for a special situation. */
export const specialReasons = [
  "112/suicidal",
  "113/worried",
  "veilig-thuis/professional",
  "csg/recent",
  "police/recent",
  "police/board",
  "sv-calamiteitenteam/violence",
  "sv-calamiteitenteam/maybe",
  "vertrouwensinspecteur/grave",
  "vertrouwensinspecteur/staff",
  "vertrouwensinspecteur/board",
  "kindertelefoon/dare-not",
  "ouders-onderwijs/stuck",
  "balans/maybe",
  "regenboogloket/secret",
  "sv-adviespunt/employment",
  "aob/maybe",
  "slachtofferhulp/calamity",
  "nctv/maybe",
  "onderwijsconsulenten/long-at-home",
  "college-rechten-mens/disability",
  "geschillencommissie-passend-onderwijs/maybe",
  "geschillencommissie-passend-onderwijs/decision",
  "lkc/unknown",
  "gcbo/unknown",
  "lkc/supporter",
  "gcbo/supporter",
  "inspectie-loket/asked",
  "inspectie-loket/fallback",
  "school-board/duty",
  "school-board/leader",
  "in-school:confidential-adviser-internal/optional",
  "in-school:confidential-adviser-external/optional",
  "in-school:trusted-adult/optional",
  "in-school:school-leader/consent",
  "in-school:confidential-adviser-internal/consent",
  "in-school:child-abuse-officer/consent",
  "contact-parents/staff",
  "term-warning/six-weeks",
  "term-warning/six-weeks-run",
  "term-warning/soon",
  "adult-files-for-you/maybe",
  "complaints-route-explained/leader",
] as const;
export type StepReason = StepId | (typeof specialReasons)[number];

export const whyNot = [
  "veilig-thuis/school",
  "veilig-thuis/absence",
  "kindertelefoon/age",
  "sv-calamiteitenteam/not-staff",
  "vertrouwensinspecteur/employment",
  "onderwijsconsulenten/four-weeks",
  "onderwijsconsulenten/school-first",
  "onderwijsconsulenten/court",
  "geschillencommissie-passend-onderwijs/term",
  "lkc/gcbo-school",
  "gcbo/lkc-school",
  "lkc/support-needs",
  "gcbo/support-needs",
  "lkc/school-first",
  "gcbo/school-first",
  "lkc/tells-school",
  "gcbo/tells-school",
  "lkc/of-age",
  "gcbo/of-age",
  "inspectie-loket/no-complaints",
  "inspectie-loket/home",
  "kinderombudsman/court",
  "kinderombudsman/year",
  "kinderombudsman/of-age",
  "kinderombudsman/school-first",
  "ocw/no-helpline",
  "ingrado/no-helpline",
] as const;
export type WhyNot = (typeof whyNot)[number];

export type StepRef = { readonly id: StepId; readonly because: StepReason };
export type DutyRef = { readonly id: DutyId };
export type WarningRef = { readonly id: WarningId };
export type NotSuitableRef = { readonly id: NotSuitable["id"]; readonly because: WhyNot };

/** What the rules decide, without a word of any language. */
export interface Decision {
  readonly urgent: readonly StepRef[];
  readonly steps: readonly StepRef[];
  readonly duties: readonly DutyRef[];
  readonly warnings: readonly WarningRef[];
  readonly notSuitable: readonly NotSuitableRef[];
}

/** One rule: whether it holds, what it gives, and the reason when that is not the step's own. */
export function give(holds: boolean, id: StepId, because: StepReason = id): readonly StepRef[] {
  return holds ? [{ id, because }] : [];
}
