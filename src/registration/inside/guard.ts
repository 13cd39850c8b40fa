/**
 * What a coordinator is shown of sums of the network: no small counts, nothing that leaves one or two organisations, and nothing that one
 * subtraction inside the picture or one filter dropped would give away. No proof like that of a release
 * (docs/decisions/0034-figures-inside.md). Pure.
 */

/** As in a release: 1 to 4 is not shown. */
export const threshold = 5;
/** With fewer behind a count, one of them would read the other's. */
const leastOrganisations = 3;
/** What an organisation that takes off its own part must be left with at least. */
const leastRest = 3;

/** A count by organisation. */
export type Parts = readonly number[];
const sum = (parts: Parts): number => parts.reduce((all, one) => all + one, 0);

export function telling(parts: Parts): boolean {
  const all = sum(parts);
  if (all === 0) return false;
  return all < threshold || parts.filter((one) => one > 0).length < leastOrganisations || all - Math.max(...parts) < leastRest;
}

const together = (cells: readonly Parts[]): Parts => (cells[0] ?? []).map((_, at) => cells.reduce((all, parts) => all + (parts[at] ?? 0), 0));

/** Cells that add up to a number that is shown. `null`: not shown. What is hidden is also hidden as one sum, by the smallest that help. */
export function guarded<K>(cells: ReadonlyMap<K, Parts>): ReadonlyMap<K, number | null> {
  const hidden = new Set([...cells].filter(([, parts]) => telling(parts)).map(([key]) => key));
  const others = [...cells].filter(([key]) => !hidden.has(key)).toSorted(([, one], [, other]) => sum(one) - sum(other));
  const order = [...others.filter(([, parts]) => sum(parts) > 0), ...others.filter(([, parts]) => sum(parts) === 0)];
  const isOpen = (): boolean => hidden.size === 1 || telling(together([...hidden].map((key) => cells.get(key) ?? [])));
  if (hidden.size > 0) for (const [key] of order) if (isOpen()) hidden.add(key);
  return new Map([...cells].map(([key, parts]) => [key, hidden.has(key) ? null : sum(parts)]));
}
