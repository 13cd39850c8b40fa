/**
 * The closed list of everything the product may refuse, with the HTTP status it travels under.
 *
 * "Not yours" and "not there" are the same reference (`not-found`) on purpose: an answer must never tell that a case
 * exists. Add a line here and a sentence per language in `base/texts`; a test holds the two against each other.
 */
export const Refusals = {
  "not-found": 404,
  "not-signed-in": 401,
  "sign-in-failed": 401,
  "identity-provider-away": 503,
  "second-factor-wrong": 401,
  "session-ended": 401,
  "not-allowed": 403,
  "input-invalid": 422,
  "field-required": 422,
  "field-too-long": 422,
  "field-wrong-form": 422,
  "code-wrong-form": 422,
  "code-not-recognised": 404,
  "signature-invalid": 403,
  "challenge-expired": 409,
  "form-expired": 409,
  "sequence-taken": 409,
  "epoch-outdated": 409,
  "conversation-full": 409,
  "state-changed": 409,
  "transition-not-allowed": 409,
  "outcome-required": 422,
  "yes-of-person-required": 409,
  "next-step-required": 409,
  "person-only": 403,
  "intake-closed": 409,
  "consent-required": 409,
  "referral-open": 409,
  "ministry-open": 409,
  "not-stuck": 409,
  "slot-taken": 409,
  "referral-needed": 409,
  "key-outdated": 409,
  "team-key-required": 409,
  "case-held-alone": 409,
  "nobody-left": 409,
  "nobody-untied": 409,
  "school-not-found": 404,
  "file-too-large": 413,
  "files-too-many": 413,
  "file-kind-refused": 415,
  "file-incomplete": 409,
  "upload-not-found": 404,
  "too-many-requests": 429,
  "body-too-large": 413,
  "wrong-content-type": 415,
  "method-not-allowed": 405,
  "storage-full": 507,
  "storage-away": 503,
  "invitation-not-valid": 404,
  "key-not-certified": 409,
  "link-expired": 404,
  "name-taken": 409,
  "already-there": 409,
  "day-passed": 422,
  "key-log-moved": 409,
  "passkey-not-usable": 422,
  "day-required": 422,
  "advice-not-binding": 409,
  "second-person-required": 409,
  "unexpected": 500,
} as const satisfies Record<string, number>;

export type RefusalReference = keyof typeof Refusals;

/** The refusal that an error carries (the store's `StorageRefusal` does), for doors that may not know who threw it. */
export function refusalIn(error: unknown): RefusalReference | undefined {
  if (!(error instanceof Error) || !("because" in error) || typeof error.because !== "string") return undefined;
  return Object.hasOwn(Refusals, error.because) ? (error.because as RefusalReference) : undefined;
}
