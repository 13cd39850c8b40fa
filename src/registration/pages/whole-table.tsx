/** One table of a release as it was published: every cell of it and nothing else, with files to take along. */
import type { FC } from "hono/jsx";
import { pathIn } from "../../base/index.ts";
import { Heading, Lead, List, Paragraph, Table } from "../../ui/index.ts";
import { classesIn, codesOf, isMadeUp, periodOf, type Figures } from "../published/index.ts";
import type { CellValue, PublishableRelease, ReleaseTable } from "../disclosure/index.ts";
import { Gaps, MadeUp, ReleaseFiles } from "./around.tsx";
import { cellIn, dimensionIn, nameIn, periodIn, type Seen } from "./words.ts";

export type Shown = Seen & { readonly release: PublishableRelease; readonly table: ReleaseTable };

/** "Onderwerp en soort school, 2027". */
export function tableInWords(seen: Seen, table: ReleaseTable): string {
  const names = table.dims.filter((dimension) => dimension !== "period").map((dimension) => dimensionIn(seen, dimension));
  const { period, count } = table.fixed ?? {};
  if (count === "matters") names.push(seen.text.howMany.ofMatters);
  const [first, ...others] = names.length === 0 ? [seen.text.all] : names;
  const said = [first, ...others.map((name) => name.toLowerCase())].join(" · ");
  return period === undefined ? said : seen.text.take.tableOf(said, periodIn(seen, periodOf(period)));
}

/** A class, or all of a dimension. */
type Place = string | undefined;

function placesOf({ release, table }: Shown, dimension: string): readonly Place[] {
  const used = new Set(table.cells.map((cell) => codesOf(release, table, cell)[dimension]));
  return [...classesIn(release, dimension).map(({ code }) => code), undefined].filter((place) => used.has(place));
}

const placeIn = (seen: Seen, dimension: string, place: Place): string => (place === undefined ? seen.text.all : dimension === "period" ? periodIn(seen, periodOf(place)) : nameIn(seen, dimension, place));

/** Two dimensions: the longer list goes down, the shorter across. */
function crossed(shown: Shown): { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] } {
  const { release, table, text } = shown;
  const [down = "", across] = table.dims.toSorted((one, other) => placesOf(shown, other).length - placesOf(shown, one).length);
  const at = new Map(table.cells.map((cell): [string, CellValue] => {
    const codes = codesOf(release, table, cell);
    return [JSON.stringify([codes[down], across === undefined ? undefined : codes[across]]), cell.value];
  }));
  const columns: readonly Place[] = across === undefined ? [undefined] : placesOf(shown, across);
  const valueAt = (row: Place, column: Place): string => {
    const value = at.get(JSON.stringify([row, column]));
    return value === undefined ? "" : cellIn(shown, value);
  };
  const head = [dimensionIn(shown, down), ...columns.map((column) => (across === undefined ? text.count : placeIn(shown, across, column)))];
  return { head, rows: placesOf(shown, down).map((row) => [placeIn(shown, down, row), ...columns.map((column) => valueAt(row, column))]) };
}

/** More dimensions than a page is wide: a row a cell. */
function listed(shown: Shown): { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] } {
  const { release, table, text } = shown;
  const rows = table.cells.map((cell) => {
    const codes = codesOf(release, table, cell);
    return [...table.dims.map((dimension) => placeIn(shown, dimension, codes[dimension])), cellIn(shown, cell.value)];
  });
  return { head: [...table.dims.map((dimension) => dimensionIn(shown, dimension)), text.count], rows };
}

export const WholeTable: FC<Shown & { readonly figures: Figures }> = (shown) => {
  const { text, language, release, table } = shown;
  const { head, rows } = table.dims.length > 2 ? listed(shown) : crossed(shown);
  const title = tableInWords(shown, table);
  return (
    <>
      <Heading level={1}>{title}</Heading>
      {isMadeUp(release) ? <MadeUp {...shown} /> : null}
      <Lead>{text.gaps.sentence}</Lead>
      <Table caption={title} label={title} head={head} rows={rows} firstIsHeader />
      <List items={[<a href={pathIn(language, `/cijfers/bestand/${release.id}/${table.id}.csv`)}>{text.take.csv}</a>]} />
      <ReleaseFiles {...shown} releases={[release]} />
      <Gaps {...shown} releases={[release]} />
      <Paragraph>
        <a href={pathIn(language, "/cijfers")}>{text.back}</a>
      </Paragraph>
    </>
  );
};
