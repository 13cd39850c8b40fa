/** Taking a published folder into the installation: only what the signed register names, unchanged, and only on top of what is here already. */
import { dayOf, type Context, type Transaction } from "../../base/index.ts";
import { fileHash, lineOf, readRegister, registerLines, type Entry } from "../publishing/register.ts";
import { registerFaultInWords, releaseFile, releaseIn, type Shelf } from "../publishing/previous.ts";
import { isMadeUp } from "./made-up.ts";
import { insertRelease, releasesAfter, type ReleaseRow } from "./records.ts";
import { keepFiles } from "./shelf.ts";

/** `added`: ids of what is new. */
export type Taken = { readonly ok: true; readonly added: readonly string[]; readonly known: number } | { readonly ok: false; readonly sentence: string };
type Checked = { readonly ok: true; readonly rows: readonly ReleaseRow[] } | { readonly ok: false; readonly sentence: string };

const refuse = (sentence: string): { readonly ok: false; readonly sentence: string } => ({ ok: false, sentence });

/** What is wrong with the document of one line, if anything. */
function faultOf(one: Entry, content: Uint8Array | undefined, isReal: boolean): string | undefined {
  const name = releaseFile(one.release);
  if (content === undefined) return `Release "${one.release}": the file ${name} is missing. Put back an unchanged copy of the folder.`;
  if (one.files[name] !== fileHash(content)) return `Release "${one.release}": the file ${name} was altered since it was published. Put back an unchanged copy of the folder.`;
  const release = releaseIn(content);
  if (release?.id !== one.release) return `Release "${one.release}": ${name} is no document of this release.`;
  return isReal && isMadeUp(release) ? `Release "${one.release}" is made up. Made-up figures go into a demonstration only.` : undefined;
}

/** `key`: the public key that the register must be signed with; without one, the key of its own first line. */
export function releasesIn(shelf: Shelf, key: string | undefined, isReal: boolean): Checked {
  if (shelf.register === undefined) return refuse("There is no register (register.jsonl) in this folder, so nobody can tell whether anything in it was altered.");
  const read = readRegister(shelf.register, key);
  if (!read.ok) return refuse(registerFaultInWords(read.fault));
  const rows: ReleaseRow[] = [];
  for (const one of read.register) {
    const content = shelf.read(releaseFile(one.release));
    const sentence = faultOf(one, content, isReal);
    if (sentence !== undefined) return refuse(sentence);
    rows.push({ sequence: one.number, id: one.release, document: new TextDecoder().decode(content), line: lineOf(one) });
  }
  return { ok: true, rows };
}

type Beside = Readonly<Record<string, Readonly<Record<string, string>>>>;
type BesideRead = { readonly ok: true; readonly beside: Beside } | { readonly ok: false; readonly sentence: string };

/** Release → the files beside its document, as far as they lie there. What was altered is refused; what is missing can be brought later. */
function filesBeside({ read }: Shelf, rows: readonly ReleaseRow[]): BesideRead {
  const beside: Record<string, Record<string, string>> = {};
  for (const { release, files } of registerLines(rows.map(({ line }) => line).join("\n"))) {
    const here: Record<string, string> = {};
    for (const [path, hash] of Object.entries(files)) {
      const content = read(path);
      if (content !== undefined && fileHash(content) !== hash) return refuse(`Release "${release}": the file ${path} was altered since it was published. Put back an unchanged copy of the folder.`);
      if (content !== undefined) here[path] = new TextDecoder().decode(content);
    }
    beside[release] = here;
  }
  return { ok: true, beside };
}

async function append(tx: Transaction, rows: readonly ReleaseRow[], beside: Beside, now: Date): Promise<Taken> {
  const known = await releasesAfter(tx, 0);
  const other = known.find(({ line }, at) => rows[at]?.line !== line);
  if (other !== undefined) return refuse(`Release "${other.id}" stands here already, and this register does not say the same of it. What was shown is frozen: name the folder that continues it.`);
  const added = rows.slice(known.length);
  for (const row of added) await insertRelease(tx, row, dayOf(now));
  for (const { id } of rows) await keepFiles(tx, id, beside[id] ?? {});
  if (added.length > 0) await tx.audit({ act: "figures.taken-in", by: "system" });
  return { ok: true, added: added.map(({ id }) => id), known: known.length };
}

/** All of it or nothing. A second time changes nothing. */
export async function takeInReleases({ db, clock, config }: Pick<Context, "db" | "clock" | "config">, shelf: Shelf, key: string | undefined): Promise<Taken> {
  const read = releasesIn(shelf, key, config.mode === "real");
  if (!read.ok) return read;
  const files = filesBeside(shelf, read.rows);
  return files.ok ? db.transaction({ role: "system" }, (tx) => append(tx, read.rows, files.beside, clock.now())) : files;
}
