/**
 * How many matters stand behind the contacts, when only some people linked theirs. From four printed numbers; docs/statistics.md tells the method.
 *
 * What is sure: the linked contacts are so many matters, and every other contact is at most one more of its own (upper bound); an organisation registers one
 * matter once, so the contacts without a link at one organisation are so many matters at least (lower bound). The estimate in between takes it
 * that contacts that were not linked repeat as often as the linked ones: who visited many desks links more often than who visited one, so it is low
 * rather than high. It is told with both bounds, never alone.
 */
export type MatterCounts = {
  /** Contacts that were linked with others of their matter, and how many matters those are. */
  readonly linkedContacts: number;
  readonly linkedMatters: number;
  readonly otherContacts: number;
  /** Most contacts without a link at one organisation. */
  readonly mostAtOne: number;
};
export type MatterEstimate = {
  /** Sure. */
  readonly atLeast: number;
  readonly atMost: number;
  /** When contacts without a link repeat no more often than those with one, the number lies at or above this, in 39 of 40 samples. */
  readonly likelyAtLeast: number;
  readonly middle: number;
};

/** Below this many linked matters there is only what is sure. */
export const enoughLinked = 30;

/** Undefined when the numbers contradict each other. */
export function estimateMatters({ linkedContacts, linkedMatters, otherContacts, mostAtOne }: MatterCounts): MatterEstimate | undefined {
  if (linkedMatters > linkedContacts || mostAtOne > otherContacts || (linkedMatters === 0) !== (linkedContacts === 0)) return undefined;
  const atMost = linkedMatters + otherContacts;
  const atLeast = Math.max(linkedMatters, mostAtOne);
  if (linkedMatters < enoughLinked) return { atLeast, atMost, likelyAtLeast: atLeast, middle: atMost };
  const share = linkedMatters / linkedContacts;
  // Contacts of one matter come together, so there are no more independent ones than matters.
  const spread = 1.96 * Math.sqrt((share * (1 - share)) / linkedMatters);
  const likelyAtLeast = Math.max(atLeast, Math.floor(linkedMatters + otherContacts * Math.max(0, share - spread)));
  return { atLeast, atMost, likelyAtLeast, middle: Math.max(likelyAtLeast, Math.round(linkedMatters + otherContacts * share)) };
}
