/** What a release of the installation's own facts is made from: the very texts that the command line would be given. */
import { dayOf, type Context } from "../../base/index.ts";
import { directoryOf } from "../../directory/index.ts";
import { allFacts } from "../actions.ts";
import { factColumns, writeFacts } from "../facts/index.ts";
import { enterFacts } from "../jobs.ts";
import { usualSpecification } from "../publishing/catalogue.ts";
import { releaseIn, releaseFile } from "../publishing/previous.ts";
import { registerLines } from "../publishing/register.ts";
import { publishedShelf } from "../published/shelf.ts";
import type { ReleaseOrder } from "./thread.ts";

export type Gathered = { readonly order: ReleaseOrder; readonly withoutOrganisations: boolean };

/** Weeks that are over are entered first: what waits for its batch belongs to the quarter as well. */
export async function gatherOrder(context: Context, period: string): Promise<Gathered> {
  await enterFacts(context);
  const facts = await allFacts(context);
  const { register, files } = await context.db.transaction({ role: "system" }, publishedShelf);
  const encoder = new TextEncoder();
  const previous = registerLines(register ?? "").flatMap(({ release }) => {
    const content = files[releaseFile(release)];
    return releaseIn(content === undefined ? undefined : encoder.encode(content)) ?? [];
  });
  const members = directoryOf(context.config.root).organisations().map(({ id }) => id as string);
  const usual = usualSpecification(period, { members, facts, previous });
  const { data, version, origin, mode } = context.config;
  const text = facts.length === 0 ? `${factColumns.join(",")}\n` : writeFacts(facts, { madeUp: mode === "demo" });
  return { order: { facts: text, specification: usual.text, register, files, made: dayOf(context.clock.now()), data, version, origin }, withoutOrganisations: usual.withoutOrganisations };
}
