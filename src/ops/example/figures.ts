/** Made-up figures of the demonstration, published once with `gehoord simulate` and `gehoord publish`; whatever shows them says so. */
import { join } from "node:path";
import { takeInReleases } from "../../registration/index.ts";
import type { OperatorContext } from "../command.ts";
import { shelfIn } from "../registration/folder.ts";

export async function fillExampleFigures(context: OperatorContext): Promise<void> {
  const shelf = shelfIn(join(context.config.root, "content/examples/figures"));
  if (shelf === undefined) return;
  const taken = await takeInReleases(context, shelf, undefined);
  if (!taken.ok) throw new Error(taken.sentence);
}
