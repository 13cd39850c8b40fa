import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { assert, asyncProperty, constantFrom, double, nat, tuple } from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "../base/index.ts";
import { testDatabase } from "../../tests/support/database.ts";
import { findSchools, importReportInWords, type ImportReport, importSchools, type ImportSource, schoolAt } from "./index.ts";

const shared = join(import.meta.dirname, "../../../shared/data");
const duo = join(shared, "duo-vestigingen-po-2017.csv");
const geo = join(shared, "scholen-2024-11.geo.json.gz");
const examples = join(import.meta.dirname, "../../content/examples/schools.csv");
const real = existsSync(duo) && existsSync(geo);

let db: Database;
beforeEach(async () => {
  db = await testDatabase();
});
afterEach(() => db.close());

async function imported(source: ImportSource): Promise<ImportReport> {
  const answer = await importSchools({ db }, source);
  if (!answer.ok) throw new Error(answer.because);
  return answer.value;
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
/** windows-1252 for the signs used here: one byte a sign. */
const latin = (text: string): Uint8Array => Uint8Array.from(text, (sign) => sign.charCodeAt(0));

const header2017 = "PROVINCIE;BEVOEGD GEZAG NUMMER;BRIN NUMMER;VESTIGINGSNUMMER;VESTIGINGSNAAM ;STRAATNAAM;HUISNUMMER-TOEVOEGING;POSTCODE;PLAATSNAAM;GEMEENTENAAM;DENOMINATIE;TELEFOONNUMMER;INTERNETADRES";
const emmen = "Drenthe;10249;16AH;16AH00;OBS 't Eenspan;Oosterstraat;58;7822 HG;EMMEN;EMMEN;Openbaar;0591659840;www.obs-eenspan.nl";
const emmenTwo = "Drenthe;10249;16BX;16BX00;OBS 2 Emmen Mr Vegter;Bargermeerweg;113;7811 LD;EMMEN;EMMEN;Openbaar;0591659842;";
const file2017 = (...rows: string[]): Uint8Array => bytes([header2017, ...rows, ""].join("\r\n"));

describe("an operator imports a file of schools", () => {
  it("and every location stands in the register as the file tells it, in one form", async () => {
    const report = await imported(file2017(emmen, emmenTwo));
    expect(report).toMatchObject({ layout: "duo-csv", encoding: "utf-8", rows: 2, added: ["16AH00", "16BX00"], changed: [], unchanged: 0, gone: [], refused: [] });
    expect(await schoolAt({ db }, "16AH00")).toMatchObject({ name: "OBS 't Eenspan", sector: "po", postcode: "7822HG", place: "Emmen", board: "10249", pupils: null, gone: false });
    expect(await schoolAt({ db }, "16BX00")).toMatchObject({ website: null, houseNumber: "113" });
  });

  it("twice, and the second time nothing changes", async () => {
    await imported(file2017(emmen, emmenTwo));
    expect(await imported(file2017(emmen, emmenTwo))).toMatchObject({ added: [], changed: [], unchanged: 2, gone: [] });
  });

  it("and reads what changed, what is new and what is gone; a school that is gone is kept, and can come back", async () => {
    await imported(file2017(emmen, emmenTwo));
    const renamed = emmen.replace("OBS 't Eenspan", "Kindcentrum Eenspan");
    const third = emmenTwo.replaceAll("16BX", "16CC");
    expect(await imported(file2017(renamed, third))).toMatchObject({ added: ["16CC00"], changed: [{ location: "16AH00", fields: ["name"] }], unchanged: 0, gone: ["16BX00"] });
    expect(await schoolAt({ db }, "16BX00")).toMatchObject({ gone: true });
    expect(await findSchools({ db }, "Vegter")).toMatchObject([{ location: "16CC00" }]);
    expect(await imported(file2017(renamed, third))).toMatchObject({ gone: [], unchanged: 2 });
    expect(await imported(file2017(renamed, third, emmenTwo))).toMatchObject({ changed: [{ location: "16BX00", fields: ["gone"] }] });
    expect(await schoolAt({ db }, "16BX00")).toMatchObject({ gone: false });
  });

  it("and reads which lines were refused, and why; the others are taken over", async () => {
    const rows = [emmen, emmen.replaceAll("16AH", "A6AH"), emmenTwo.replace("16BX00", "16BX0A"), emmenTwo.replace("16BX00", "16CC00"), emmenTwo.replace("OBS 2 Emmen Mr Vegter", " "), "te;weinig", emmen];
    const report = await imported(file2017(...rows));
    expect(report.added).toEqual(["16AH00"]);
    expect(report.refused.map(({ line, because }) => [line, because])).toEqual([
      [3, "brin-wrong-form"],
      [4, "location-wrong-form"],
      [5, "location-of-other-brin"],
      [6, "name-missing"],
      [7, "wrong-number-of-columns"],
      [8, "repeated"],
    ]);
  });

  it("of main locations only: other locations of the school are not gone", async () => {
    await imported(file2017(emmen, emmen.replace("16AH00", "16AH01"), emmenTwo));
    const main = header2017.replace("VESTIGINGSNUMMER;VESTIGINGSNAAM ", "INSTELLINGSNAAM");
    expect(await imported(bytes(`${main}\r\n${emmen.replace("16AH00;", "")}\r\n`))).toMatchObject({ unchanged: 1, gone: ["16BX00"] });
  });

  it("in the newer layout, in windows-1252, with location codes of two figures and holiday regions", async () => {
    const header = `${header2017.replace("BRIN NUMMER", "INSTELLINGSCODE").replace("VESTIGINGSNUMMER", "VESTIGINGSCODE")};VAKANTIEREGIO`;
    const row = `${emmen.replace("16AH00", "00").replace("OBS 't Eenspan", "Café München")};Noord`;
    expect(await imported(latin(`${header}\r\n${row}\r\n`))).toMatchObject({ encoding: "windows-1252", added: ["16AH00"] });
    expect(await schoolAt({ db }, "16AH00")).toMatchObject({ name: "Café München", holidayRegion: "Noord" });
  });

  it("in UTF-8 with a mark in front and quotes around every cell", async () => {
    const cells = emmen.split(";").map((cell) => (cell.startsWith("OBS") ? 'BS "De Maasparel";\r\nlocatie 2' : cell));
    const joined = [header2017.split(";"), cells].map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(";")).join("\r\n");
    expect(await imported(bytes(`\uFEFF${joined}\r\n`))).toMatchObject({ encoding: "utf-8", added: ["16AH00"], refused: [] });
    expect((await schoolAt({ db }, "16AH00"))?.name).toBe('BS "De Maasparel";\r\nlocatie 2');
  });

  it("of secondary and of vocational schools, each its own kind", async () => {
    const vo = `${header2017};ONDERWIJSSTRUCTUUR`;
    const mbo = "MBO INSTELLINGSSOORT CODE;MBO INSTELLINGSSOORT NAAM;INSTELLINGSCODE;INSTELLINGSNAAM;PLAATSNAAM";
    await imported(file2017(emmen));
    expect(await imported(bytes(`${vo}\r\n${emmen.replaceAll("16AH", "02AB")};HAVO/VWO\r\n`))).toMatchObject({ added: ["02AB00"], gone: [] });
    expect(await imported(bytes(`${mbo}\r\nROC;Regionaal;25LN;ROC Voorbeeld;S GRAVENHAGE\r\n`))).toMatchObject({ added: ["25LN00"], gone: [] });
    expect(await schoolAt({ db }, "02AB00")).toMatchObject({ sector: "vo", kind: "HAVO/VWO" });
    expect(await schoolAt({ db }, "25LN00")).toMatchObject({ sector: "mbo", place: "'s-Gravenhage", postcode: null });
  });

  it("of pupils per municipality: locations are read from it, others are not gone, and the many rows of one location count once", async () => {
    await imported(file2017(emmen, emmenTwo));
    const header = "PEILDATUM;GEMEENTENAAM;INSTELLINGSCODE;VESTIGINGSCODE;INSTELLINGSNAAM_VESTIGING;POSTCODE_VESTIGING;PLAATSNAAM;PROVINCIE;SOORT_PO;DENOMINATIE_VESTIGING;BEVOEGD_GEZAG_NUMMER;LEEFTIJD_JONGER";
    const rows = ["20241001;Aalten;02WC;00;Nieuw Hessen;7121MG;AALTEN;Gelderland;Sbo;Protestants-Christelijk;41787;<5", "20241001;Aalten;02WC;0;Nieuw Hessen;7121MG;AALTEN;Gelderland;Sbo;Protestants-Christelijk;41787;<5"];
    const quoted = [header, ...rows].map((row) => row.split(";").map((cell) => `"${cell}"`).join(";")).join("\r\n");
    expect(await imported(bytes(`\uFEFF${quoted}\r\n`))).toMatchObject({ added: ["02WC00"], gone: [], refused: [{ line: 3, because: "repeated" }] });
    expect(await schoolAt({ db }, "02WC00")).toMatchObject({ name: "Nieuw Hessen", sector: "po", kind: "SBAO", pupils: null, board: "41787" });
  });

  it("of coordinates and pupils, and what only the other file told stays; masked numbers are not known", async () => {
    await imported(file2017(emmen));
    const feature = (leerlingen: unknown): object => ({
      properties: { naam: "OBS 't Eenspan", type: "basisschool", postcode: "7822HG", plaats: "Emmen", brin_nummer: "16AH", vestigingscode: "16AH00", huisnummer: 58, huisletter: "A", leerlingen },
      geometry: { type: "Point", coordinates: [6.9, 52.7] },
    });
    const geoJson = (leerlingen: unknown): Uint8Array => bytes(JSON.stringify({ type: "FeatureCollection", features: [feature(leerlingen), { properties: null }] }));
    expect(await imported(geoJson(120))).toMatchObject({ layout: "geojson", rows: 2, refused: [{ line: 2, because: "brin-wrong-form" }] });
    expect(await schoolAt({ db }, "16AH00")).toMatchObject({ pupils: 120, longitude: 6.9, latitude: 52.7, houseNumber: "58 A", board: "10249", phone: "0591659840" });
    await imported(geoJson("<5"));
    expect(await schoolAt({ db }, "16AH00")).toMatchObject({ pupils: null });
  });

  it("by mistake of something else, or that is not there: it is refused and nothing changes", async () => {
    await imported(file2017(emmen));
    const broken = Uint8Array.of(0x1f, 0x8b, 1, 2, 3);
    const wrong = [...["naam;adres\nx;y\n", "{}", "{ geen json", "", "SOORT HO;BRIN NUMMER;INSTELLINGSNAAM;PLAATSNAAM\nHBO;21QA;HvA;AMSTERDAM\n"].map(bytes), broken, "/nowhere/schools.csv"];
    for (const source of wrong) expect(await importSchools({ db }, source)).toEqual({ ok: false, because: "input-invalid" });
    expect(await imported(file2017(emmen))).toMatchObject({ unchanged: 1, gone: [] });
  });

  it("and reads the report in words, with every refused row", async () => {
    const report = await imported(file2017(emmen, "te;weinig", ...Array.from({ length: 21 }, () => emmen)));
    const words = importReportInWords(report);
    expect(words).toContain("23 rows read: 1 added, 0 changed, 0 unchanged, 0 gone, 22 refused");
    expect(words).toContain("row 3: wrong-number-of-columns");
    expect(words).toContain("row 4: repeated (16AH00)");
    expect(words).toContain("row 24: repeated (16AH00)");
    const many = await imported(file2017(...Array.from({ length: 25 }, (_, number) => emmen.replaceAll("16AH00", `16AH${String(number + 1).padStart(2, "0")}`))));
    expect(importReportInWords(await imported(file2017(emmen)))).toContain("… and 5 more");
    expect(many.added).toHaveLength(25);
  });

  it("and it reads a stream as well as a file", async () => {
    expect(await imported({ name: "schools.csv", stream: Readable.from([file2017(emmen).slice(0, 100), file2017(emmen).slice(100)]) })).toMatchObject({ added: ["16AH00"] });
  });
});

