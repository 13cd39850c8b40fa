/**
 * The layouts of DUO's address files and of the geocoded set, read into one form (domain notes, section 10).
 *
 * A key that is absent in `Told` means: this layout does not tell. `null` means: it does, and it is empty. That difference
 * keeps an import of one file from wiping what another file told.
 */
import { Brin, LocationCode, type RefusedBecause, type School, type SchoolSector } from "./shape.ts";

export type Told = Pick<School, "location" | "brin" | "name" | "sector"> & Partial<School>;
export type ReadRow = { readonly line: number; readonly told: Told } | { readonly line: number; readonly because: RefusedBecause; readonly location: string | null };

/** The names a column had through the years, after `columnName`. The first that is there counts. */
const columns = {
  brin: ["BRIN NUMMER", "INSTELLINGSCODE"],
  location: ["VESTIGINGSNUMMER", "VESTIGINGSCODE"],
  name: ["VESTIGINGSNAAM", "INSTELLINGSNAAM VESTIGING", "INSTELLINGSNAAM"],
  kind: ["ONDERWIJSSTRUCTUUR", "MBO INSTELLINGSSOORT NAAM", "SOORT PO"],
  denomination: ["DENOMINATIE", "DENOMINATIE VESTIGING"],
  street: ["STRAATNAAM"],
  houseNumber: ["HUISNUMMER-TOEVOEGING"],
  postcode: ["POSTCODE", "POSTCODE VESTIGING"],
  place: ["PLAATSNAAM"],
  municipality: ["GEMEENTENAAM"],
  province: ["PROVINCIE"],
  board: ["BEVOEGD GEZAG NUMMER"],
  phone: ["TELEFOONNUMMER"],
  website: ["INTERNETADRES"],
  holidayRegion: ["VAKANTIEREGIO"],
} as const satisfies Partial<Record<keyof School, readonly string[]>>;
type Column = keyof typeof columns;

/** Headers carry trailing spaces in some files, and underscores instead of spaces in others. */
const columnName = (header: string): string => header.replaceAll("_", " ").trim().toUpperCase();

export interface DuoLayout {
  readonly width: number;
  readonly at: ReadonlyMap<Column, number>;
  readonly sector: SchoolSector | "by-kind";
  readonly covers: "all" | "main" | "none";
}

/** `undefined`: not an address file of primary, special, secondary or vocational schools. */
export function duoLayout(header: readonly string[]): DuoLayout | undefined {
  const names = header.map(columnName);
  const at = new Map<Column, number>();
  for (const [column, known] of Object.entries(columns) as [Column, readonly string[]][]) {
    const found = known.map((name) => names.indexOf(name)).find((index) => index >= 0);
    if (found !== undefined) at.set(column, found);
  }
  const isComplete = at.has("brin") && at.has("name") && at.has("place");
  if (!isComplete || names.includes("SOORT HO")) return undefined;
  const isMbo = names.includes("MBO INSTELLINGSSOORT CODE") || names.includes("MBO INSTELLINGSSOORT NAAM");
  const sector = isMbo ? "mbo" : names.includes("ONDERWIJSSTRUCTUUR") ? "vo" : names.includes("SOORT PO") ? "by-kind" : "po";
  const covers = sector === "by-kind" ? "none" : at.has("location") || isMbo ? "all" : "main";
  return { width: names.length, at, sector, covers };
}

/** Special primary schools (sbo, SBAO) fall under the Primary Education Act; so and vso under the Expertise Centres Act. */
export function sectorOf(kind: string): SchoolSector {
  const written = kind.toUpperCase();
  if (["BASISSCHOOL", "BO", "SBO", "SBAO"].includes(written)) return "po";
  if (["SO", "VSO", "(V)SO"].includes(written)) return "so";
  return /VBO|MAVO|HAVO|VWO|PRO|BRUGJAAR/.test(written) ? "vo" : "unknown";
}

const orNull = (text: string, longest: number): string | null => (text.trim() === "" ? null : text.trim().slice(0, longest));

/** `7822 HG` and `7822hg` become `7822HG`; what is no postcode becomes `null`. */
export function postcodeOf(written: string): string | null {
  const joined = written.replaceAll(/\s/g, "").toUpperCase();
  return /^[1-9]\d{3}[A-Z]{2}$/.test(joined) ? joined : null;
}

const smallWords = new Set(["en", "aan", "de", "den", "der", "het", "op", "in", "bij", "van", "ter", "ten", "te", "over", "tot"]);

function titled(word: string, index: number): string {
  const lower = word.toLowerCase();
  if (index > 0 && /^(ZH|NH|NB|LB|LI|OV|GLD|GLD|DR|FR|GN|GR|UT|ZLD|ZE|FLE)$/.test(word)) return word;
  if (index > 0 && smallWords.has(lower)) return lower;
  return lower.startsWith("ij") ? `IJ${lower.slice(2)}` : lower.charAt(0).toUpperCase() + lower.slice(1);
}

