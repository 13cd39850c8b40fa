/** Published figures in the whole house: kept for ever, the same for everybody, as a page, a file and a piece in a frame. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ActsAs } from "../../../src/base/index.ts";
import { addFigures } from "../../../src/ops/registration/figures.ts";
import { directoryOf } from "../../../src/directory/index.ts";
import type { Release } from "../../../src/registration/disclosure/index.ts";
import { isMadeUp, Provinces } from "../../../src/registration/index.ts";
import { registerKey } from "../../../src/registration/publishing/register.ts";
import { insertRelease } from "../../../src/registration/published/records.ts";
import { takeInReleases } from "../../../src/registration/published/taking.ts";
import { codeInWords } from "../../../src/registration/texts/codes.ts";
import { measure, organisationNames, textOf } from "../../support/language-level.ts";
import { root, startServer, type TestServer } from "../../support/server.ts";
import { barsIn, cellsOfCsv, gapsIn, printedCells, saidIn, strangeNumbers } from "./other-channels.ts";
import { yearRelease } from "./releases.ts";
import { documentOf, publicKey, signedShelf } from "./signed.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
}, 90_000);
afterAll(() => server.close());

const made = [yearRelease(2024, 900), yearRelease(2025, 1_100)];
const documents = made.map(documentOf);
const add = (sequence: number, id: string): Promise<void> =>
  server.db.transaction({ role: "system" }, (tx) => insertRelease(tx, { sequence, id, document: "{}", line: "{}" }, "2026-11-27" as Parameters<typeof insertRelease>[2]));
const ask = (path: string): Promise<Response> => server.ask(new Request(`http://localhost${path}`));

describe("figures", () => {
  it("are not there before somebody published any, and the page says so in both languages", async () => {
    expect(await (await ask("/cijfers/tijd/2024")).text()).toContain("Deze cijfers zijn er niet");
    const before = await ask("/cijfers?x");
    expect(before.status).toBe(200);
    expect(await before.text()).toContain("Er zijn nog geen cijfers");
    expect(await (await ask("/en/cijfers?x")).text()).toContain("There are no figures yet");
  });

  it.each([
    ["without a register", { register: undefined, read: () => undefined, ids: [] }, "There is no register"],
    ["with a document that is gone", signedShelf(made, { changed: { "2025": undefined } }), 'Release "2025": the file 2025.json is missing'],
    ["with a document that was changed", signedShelf(made, { changed: { "2025": (documents[1] ?? "").replace('"value": 3300', '"value": 3301') } }), 'Release "2025": the file 2025.json was altered'],
    ["with a line that was changed", { ...signedShelf(made), register: (signedShelf(made).register ?? "").replace('"code":"test"', '"code":"tesT"') }, "line 1 of register.jsonl"],
    ["with a line that is missing", { ...signedShelf(made), register: (signedShelf(made).register ?? "").split("\n").slice(1).join("\n") }, "line 1 of register.jsonl"],
    ["of somebody else", signedShelf(made, { by: registerKey(new Uint8Array(32).fill(8)) }), "signed with another key"],
    ["with a document that says more than a release may", signedShelf([{ ...made[0], release: { ...made[0]?.release, truth: 3 } } as never]), 'Release "2024": 2024.json is no document'],
  ])("are not taken in from a folder %s, and nothing of it is", async (_, shelf, sentence) => {
    expect(await takeInReleases(server.context, shelf, publicKey)).toMatchObject({ ok: false, sentence: expect.stringContaining(sentence) });
    expect(await (await ask("/cijfers?x")).text()).toContain("Er zijn nog geen cijfers");
  });

  it("that are made up do not go into a real installation", async () => {
    const real = { ...server.context, config: { ...server.context.config, mode: "real" as const } };
    expect(await takeInReleases(real, signedShelf(made), publicKey)).toMatchObject({ ok: false, sentence: expect.stringContaining("made up") });
  });

  it("are taken in one after the other, without a hole, and never change or go", async () => {
    expect(await takeInReleases(server.context, signedShelf(made.slice(0, 1)), publicKey)).toEqual({ ok: true, added: ["2024"], known: 0 });
    expect(await takeInReleases(server.context, signedShelf(made), publicKey)).toEqual({ ok: true, added: ["2025"], known: 1 });
    expect(await takeInReleases(server.context, signedShelf(made), publicKey)).toEqual({ ok: true, added: [], known: 2 });
    expect(await takeInReleases(server.context, signedShelf(made.slice(0, 1)), publicKey)).toMatchObject({ ok: false, sentence: expect.stringContaining('Release "2025" stands here already') });
    expect(await takeInReleases(server.context, signedShelf([yearRelease(2024, 901)]), publicKey)).toMatchObject({ ok: false, sentence: expect.stringContaining('Release "2024" stands here already') });
    for (const [sequence, id] of [[4, "2026"], [1, "2026"], [3, "2024"]] as const) await expect(add(sequence, id)).rejects.toThrow();
    for (const statement of ["update published_releases set document = '{}'", "delete from published_releases", "truncate published_releases"]) {
      await expect(server.db.asOwner(({ run }) => run(statement)), statement).rejects.toThrow();
    }
  });

  it.each([{ role: "visitor" }, { role: "member", member: "00000000-0000-4000-8000-000000000001", organisation: "balans" }] satisfies ActsAs[])("are read by everybody and added by nobody but the system ($role)", async (as) => {
    await expect(server.db.transaction(as, (tx) => insertRelease(tx, { sequence: 3, id: "x", document: "{}", line: "{}" }, "2026-11-27" as Parameters<typeof insertRelease>[2]))).rejects.toThrow();
  });

  it("say on the page that they are made up when they are, and lead to every table and file", async () => {
    const html = await (await ask("/cijfers?x")).text();
    expect(html).toContain("Deze cijfers zijn verzonnen");
    expect(html).toContain("In 2025 vroegen mensen 3.300 keer hulp.");
    expect(html).toContain("<title>Gehoord</title>");
    const links = [...html.matchAll(/href="(\/cijfers\/[^"]+)"/g)].map(([, path]) => path ?? "");
    expect(links.length).toBeGreaterThan(10);
    // One of each kind: period, table, file, frame.
    const kinds = new Map(links.map((path) => [path.split("/").slice(0, 3).join("/"), path]));
    expect([...kinds.keys()].toSorted()).toEqual(["/cijfers/bestand", "/cijfers/insluiten", "/cijfers/tabel", "/cijfers/tijd"]);
    for (const path of kinds.values()) expect((await ask(path)).status, path).toBe(200);
  });

  it("are given out as a file byte for byte as they were published", async () => {
    const answer = await ask("/cijfers/bestand/2024.json");
    expect(answer.headers.get("content-type")).toBe("application/json");
    expect(answer.headers.get("content-disposition")).toContain("2024.json");
    expect(await answer.text()).toBe(documents[0]);
    expect(await (await ask("/cijfers/bestand/2025/sector-2025.csv")).text()).toMatch(/^period,sector,value\r\n2025,po,\d+\r\n/);
    for (const path of ["/cijfers/bestand/2023.json", "/cijfers/bestand/2025", "/cijfers/bestand/2025/x.csv", "/cijfers/tabel/2025/x", "/cijfers/insluiten/x", "/cijfers/tijd/1999"]) expect((await ask(path)).status, path).toBe(404);
  });

  it("come with what their words mean and with a record for catalogues, linked from the page", async () => {
    const html = await (await ask("/cijfers?x")).text();
    for (const path of ["/cijfers/bestand/2025/dictionary.nl.csv", "/cijfers/bestand/2025/dcat.jsonld"]) expect(html).toContain(`href="${path}"`);
    expect(await (await ask("/en/cijfers?x")).text()).toContain("/en/cijfers/bestand/2025/dictionary.en.csv");
    const dictionary = await ask("/cijfers/bestand/2025/dictionary.nl.csv");
    expect(dictionary.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(await dictionary.text()).toContain("topic,bullying,Pesten,exclusion");
    const record = await ask("/cijfers/bestand/2025/dcat.jsonld");
    expect(record.headers.get("content-type")).toBe("application/ld+json");
    const { "dcat:distribution": files } = (await record.json()) as { "dcat:distribution": { "dcat:downloadURL": { "@id": string } }[] };
    for (const { "dcat:downloadURL": address } of files.slice(0, 3)) expect((await ask(new URL(address["@id"]).pathname)).status).toBe(200);
    expect((await ask("/cijfers/bestand/2025/specification.json")).status).toBe(404);
  });

  it("may stand in a frame on another site as one picture, and nothing else may", async () => {
    const framed = await ask("/cijfers/insluiten/waarover");
    expect(framed.headers.get("content-security-policy")).toBe("default-src 'none'; style-src 'self'; img-src data:; form-action 'none'; frame-ancestors *; base-uri 'none'");
    expect(framed.headers.get("set-cookie")).toBeNull();
    const html = await framed.text();
    expect(html).not.toMatch(/<script|<form|<button/);
    expect(html).toContain("Deze cijfers zijn verzonnen");
    for (const path of ["/cijfers", "/cijfers/tabel/2025/sector-2025", "/"]) expect((await ask(path)).headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    // What is not there cannot be framed either.
    expect((await ask("/cijfers/insluiten/x")).headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  });
});

describe("a hidden number", () => {
  const releases = made.map(({ release }) => release);
  const pages = ["/cijfers?x", "/en/cijfers?x", "/cijfers/tijd/2024", "/cijfers/tijd/2025-q3", ...["waarover", "wie", "waar", "geholpen"].map((subject) => `/cijfers/insluiten/${subject}`), "/cijfers/tabel/2025/topic-sector-2025", "/cijfers/tabel/2024/topic-2024"];

  it.each(pages)("is not said on %s, nor can it be read off what is", async (path) => {
    const html = await (await ask(path)).text();
    expect(strangeNumbers(html, releases)).toEqual([]);
    expect(saidIn(html)).toContain(path.startsWith("/en") ? "not shown" : "niet getoond");
  });

  it("would be seen in a sentence, in a table and in words for a screen reader", () => {
    for (const planted of ["<p>nog 97531</p>", "<td>4.711</td>", '<svg aria-label="Groningen: 4711"></svg>']) expect(strangeNumbers(`<main>${planted}</main>`, releases).length, planted).toBe(1);
  });

  it("is not to be measured in a picture: bars are as long as printed numbers make them, and all gaps look the same", async () => {
    const html = await (await ask("/cijfers/tijd/2025")).text();
    const printed = (releases[1]?.tables.find(({ id }) => id === "outcome-2025")?.cells ?? []).flatMap(({ value, outcome }) => (typeof value === "number" && outcome !== undefined ? [value] : []));
    expect(barsIn(html, "geholpen")).toEqual(printed.map((value) => Math.round((value / Math.max(...printed)) * 7400) / 100));
    const hidden = [...(made[1]?.hidden.keys() ?? [])];
    expect(gapsIn(html).shapes).toBe(1);
    expect(gapsIn(html).count).toBe(hidden.length);
  });

  it("does not stand in its place in an order: gaps come last, as the list has them", async () => {
    const html = await (await ask("/cijfers/tijd/2025")).text();
    const picture = /<section id="door-wie">[\s\S]*?aria-label="([^"]*)"/.exec(html)?.[1] ?? "";
    const shown = [...picture.matchAll(/: ([\d.]+|niet getoond)[;.]/g)].map(([, text = ""]) => text);
    expect(shown.slice(-2)).toEqual(["niet getoond", "niet getoond"]);
    expect(picture).toMatch(/Iemand thuis: niet getoond; Iemand van buiten: niet getoond\./);
    const numbers = shown.slice(0, -2).map((text) => Number(text.replace(".", "")));
    expect(numbers).toEqual(numbers.toSorted((one, other) => other - one));
  });

  it("is not in any file: each holds the printed cells of its table and nothing else", async () => {
    const all = printedCells(releases);
    const found = new Map<string, number | null>();
    for (const { id, tables } of releases) for (const table of tables) for (const [key, value] of cellsOfCsv(await (await ask(`/cijfers/bestand/${id}/${table.id}.csv`)).text())) found.set(key, value);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(all));
  });

  it("changes no header and no answer about what is not there", async () => {
    const headers = async (path: string): Promise<unknown> => Object.fromEntries([...(await ask(path)).headers].filter(([name]) => name !== "content-disposition"));
    expect(await headers("/cijfers/tijd/2024")).toEqual(await headers("/cijfers/tijd/2025-q3"));
    expect(await headers("/cijfers/bestand/2024/role-2024.csv")).toEqual(await headers("/cijfers/bestand/2025/role-2025.csv"));
    expect(await (await ask("/cijfers/tabel/2025/nothing")).text()).toBe((await (await ask("/cijfers/tabel/2024/nothing")).text()).replaceAll("/2024/", "/2025/"));
  });
});

describe("figures that somebody changed in the database", () => {
  it("are not shown: the register does not know them", async () => {
    const altered = await startServer();
    try {
      await takeInReleases(altered.context, signedShelf(made), publicKey);
      await altered.db.asOwner(({ run }) => run("alter table published_releases disable trigger user; update published_releases set document = replace(document, '3300', '3301') where id = '2025'; alter table published_releases enable trigger user"));
      const answer = await altered.ask(new Request("http://localhost/cijfers/tijd/2025"));
      expect(answer.status).toBe(500);
      expect(await answer.text()).not.toMatch(/3\.30[01]/);
    } finally {
      await altered.close();
    }
  });
});

describe("the figures of the demonstration", () => {
  const folder = join(root, "content/examples/figures");
  const lines = readFileSync(join(folder, "register.jsonl"), "utf8").trimEnd().split("\n").map((line) => JSON.parse(line) as { readonly key: string; readonly release: string });
  const example = lines.map(({ release }) => JSON.parse(readFileSync(join(folder, `${release}.json`), "utf8")) as Release);

  it("are shown while nothing was published, also as files, and never stand in its database", async () => {
    const filled = await startServer({ filled: true });
    try {
      const shown = await filled.ask(new Request("http://localhost/cijfers"));
      expect(await shown.text()).toContain("Deze cijfers zijn verzonnen");
      const whole = await filled.ask(new Request("http://localhost/cijfers/bestand/2025.json"));
      expect(await whole.text()).toBe(readFileSync(join(folder, "2025.json"), "utf8"));
      expect(await filled.db.asOwner(({ run }) => run("select id from published_releases"))).toEqual([]);
    } finally {
      await filled.close();
    }
  });

  it("are taken in by the operator only with a key that came by another way, and are whole, plain and say nothing that is hidden", async () => {
    const other = await startServer();
    const shown = async (path: string): Promise<string> => (await other.ask(new Request(`http://localhost${path}`))).text();
    try {
      expect(await addFigures(other.context, { file: folder })).toMatchObject({ code: 1, text: expect.stringContaining("--key") });
      expect(await addFigures(other.context, { file: folder, key: publicKey })).toMatchObject({ code: 1, text: expect.stringContaining("Nothing was taken in") });
      expect(await addFigures(other.context, { file: join(folder, "nowhere"), key: lines[0]?.key })).toMatchObject({ code: 1, text: expect.stringContaining("There is no folder") });
      expect(await addFigures(other.context, { file: folder, key: lines[0]?.key })).toMatchObject({ code: 0, json: { added: lines.map(({ release }) => release), known: 0 } });
      expect(await addFigures(other.context, { file: folder, key: lines[0]?.key })).toMatchObject({ code: 0, text: expect.stringContaining("Nothing to do") });
      expect(example.every(isMadeUp)).toBe(true);
      for (const path of ["/cijfers", "/en/cijfers", "/cijfers/tijd/2024-q3", "/cijfers/tijd/2024"]) expect(strangeNumbers(await shown(path), example), path).toEqual([]);
      const page = await shown("/cijfers");
      expect(page).toContain("Deze cijfers zijn verzonnen");
      const names = [...organisationNames, ...directoryOf(root).organisations().flatMap(({ name, services }) => [name.nl, ...services.map((one) => one.name.nl)]), ...Provinces.map((code) => codeInWords("region", code, "nl"))];
      // Numbers in a table are not read out as a sentence.
      for (const path of ["/cijfers", "/cijfers/tijd/2024-q3", ...(example.at(-1)?.tables ?? []).map(({ id }) => `/cijfers/tabel/2025/${id}`)]) expect(measure(textOf(await shown(path)).replaceAll(/\d+/g, " "), names).score, path).toBeGreaterThanOrEqual(65);
      expect(Buffer.byteLength(page)).toBeLessThan(60_000);
    } finally {
      await other.close();
    }
  });
});
