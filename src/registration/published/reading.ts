/** The published releases of this installation, read once and kept: a release never changes, so only new ones are asked for. */
import type { Context, Database } from "../../base/index.ts";
import { published, type PublishableRelease } from "../disclosure/index.ts";
import { figuresOf, type Figures } from "./figures.ts";
import { fileHash, readRegister } from "../publishing/register.ts";
import { releaseFile } from "../publishing/previous.ts";
import { exampleReleases } from "./example.ts";
import { documentOf, releasesAfter, type ReleaseRow } from "./records.ts";

type Kept = { readonly rows: readonly Pick<ReleaseRow, "sequence" | "line">[]; readonly figures: Figures };
const nothing: Kept = { rows: [], figures: figuresOf([]) };
const kept = new WeakMap<Database, Kept>();

/** Somebody changed what was published, or its register, in the database: nothing of it is shown. */
class FiguresAltered extends Error {
  override readonly name = "FiguresAltered";
}

/** Signed, in its place in the chain, and byte for byte what was signed. */
function believed(before: Kept["rows"], rows: readonly ReleaseRow[]): readonly PublishableRelease[] {
  const read = readRegister([...before, ...rows].map(({ line }) => line).join("\n"), undefined);
  return rows.map(({ id, document }, at) => {
    const line = read.ok ? read.register[before.length + at] : undefined;
    const release = line?.release === id && line.files[releaseFile(id)] === fileHash(document) ? published(JSON.parse(document)) : undefined;
    if (release?.id !== id) throw new FiguresAltered("A published release does not fit the register");
    return release;
  });
}

type Asking = Pick<Context, "db" | "config">;

type Example = { readonly rows: readonly ReleaseRow[]; readonly figures: Figures };
const examples = new Map<string, Example>();
function exampleIn(folder: string): Example {
  const known = examples.get(folder);
  if (known !== undefined) return known;
  const rows = exampleReleases(folder);
  const example = { rows, figures: figuresOf(believed([], rows)) };
  examples.set(folder, example);
  return example;
}

export async function publishedFigures({ db, config }: Asking): Promise<Figures> {
  const known = kept.get(db) ?? nothing;
  const added = await db.transaction({ role: "visitor" }, (tx) => releasesAfter(tx, known.rows.length));
  if (added.length === 0) return known.rows.length === 0 && config.exampleFigures !== undefined ? exampleIn(config.exampleFigures).figures : known.figures;
  const figures = figuresOf([...known.figures.releases, ...believed(known.rows, added)]);
  kept.set(db, { rows: [...known.rows, ...added.map(({ sequence, line }) => ({ sequence, line }))], figures });
  return figures;
}

/** The very bytes of a release that were signed. */
export async function publishedDocument({ db, config }: Asking, id: string): Promise<string | undefined> {
  const document = await db.transaction({ role: "visitor" }, (tx) => documentOf(tx, id));
  const example = config.exampleFigures === undefined ? [] : exampleIn(config.exampleFigures).rows;
  return document ?? example.find((one) => one.id === id)?.document;
}