/** DUO writes places in capitals and without apostrophes (`S GRAVENHAGE`): made readable. Others are kept as they are. */
export function placeOf(written: string): string | null {
  const place = orNull(written, 100);
  if (place === null || place !== place.toUpperCase()) return place;
  const words = place.split(/(?<=[ -])|(?=[ -])/).map((word, index) => titled(word, index)).join("");
  return words.replace(/^'?S[ -](?=[A-Z])/, "'s-").replace(/^'?T (?=[A-Z])/, "'t ");
}

/** The 6-character code, or the 2-digit suffix that other files give. */
function locationOf(brin: string, written: string | undefined): string {
  if (written === undefined || written === "") return `${brin}00`;
  return /^\d{1,2}$/.test(written) ? `${brin}${written.padStart(2, "0")}` : written;
}

function complaintOf(told: Pick<Told, "brin" | "location" | "name">): RefusedBecause | undefined {
  if (!Brin.safeParse(told.brin).success) return "brin-wrong-form";
  if (!LocationCode.safeParse(told.location).success) return "location-wrong-form";
  if (!told.location.startsWith(told.brin)) return "location-of-other-brin";
  return told.name === "" ? "name-missing" : undefined;
}

function checked(line: number, told: Told): ReadRow {
  const because = complaintOf(told);
  return because === undefined ? { line, told } : { line, because, location: told.location === "" ? null : told.location.slice(0, 10) };
}

const plain: readonly (readonly [Column & keyof School, number])[] = [
  ["denomination", 100],
  ["street", 200],
  ["houseNumber", 40],
  ["province", 40],
  ["board", 20],
  ["phone", 40],
  ["website", 200],
  ["holidayRegion", 40],
];

/** One row of a DUO file. */
export function duoRow(layout: DuoLayout, line: number, cells: readonly string[]): ReadRow {
  if (cells.length !== layout.width) return { line, because: "wrong-number-of-columns", location: null };
  const read = (column: Column): string | undefined => (layout.at.has(column) ? (cells[layout.at.get(column) ?? 0] ?? "").trim() : undefined);
  const brin = (read("brin") ?? "").toUpperCase();
  const kind = read("kind");
  const sector = layout.sector === "by-kind" ? sectorOf(kind ?? "") : layout.sector;
  const told: Told = {
    brin,
    location: locationOf(brin, read("location")?.toUpperCase()),
    name: (read("name") ?? "").slice(0, 200),
    sector,
    kind: sector === "po" ? (/^SB/i.test(kind ?? "") ? "SBAO" : "basisschool") : orNull(kind ?? "", 100),
    ...(layout.at.has("place") ? { place: placeOf(read("place") ?? "") } : {}),
    ...(layout.at.has("municipality") ? { municipality: placeOf(read("municipality") ?? "") } : {}),
    ...(layout.at.has("postcode") ? { postcode: postcodeOf(read("postcode") ?? "") } : {}),
    ...Object.fromEntries(plain.flatMap(([column, longest]) => (layout.at.has(column) ? [[column, orNull(read(column) ?? "", longest)]] : []))),
  };
  return checked(line, told);
}

type Feature = { readonly properties?: Readonly<Record<string, unknown>>; readonly geometry?: { readonly coordinates?: readonly unknown[] } | null };

const words = (value: unknown): string => (typeof value === "string" || typeof value === "number" ? String(value).trim() : "");

/** Counts below 5 are masked as `<5` in some files: not a number, so not known. */
export function pupilsOf(value: unknown): number | null {
  const written = words(value);
  return /^\d{1,6}$/.test(written) ? Number(written) : null;
}

function degree(value: unknown, largest: number): number | null {
  return typeof value === "number" && Math.abs(value) <= largest ? value : null;
}

/** One feature of the geocoded set; `line` is its number in the file. */
export function geoRow(feature: Feature, line: number): ReadRow {
  const of = (name: string): string => words(feature.properties?.[name]);
  const brin = of("brin_nummer").toUpperCase();
  const kind = of("type");
  return checked(line, {
    brin,
    location: locationOf(brin, of("vestigingscode").toUpperCase()),
    name: of("naam").slice(0, 200),
    sector: sectorOf(kind),
    kind: orNull(kind, 100),
    denomination: orNull(of("denominatie"), 100),
    street: orNull(of("straat"), 200),
    houseNumber: orNull([of("huisnummer"), of("huisletter"), of("huisnummertoevoeging")].filter((part) => part !== "").join(" "), 40),
    postcode: postcodeOf(of("postcode")),
    place: placeOf(of("plaats")),
    municipality: placeOf(of("gemeente")),
    province: orNull(of("provincie"), 40),
    website: orNull(of("internetadres"), 200),
    longitude: degree(feature.geometry?.coordinates?.[0], 180),
    latitude: degree(feature.geometry?.coordinates?.[1], 90),
    pupils: pupilsOf(feature.properties?.["leerlingen"]),
  });
}
