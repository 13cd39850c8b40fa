/** The signpost: from what a person tells to who can help, why, how, and whether now. Knows nothing of any report. */
import type { Clock, Language } from "../base/index.ts";
import { decide } from "./rules/decide.ts";
import type { Outcome, SignpostInput } from "./shape.ts";
import { inWords, type Reachable } from "./wording.ts";

export { decide } from "./rules/decide.ts";
export type { Decision } from "./rules/reasons.ts";
export type { Reachable } from "./wording.ts";
export * from "./shape.ts";

/**
 * What is best done, in words of one language, with who can be reached at this moment. Never empty: every input of the contract
 * ends at somebody who is competent. Under 0.2 ms of CPU.
 */
export function outcome(input: SignpostInput, language: Language, directory: Reachable, clock: Clock): Outcome {
  return inWords(decide(input), { language, directory, at: clock.now() });
}
