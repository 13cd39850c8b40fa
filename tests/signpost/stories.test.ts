import { describe, expect, it } from "vitest";
import { decide } from "../../src/signpost/index.ts";
import { faultsOf } from "./predicates.ts";
import { shortStories } from "./short-stories.ts";
import { stories as longStories, type Story } from "./stories.ts";

const stories = [...longStories, ...shortStories];

const words = (text: string | undefined): readonly string[] => (text === undefined ? [] : text.split(" ").filter((word) => word !== ""));

function told({ input }: Story): { readonly all: readonly string[]; readonly steps: readonly string[]; readonly urgent: readonly string[]; readonly not: readonly string[] } {
  const decision = decide(input);
  const ids = (list: readonly { readonly id: string }[]): readonly string[] => list.map(({ id }) => id);
  const steps = [...ids(decision.urgent), ...ids(decision.steps)];
  return { all: [...steps, ...ids(decision.duties), ...ids(decision.warnings)], steps, urgent: ids(decision.urgent), not: ids(decision.notSuitable) };
}

describe(`${stories.length} people who come with a story`, () => {
  it.each(stories.map((story) => [story.tells, story] as const))("%s", (_, story) => {
    const { all, steps, urgent, not } = told(story);
    expect(words(story.has).filter((id) => !all.includes(id))).toEqual([]);
    expect(words(story.not).filter((id) => all.includes(id))).toEqual([]);
    expect(words(story.why).filter((id) => !not.includes(id))).toEqual([]);
    expect(steps.filter((id) => words(story.order).includes(id))).toEqual(words(story.order));
    if (story.urgent !== undefined) expect(urgent).toEqual(words(story.urgent));
    expect(words(story.atOnce).filter((id) => !urgent.includes(id))).toEqual([]);
    expect(faultsOf(story.input, decide(story.input))).toEqual([]);
  });
});
