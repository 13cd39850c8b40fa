/** The register of schools: one row per location, from open data of DUO or the geocoded set derived from it. */
import { z } from "zod";

/** Where a location stands in the school system; `unknown` when the file does not tell. */
export const SchoolSectors = ["po", "so", "vo", "mbo", "unknown"] as const;
export type SchoolSector = (typeof SchoolSectors)[number];

/** BRIN: two digits and two letters, text, leading zeros kept (`00AH`). */
export const Brin = z.string().regex(/^\d{2}[A-Z]{2}$/);
/** BRIN and two digits; `00` is the main location. */
export const LocationCode = z.string().regex(/^\d{2}[A-Z]{2}\d{2}$/);

/** A location as it is kept. `null`: the file did not tell. */
export type School = {
  readonly location: string;
  readonly brin: string;
  readonly name: string;
  readonly sector: SchoolSector;
  readonly kind: string | null;
  readonly denomination: string | null;
  readonly street: string | null;
  readonly houseNumber: string | null;
  /** `7822HG`, without a space. */
  readonly postcode: string | null;
  readonly place: string | null;
  readonly municipality: string | null;
  readonly province: string | null;
  readonly board: string | null;
  readonly phone: string | null;
  readonly website: string | null;
  readonly holidayRegion: string | null;
  readonly longitude: number | null;
  readonly latitude: number | null;
  /** Pupils at the location; `null` when missing or masked (`<5`). */
  readonly pupils: number | null;
};

export const SchoolHit = z.strictObject({
  location: LocationCode,
  brin: Brin,
  name: z.string(),
  place: z.string().nullable(),
  postcode: z.string().nullable(),
  sector: z.enum(SchoolSectors),
});
export type SchoolHit = z.output<typeof SchoolHit>;

export const RefusedBecauses = [
  "brin-wrong-form",
  "location-wrong-form",
  "location-of-other-brin",
  "name-missing",
  "wrong-number-of-columns",
  /** The location stood in the file before; the first one counts. */
  "repeated",
] as const;
export type RefusedBecause = (typeof RefusedBecauses)[number];

/** A line that was not taken over. `line` counts from 1, the header included; for GeoJSON it is the number of the feature. */
export type RefusedRow = { readonly line: number; readonly because: RefusedBecause; readonly location: string | null };

/** `fields` are names of `School`, or "gone" when the location came back. */
export type ChangedRow = { readonly location: string; readonly fields: readonly string[] };

/** What an import did. Location codes only, ordered. A second import of the same file reports no difference. */
export interface ImportReport {
  readonly layout: "duo-csv" | "geojson";
  readonly encoding: "utf-8" | "windows-1252";
  /** Rows in the file, refused ones included. */
  readonly rows: number;
  readonly added: readonly string[];
  readonly changed: readonly ChangedRow[];
  readonly unchanged: number;
  /** Known locations of the kinds of school in this file that it no longer has: kept, and marked as gone. */
  readonly gone: readonly string[];
  readonly refused: readonly RefusedRow[];
  /** Taken over, but the name is a place-holder ("RS 1"); somebody should look. */
  readonly placeholders: readonly string[];
}

/** The whole register by province, so that a browser can find a province without saying which school it looks for. */
export const SchoolPlaces = z.strictObject({ provinces: z.array(z.strictObject({ province: z.string(), places: z.array(z.string()), brins: z.array(Brin) })) });
export type SchoolPlaces = z.output<typeof SchoolPlaces>;
