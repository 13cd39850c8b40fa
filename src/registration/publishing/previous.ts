/** Everything that was printed before, checked against the register: a release that is missing, or that somebody changed, is named and nothing goes on. */
import { published, type PublishableRelease, type Release } from "../disclosure/index.ts";
import { fileHash, readRegister, type Entry, type Register, type RegisterFault } from "./register.ts";

export type Previous = { readonly register: Register; readonly releases: readonly Release[] };
export type PreviousRead = { readonly ok: true; readonly previous: Previous } | { readonly ok: false; readonly sentence: string };

/** A folder of releases, as far as this room needs one. Paths are those of the register. */
export type Shelf = { readonly register: string | undefined; readonly read: (path: string) => Uint8Array | undefined; /** Documents that lie there: `<id>.json`. */ readonly ids: readonly string[] };

const faults: Readonly<Record<RegisterFault["fault"], string>> = {
  "not-a-line": "is not a line of a register, or was changed",
  "not-in-order": "does not follow the line before it: a line is missing or was changed",
  "not-signed": "was changed: its signature does not fit",
  "other-key": "was signed with another key than this installation's",
  "release-twice": "names a release that an earlier line names too",
};

export const registerFaultInWords = ({ line, fault }: RegisterFault): string => `line ${String(line)} of register.jsonl ${faults[fault]}. Put back an unchanged copy of the folder.`;
export const releaseFile = (id: string): string => `${id}.json`;

/** What is wrong with the files of one release, if anything. */
export function alteredFile({ release, files }: Entry, { read }: Shelf): string | undefined {
  for (const [path, hash] of Object.entries(files)) {
    const content = read(path);
    if (content === undefined) return `release "${release}": the file ${path} is missing. Put back an unchanged copy of the folder.`;
    if (fileHash(content) !== hash) return `release "${release}": the file ${path} was altered since it was published. Put back an unchanged copy of the folder.`;
  }
  return undefined;
}

/** The document of a release. Nothing when it says anything else than a release may. */
export function releaseIn(content: Uint8Array | undefined): PublishableRelease | undefined {
  if (content === undefined) return undefined;
  try {
    return published(JSON.parse(new TextDecoder().decode(content)));
  } catch {
    return undefined;
  }
}

/** `key`: the public key of the register. An empty folder is the beginning of a register; documents without one are refused. */
export function readPrevious(shelf: Shelf, key: string): PreviousRead {
  if (shelf.register === undefined) {
    const [stray] = shelf.ids;
    return stray === undefined ? { ok: true, previous: { register: [], releases: [] } } : { ok: false, sentence: `release "${stray}" lies there without a register (register.jsonl), so nobody can tell whether it was altered. Put the register beside it.` };
  }
  const read = readRegister(shelf.register, key);
  if (!read.ok) return { ok: false, sentence: registerFaultInWords(read.fault) };
  const releases: Release[] = [];
  for (const one of read.register) {
    const sentence = alteredFile(one, shelf);
    if (sentence !== undefined) return { ok: false, sentence };
    const document = releaseIn(shelf.read(releaseFile(one.release)));
    if (document?.id !== one.release) return { ok: false, sentence: `release "${one.release}": ${releaseFile(one.release)} is not its document.` };
    releases.push(document);
  }
  return { ok: true, previous: { register: read.register, releases } };
}
