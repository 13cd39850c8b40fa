/** What a mutant of the signpost's rules must not survive: the told stories, the typed words, and the committed outcomes. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { type Digest, firstChangedRow } from "../signpost/digest.ts";
import { matchingFacts } from "../signpost/matching-facts.ts";
import { stories, unheard } from "../signpost/telling.ts";

const committed = JSON.parse(readFileSync(join(import.meta.dirname, "../../docs/signpost-outcomes.json"), "utf8")) as Digest;

/** The first thing that is not as it should be; `undefined`: nothing is. Throws what the rules throw. */
export function firstFault(): string | undefined {
  const story = stories.find((one) => unheard(one).length > 0);
  if (story !== undefined) return story.tells;
  const row = firstChangedRow(committed);
  return row ?? matchingFacts.find(({ found, wanted }) => !isDeepStrictEqual(found(), wanted))?.says;
}
