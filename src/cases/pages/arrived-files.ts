/** Files of a form without script: cleaned in memory, or why not, in words. */
import type { Language } from "../../base/index.ts";
import { safeFileName } from "../cleaning/index.ts";
import type { FileRefusal } from "../cleaning/index.ts";
import { cleanApart } from "../actions/clean-apart.ts";
import type { ArrivedFile } from "../actions/sealing.ts";
import { Limits } from "../shape.ts";
import { formTexts } from "../texts/index.ts";

export type ArrivedFiles = { readonly files: readonly ArrivedFile[]; readonly problem?: string; readonly askAnyway?: boolean };

type Sentence = keyof (typeof formTexts)["nl"]["sending"];
const sentences: Readonly<Record<FileRefusal, Sentence>> = { kind: "kindRefused", "too-large": "tooLarge", damaged: "damaged", macros: "macro", locked: "locked", expands: "damaged" };

/** Browsers send an empty file when none was chosen. */
const isChosen = (file: File): boolean => file.size > 0 || file.name !== "";

/** Reads, cleans and names every file; the first that cannot be taken stops it. `anyway`: the person knows what stays inside. */
export async function arrivedFiles(chosen: readonly File[], language: Language, anyway: boolean): Promise<ArrivedFiles> {
  const { sending, form } = formTexts[language];
  const given = chosen.filter(isChosen);
  const total = given.reduce((sum, file) => sum + file.size, 0);
  if (given.length > Limits.filesAtOnce || total > Limits.caseBytes) return { files: [], problem: `${sending.tooMany} ${form.filesAgain}` };
  const files: ArrivedFile[] = [];
  const unclean: string[] = [];
  for (const file of given) {
    const cleaned = await cleanApart(new Uint8Array(await file.arrayBuffer()));
    if (!cleaned.ok) return { files: [], problem: `${file.name.slice(0, 100)}: ${sending[sentences[cleaned.because]]} ${form.filesAgain}` };
    const name = safeFileName(file.name, cleaned.kind);
    files.push({ name, type: cleaned.type, bytes: cleaned.bytes });
    if (cleaned.left.length > 0) unclean.push(name);
  }
  return unclean.length > 0 && !anyway ? { files: [], problem: form.problem.cannotClean(unclean.join(", ")), askAnyway: true } : { files };
}