describe("the invented schools of the demonstration", () => {
  it("say in their name that they are invented, and stand where no real school stands", async () => {
    const report = await imported(examples);
    expect(report).toMatchObject({ refused: [], gone: [] });
    expect(report.added).toHaveLength(20);
    for (const location of report.added) expect(await schoolAt({ db }, location)).toMatchObject({ brin: "99ZZ", name: expect.stringContaining("Voorbeeld") });
    expect(await imported(file2017(emmen))).toMatchObject({ gone: [] });
    expect(await imported(examples)).toMatchObject({ unchanged: 20, gone: [] });
  });
});

describe.skipIf(!real)("the real files of all Dutch schools (../shared/data)", () => {
  it("are imported in under ten seconds each, whole, and twice without a difference", { timeout: 120_000 }, async () => {
    const timed = async (path: string): Promise<ImportReport & { seconds: number }> => {
      const start = performance.now();
      const report = await imported(path);
      return { ...report, seconds: (performance.now() - start) / 1000 };
    };
    const first = await timed(duo);
    expect(first).toMatchObject({ rows: 6804, encoding: "windows-1252", refused: [], changed: [], unchanged: 0 });
    expect(first.added).toHaveLength(6804);
    const second = await timed(geo);
    expect(second.rows).toBe(8717);
    expect(second.refused.map(({ because }) => because)).toEqual(Array.from({ length: 95 }, () => "repeated"));
    expect(second.added.length + second.changed.length + second.unchanged).toBe(8622);
    const named = await Promise.all(second.placeholders.map((location) => schoolAt({ db }, location)));
    expect(named.map((school) => school?.name).toSorted()).toEqual(["RS 1", "RS 10", "RS 11", "RS 2", "RS 6", "RS 7"]);
    const again = await timed(geo);
    expect(again).toMatchObject({ added: [], changed: [], unchanged: 8622, gone: [] });
    for (const { seconds } of [first, second, again]) expect(seconds).toBeLessThan(10);
    process.stdout.write(`import: duo ${first.seconds.toFixed(2)} s, geojson ${second.seconds.toFixed(2)} s, again ${again.seconds.toFixed(2)} s\n`);
  });
});

