/** What an import changes: pure comparison of what a file tells with what is known. */
import type { ReadRow, Told } from "./layouts.ts";
import type { ChangedRow, RefusedRow, School } from "./shape.ts";

export type KnownSchool = School & { readonly gone: boolean };

export interface ReadFile {
  readonly rows: readonly ReadRow[];
  /**
   * What the file is a whole list of: every location, main locations only, or nothing at all (files of pupils come per
   * municipality). A location that is missing from a list that is not whole is not gone.
   */
  readonly covers: "all" | "main" | "none";
}

export interface Difference {
  /** Rows to write, complete. */
  readonly write: readonly KnownSchool[];
  readonly added: readonly string[];
  readonly changed: readonly ChangedRow[];
  readonly unchanged: number;
  readonly gone: readonly string[];
  readonly refused: readonly RefusedRow[];
  readonly placeholders: readonly string[];
}

const nothingKnown: Omit<KnownSchool, "location" | "brin" | "name" | "sector"> = {
  kind: null,
  denomination: null,
  street: null,
  houseNumber: null,
  postcode: null,
  place: null,
  municipality: null,
  province: null,
  board: null,
  phone: null,
  website: null,
  holidayRegion: null,
  longitude: null,
  latitude: null,
  pupils: null,
  gone: false,
};

/** Files come per kind of school; only within the same kind can a location be missed. */
const groupOf = (school: Pick<School, "sector"> & { readonly kind?: string | null }): string => (school.kind === "SBAO" ? "sbo" : school.sector);

/** The first row of a location counts; 95 features of the geocoded set are a second house number of the same school. */
function firstOfEach(rows: readonly ReadRow[]): { readonly told: ReadonlyMap<string, Told>; readonly refused: readonly RefusedRow[] } {
  const told = new Map<string, Told>();
  const refused: RefusedRow[] = [];
  for (const row of rows) {
    if ("because" in row) refused.push(row);
    else if (told.has(row.told.location)) refused.push({ line: row.line, because: "repeated", location: row.told.location });
    else told.set(row.told.location, row.told);
  }
  return { told, refused };
}

const isPlaceholder = (name: string): boolean => /^(RS ?\d+|[\d\W]+|onbekend|n\.?v\.?t\.?)$/i.test(name);

/** Invented schools of the demonstration stand in a BRIN range that is not given out, and never count as missed. */
export const exampleBrin = "99ZZ";

function missed(known: ReadonlyMap<string, KnownSchool>, told: ReadonlyMap<string, Told>, covers: ReadFile["covers"]): readonly KnownSchool[] {
  if (covers === "none") return [];
  const groups = new Set([...told.values()].filter(({ brin }) => brin !== exampleBrin).map(groupOf));
  return [...known.values()].filter(
    (school) => !school.gone && !told.has(school.location) && groups.has(groupOf(school)) && school.brin !== exampleBrin && (covers === "all" || school.location.endsWith("00")),
  );
}

export function differenceOf(known: ReadonlyMap<string, KnownSchool>, file: ReadFile): Difference {
  const { told, refused } = firstOfEach(file.rows);
  const write: KnownSchool[] = [];
  const [added, changed]: [string[], ChangedRow[]] = [[], []];
  for (const one of told.values()) {
    const before = known.get(one.location);
    const after: KnownSchool = { ...(before ?? nothingKnown), ...one, gone: false };
    const fields = before === undefined ? [] : (Object.keys(after) as (keyof KnownSchool)[]).filter((field) => before[field] !== after[field]);
    if (before === undefined) added.push(one.location);
    else if (fields.length > 0) changed.push({ location: one.location, fields });
    if (before === undefined || fields.length > 0) write.push(after);
  }
  const gone = missed(known, told, file.covers);
  return {
    write: [...write, ...gone.map((school) => ({ ...school, gone: true }))],
    added: added.toSorted(),
    changed: changed.toSorted((one, other) => (one.location < other.location ? -1 : 1)),
    unchanged: told.size - added.length - changed.length,
    gone: gone.map(({ location }) => location).toSorted(),
    refused,
    placeholders: [...told.values()].filter(({ name }) => isPlaceholder(name)).map(({ location }) => location).toSorted(),
  };
}
