/**
 * The files somebody chose: each is looked into here, loses its hidden data, and says what came of it. A file that could
 * not be cleaned waits for the person's yes. Nothing leaves the page before the form is sent.
 */
import { Limits } from "../../../cases/shape.ts";
import type { Examined } from "../sealing/clean.ts";
import type { CleanFile } from "../sealing/pieces.ts";
import type { FileManifest } from "../../../envelope/visitor.ts";
import type { UploadTask } from "../sealing/upload.ts";
import { copyOf, fill, focusOn, message, show } from "./templates.ts";

/** A file that may be sent. */
export type Chosen = {
  readonly file: CleanFile;
  /** Gone when the person takes the file away. */
  readonly signal: AbortSignal;
  readonly say: (text: string) => void;
  /** Sealed and on its way: kept, so that a second attempt goes on where the first was lost. */
  sending: { readonly task: UploadTask; readonly manifest: FileManifest; upload: string | undefined } | undefined;
};

type Row = { readonly item: HTMLElement; readonly size: number; readonly stop: AbortController; chosen: Chosen | undefined; question: boolean };

export type FileList = {
  readonly ready: () => readonly Chosen[];
  /** A file that still waits for a yes or is being looked into: the focus goes there, and sending waits. */
  readonly undecided: () => boolean;
  /** Settles when no file is being looked into any more. */
  readonly settled: () => Promise<void>;
  readonly clear: () => void;
};

const refusals: Readonly<Record<string, string>> = { kind: "kindRefused", "too-large": "tooLarge", damaged: "damaged", expands: "expands", locked: "locked", macros: "macro" };

/** The code that cleans comes only now that there is a file; when it cannot come, the file is not taken. */
async function examined(file: File): Promise<Examined | "away"> {
  try {
    const { examine } = await import("../sealing/clean.ts");
    return await examine(file);
  } catch {
    return "away";
  }
}

class Files {
  readonly #rows = new Set<Row>();
  readonly #list: HTMLElement;
  #queue: Promise<void> = Promise.resolve();

  constructor(list: HTMLElement) {
    this.#list = list;
  }

  /** One after the other: two large files at once would not fit in an old telephone. */
  add(file: File): void {
    const row = this.#rowFor(file);
    const total = [...this.#rows].reduce((sum, one) => sum + one.size, 0);
    if (this.#rows.size > Limits.filesAtOnce || total > Limits.caseBytes) this.#refuse(row, "tooMany");
    else this.#queue = this.#queue.then(() => this.#examine(row, file));
  }

  #rowFor(file: File): Row {
    const copy = copyOf("template-file");
    const item = copy.querySelector<HTMLElement>("li") ?? document.createElement("li");
    const row: Row = { item, size: file.size, stop: new AbortController(), chosen: undefined, question: false };
    fill(item, "[data-gehoord-file-name]", file.name);
    item.querySelector("[data-gehoord-file-state]")?.setAttribute("role", "status");
    item.querySelector("[data-gehoord-file-remove]")?.addEventListener("click", () => this.#remove(row));
    item.querySelector("[data-gehoord-file-leave]")?.addEventListener("click", () => this.#remove(row));
    item.querySelector("[data-gehoord-file-send]")?.addEventListener("click", () => this.#accept(row));
    this.#rows.add(row);
    this.#list.append(item);
    this.#list.hidden = false;
    fill(item, "[data-gehoord-file-state]", message("cleaning"));
    return row;
  }

  async #examine(row: Row, file: File): Promise<void> {
    if (row.stop.signal.aborted) return;
    const found = await examined(file);
    if (row.stop.signal.aborted) return;
    if (found === "away") return this.#refuse(row, "failed");
    if (!found.ok) return this.#refuse(row, refusals[found.because] ?? "kindRefused");
    row.chosen = { file: found.file, signal: row.stop.signal, say: (text) => fill(row.item, "[data-gehoord-file-state]", text), sending: undefined };
    row.question = found.told;
    fill(row.item, "[data-gehoord-file-name]", found.file.name);
    fill(row.item, "[data-gehoord-file-state]", found.told ? "" : message("ready"));
    show(row.item, "[data-gehoord-file-question]", found.told);
  }

  #accept(row: Row): void {
    row.question = false;
    show(row.item, "[data-gehoord-file-question]", false);
    fill(row.item, "[data-gehoord-file-state]", message("ready"));
    focusOn(row.item.querySelector<HTMLElement>("[data-gehoord-file-remove]"));
  }

  /** Stays in sight with its reason, and goes nowhere. */
  #refuse(row: Row, reason: string): void {
    this.#rows.delete(row);
    fill(row.item, "[data-gehoord-file-state]", message(reason) || message("damaged"));
  }

  #remove(row: Row): void {
    row.stop.abort();
    this.#rows.delete(row);
    const next = row.item.nextElementSibling ?? row.item.previousElementSibling;
    row.item.remove();
    this.#list.hidden = this.#list.childElementCount === 0;
    focusOn(next?.querySelector<HTMLElement>("button") ?? document.getElementById("files"));
  }

  ready(): readonly Chosen[] {
    return [...this.#rows].flatMap((row) => (row.chosen === undefined || row.question ? [] : [row.chosen]));
  }

  undecided(): boolean {
    const row = [...this.#rows].find((one) => one.question);
    focusOn(row?.item.querySelector<HTMLElement>("[data-gehoord-file-send]"));
    return row !== undefined;
  }

  settled(): Promise<void> {
    return this.#queue;
  }

  clear(): void {
    for (const row of this.#rows) row.stop.abort();
    this.#rows.clear();
    this.#list.replaceChildren();
    this.#list.hidden = true;
  }
}

/** Watches a file field and keeps its list beside it; `undefined` when the page has no place for files. */
export function watchFiles(form: HTMLFormElement): FileList | undefined {
  const input = form.querySelector<HTMLInputElement>('input[type="file"]');
  const list = form.querySelector<HTMLElement>("[data-gehoord-files]");
  if (input === null || list === null) return undefined;
  const files = new Files(list);
  input.addEventListener("change", () => {
    for (const file of input.files ?? []) files.add(file);
    // Chosen again, the same file counts again; and the field itself must hold nothing that could be posted uncleaned.
    input.value = "";
  });
  return files;
}
