/** What every language must hold. A missing text does not compile. */
import type { StepReason, WhyNot } from "../rules/reasons.ts";
import type { DutyId, InformationStep, InSchoolStep, OrganisationStep, SelfStep, WarningId } from "../shape.ts";

export type OwnStep = InSchoolStep | SelfStep | InformationStep;
/** Reasons that have their own way of doing. */
export const specialHows = ["school-board/duty", "veilig-thuis/professional", "contact-parents/staff", "term-warning/six-weeks", "term-warning/six-weeks-run", "term-warning/soon", "nctv/maybe", "complaints-route-explained/leader"] as const satisfies readonly StepReason[];
export type SpecialHow = (typeof specialHows)[number];
export type Notice = { readonly title: string; readonly because: string; readonly how: string; readonly source: string };

export interface OutcomeTexts {
  /** Names of people at school and of what you do yourself. Names of organisations come from the directory. */
  readonly names: Readonly<Record<OwnStep, string>>;
  readonly because: Readonly<Record<StepReason, string>>;
  /** For organisations the directory adds how they are reached. */
  readonly how: Readonly<Record<OwnStep | OrganisationStep, string>>;
  /** Where the reason changes what must be done. */
  readonly howFor: Readonly<Record<SpecialHow, string>>;
  readonly cannot: Readonly<Record<OwnStep, string>>;
  readonly duties: Readonly<Record<DutyId, Notice>>;
  readonly warnings: Readonly<Record<WarningId, Notice>>;
  readonly whyNot: Readonly<Record<WhyNot, string>>;
  readonly contact: {
    readonly phone: (value: string) => string;
    readonly chat: (value: string) => string;
    readonly mail: (value: string) => string;
    readonly form: (value: string) => string;
    readonly unknown: string;
  };
}
