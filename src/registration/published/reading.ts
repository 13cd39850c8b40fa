/** The published releases of this installation, read once and kept: a release never changes, so only new ones are asked for. */
import type { Context, Database } from "../../base/index.ts";
import { published, type PublishableRelease } from "../disclosure/index.ts";
import { figuresOf, type Figures } from "./figures.ts";
import { releasesAfter, type ReleaseRow } from "./records.ts";

type Kept = { readonly newest: number; readonly figures: Figures };
const nothing: Kept = { newest: 0, figures: figuresOf([]) };
const kept = new WeakMap<Database, Kept>();

/** What cannot be read any more is left out as a whole: a page never shows half a release. */
function readable(rows: readonly ReleaseRow[]): readonly PublishableRelease[] {
  return rows.flatMap(({ id, document }) => {
    const release = published(JSON.parse(document));
    return release?.id === id ? [release] : [];
  });
}

export async function publishedFigures({ db }: Pick<Context, "db">): Promise<Figures> {
  const known = kept.get(db) ?? nothing;
  const added = await db.transaction({ role: "visitor" }, (tx) => releasesAfter(tx, known.newest));
  const newest = added.at(-1)?.sequence;
  if (newest === undefined) return known.figures;
  const figures = figuresOf([...known.figures.releases, ...readable(added)]);
  kept.set(db, { newest, figures });
  return figures;
}
