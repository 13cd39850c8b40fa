/** Tells a story to the engine and says what it did not hear: used by the tests, and of every mutant of the rules. */
import { decide } from "../../src/signpost/index.ts";
import { faultsOf } from "./predicates.ts";
import { shortStories } from "./short-stories.ts";
import { stories as longStories, type Story } from "./stories.ts";

export const stories: readonly Story[] = [...longStories, ...shortStories];

const words = (text: string | undefined): readonly string[] => (text === undefined ? [] : text.split(" ").filter((word) => word !== ""));
const ids = (list: readonly { readonly id: string }[]): readonly string[] => list.map(({ id }) => id);
const same = (one: readonly string[], other: readonly string[]): boolean => one.join(" ") === other.join(" ");

/** One line for everything that is not as the story wants it; empty: heard. */
export function unheard(story: Story): readonly string[] {
  const decision = decide(story.input);
  const [urgent, not] = [ids(decision.urgent), ids(decision.notSuitable)];
  const steps = [...urgent, ...ids(decision.steps)];
  const all = [...steps, ...ids(decision.duties), ...ids(decision.warnings)];
  const inOrder = steps.filter((id) => words(story.order).includes(id));
  return [
    ...words(story.has).filter((id) => !all.includes(id)).map((id) => `${id} is missing`),
    ...words(story.not).filter((id) => all.includes(id)).map((id) => `${id} does not belong here`),
    ...words(story.why).filter((id) => !not.includes(id)).map((id) => `why not ${id} is not said`),
    ...words(story.atOnce).filter((id) => !urgent.includes(id)).map((id) => `${id} is not at once`),
    ...(same(inOrder, words(story.order)) ? [] : [`the order is ${inOrder.join(" ")}`]),
    ...(story.urgent === undefined || same(urgent, words(story.urgent)) ? [] : [`urgent is ${urgent.join(" ")}`]),
    ...faultsOf(story.input, decision).map(({ kind, why }) => `${kind}: ${why}`),
  ];
}
