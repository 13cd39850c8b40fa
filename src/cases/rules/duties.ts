/**
 * The closed, published list of legal duties in which somebody must tell somebody else, whatever the person wants
 * (`product.md` promise 6). Each with its law and the day on which that was read. What was not found is null, never guessed.
 * Whoever adds one adds its source; a duty that names no receiver of the network opens no way to it.
 */
export type LegalDuty = {
  readonly id: "duty-to-report" | "duty-to-consult" | "duty-to-declare";
  readonly law: string;
  /** Null: not found in a source that was read. */
  readonly article: string | null;
  readonly owedBy: "school-staff" | "school-board";
  readonly owedTo: "school-board" | "confidential-inspector" | "police";
  readonly readOn: string;
  readonly source: string;
};

const school = "https://www.rijksoverheid.nl/onderwerpen/voortgezet-onderwijs/vraag-en-antwoord/moet-de-school-seksueel-misbruik-melden-en-aangeven";
const board = "http://seksueelmisdrijf.nl/onderwijs/aangifteplicht-bevoegd-gezag";

export const legalDuties: readonly LegalDuty[] = [
  { id: "duty-to-report", law: "WPO", article: "4a", owedBy: "school-staff", owedTo: "school-board", readOn: "2026-08", source: school },
  { id: "duty-to-consult", law: "WPO", article: null, owedBy: "school-board", owedTo: "confidential-inspector", readOn: "2026-08", source: board },
  { id: "duty-to-declare", law: "WPO", article: null, owedBy: "school-board", owedTo: "police", readOn: "2026-08", source: board },
];

/** Duties owed to this receiver. To the ministry there are none: what goes there needs the person's yes. */
export function dutiesOwedTo(receiver: string): readonly LegalDuty[] {
  return legalDuties.filter((one) => one.owedTo === receiver);
}
