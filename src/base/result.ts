/**
 * Expected refusals are values, bugs are thrown.
 *
 * A refusal's reference comes from the closed list `Refusals` of `refusals.ts`; every reference has a sentence in every
 * language, so that a screen never has to show a code.
 */
import type { RefusalReference } from "./refusals.ts";

export type Ok<T> = { readonly ok: true; readonly value: T };
/** `fields` names the form fields (path → reference) that must be corrected; never the values that were typed. */
export type Refused = {
  readonly ok: false;
  readonly because: RefusalReference;
  readonly fields?: Readonly<Record<string, RefusalReference>>;
};
export type Result<T> = Ok<T> | Refused;

export function ok<T>(value: T): Ok<T> {
  return { ok: true, value };
}

export function refused(because: RefusalReference, fields?: Readonly<Record<string, RefusalReference>>): Refused {
  return fields === undefined ? { ok: false, because } : { ok: false, because, fields };
}
