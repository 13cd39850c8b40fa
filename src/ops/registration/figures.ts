/**
 * `gehoord figures add DIR`: a published folder comes to stand on `/cijfers`, after its register and every document were checked. `gehoord figures export
 * DIR`: everything that stands there comes out as such a folder, also what was published in the desk.
 */
import { publicKeyIn, publishedFolder, readRegister, takeInReleases } from "../../registration/index.ts";
import { done, refusedBecause, textOf, type Operation } from "../command.ts";
import { losesLines, shelfIn, writeRelease } from "./folder.ts";

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

/** Release by release, the register last each time: a folder that is stopped half way is a whole folder of fewer releases. */
export const exportFigures: Operation = async (context, given) => {
  const folder = textOf(given, "file") ?? "";
  const { register = "", files } = await publishedFolder(context);
  const read = readRegister(register, undefined);
  if (!read.ok || read.register.length === 0) return refusedBecause("Nothing was published yet. No file was written.");
  if (losesLines(folder, register)) return refusedBecause(`The register in ${folder} says something else than this installation. No file was written.`);
  const missing = read.register.flatMap((one) => Object.keys(one.files)).find((path) => files[path] === undefined);
  if (missing !== undefined) return refusedBecause(`The file ${missing} is not here. Add it with: gehoord figures add, and the folder that it was published in.`);
  const lines = register.split("\n");
  for (const [at, { release, files: named }] of read.register.entries()) {
    const content = Object.fromEntries(Object.keys(named).map((path) => [path, files[path] ?? ""]));
    writeRelease(folder, { id: release, files: content, register: `${lines.slice(0, at + 1).join("\n")}\n` });
  }
  const ids = read.register.map(({ release }) => release);
  return done(`${String(ids.length)} releases written to ${folder}.`, { releases: ids, out: folder });
};
