/** `gehoord figures add DIR`: a published folder comes to stand on `/cijfers`, after its register and every document were checked. */
import { takeInReleases } from "../../registration/index.ts";
import { done, refusedBecause, textOf, type Operation } from "../command.ts";
import { shelfIn } from "./folder.ts";
import { publicKeyIn } from "./keeping.ts";

/** `given.file` is the folder, `given.key` the public key of a register that was made elsewhere. */
export const addFigures: Operation = async (context, given) => {
  const folder = textOf(given, "file") ?? "";
  const key = textOf(given, "key") ?? publicKeyIn(context.config.data);
  if (key === undefined) return refusedBecause("This installation never published anything itself. Say with --key which public key the register must be signed with: ask for it by another way than the folder came.");
  const shelf = shelfIn(folder);
  if (shelf === undefined) return refusedBecause(`There is no folder ${folder}.`);
  const taken = await takeInReleases(context, shelf, key);
  if (!taken.ok) return refusedBecause(`${taken.sentence}\nNothing was taken in.`);
  const { added, known } = taken;
  const text = added.length === 0 ? `Nothing to do: all ${known} releases stand on /cijfers.` : `Taken in: ${added.join(", ")}. Within a minute they stand on /cijfers.`;
  return done(text, { added, known });
};
