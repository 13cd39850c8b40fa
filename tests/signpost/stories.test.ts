import { describe, expect, it } from "vitest";
import { stories, unheard } from "./telling.ts";

describe(`${stories.length} people who come with a story`, () => {
  it.each(stories.map((story) => [story.tells, story] as const))("%s", (_, story) => {
    expect(unheard(story)).toEqual([]);
  });
});