describe.skipIf(!real)("somebody looks for a school among all Dutch schools (../shared/data)", () => {
  const found = async (typed: string): Promise<string[]> => (await findSchools({ db }, typed)).map(({ location }) => location);
  beforeEach(async () => {
    await imported(geo);
  });

  it("and finds it by code, postcode, place or name, however it is spelt", { timeout: 60_000 }, async () => {
    expect(await found("07tr")).toContain("07TR00");
    expect(await found(" 07TR00 ")).toEqual(["07TR00"]);
    expect(await found("4614 ev")).toContain("07TR00");
    expect((await findSchools({ db }, "4614")).every(({ postcode }) => postcode?.startsWith("4614"))).toBe(true);
    for (const typed of ["De Borghoek Bergen op Zoom", "borghoek", "de borchoek bergen opzoom", "BORGHOEK", "debor ghoek", "brghoek", "borghoke"]) expect(await found(typed), typed).toContain("07TR00");
    expect(await found("aida gravenhage")).toContain("32DD00");
    expect(await found("xyzxyzxyz")).toEqual([]);
    expect(await found("  ")).toEqual([]);
  });

  it("with one slip of the pen anywhere in name and place, and still finds it", { timeout: 120_000 }, async () => {
    const features = JSON.parse(new TextDecoder().decode(await gunzip(geo))) as { features: { properties: { naam: string; plaats: string; vestigingscode: string } }[] };
    const letters = "abcdefghijklmnopqrstuvwxyz ";
    const slip = tuple(nat(features.features.length - 1), double({ min: 0, max: 0.999, noNaN: true }), constantFrom("drop", "add", "other", "swap"), constantFrom(...letters));
    await assert(
      asyncProperty(slip, async ([number, where, kind, letter]) => {
        const properties = features.features[number]?.properties;
        const typed = `${properties?.naam} ${properties?.plaats}`.slice(0, 70);
        const at = Math.floor(where * typed.length);
        const [before, here, after] = [typed.slice(0, at), typed.charAt(at), typed.slice(at + 1)];
        const slipped = { drop: before + after, add: before + letter + here + after, other: before + letter + after, swap: before + after.charAt(0) + here + after.slice(1) }[kind];
        const hits = await findSchools({ db }, slipped);
        // Some names occur more than ten times in one place (a school with many buildings): then one of the same name counts.
        expect(hits.some((hit) => hit.location === properties?.vestigingscode || (hit.name === properties?.naam && hit.place === properties.plaats)), `${slipped} → ${hits.map(({ name }) => name).join(" | ")}`).toBe(true);
      }),
      // The seed is fixed so that a build never fails by chance; 8,000 other slips were tried when this was written.
      { numRuns: 300, seed: 20261121 },
    );
  });

  it("within 50 milliseconds once the register is in memory", { timeout: 60_000 }, async () => {
    await found("warm");
    const round = async (): Promise<number> => {
      const start = performance.now();
      for (const typed of ["openbare basisschool de regenbog amsterdm", "sint jozef", "cristelijk lyceum zandvoort bij de zee", "vrije school den hag"]) await found(typed);
      return (performance.now() - start) / 4;
    };
    // The best of five: what else the machine does is not measured.
    const times = [await round(), await round(), await round(), await round(), await round()];
    expect(Math.min(...times)).toBeLessThan(50);
  });

  it("and finds a new school at once after the next import", { timeout: 60_000 }, async () => {
    expect(await found("Voorbeeldlyceum Centrum")).not.toContain("99ZZ18");
    await imported(examples);
    expect((await found("Voorbeeldlyceum Centrum"))[0]).toBe("99ZZ18");
    expect(await found("07TR00")).toEqual(["07TR00"]);
  });
});

async function gunzip(path: string): Promise<Uint8Array> {
  const stream = new Response(Uint8Array.from(readFileSync(path))).body?.pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
