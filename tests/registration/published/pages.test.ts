/** Published figures in the whole house: kept for ever, the same for everybody, as a page, a file and a piece in a frame. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ActsAs } from "../../../src/base/index.ts";
import { insertRelease } from "../../../src/registration/published/records.ts";
import { startServer, type TestServer } from "../../support/server.ts";
import { barsIn, cellsOfCsv, gapsIn, printedCells, saidIn, strangeNumbers } from "./other-channels.ts";
import { yearRelease } from "./releases.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
}, 90_000);
afterAll(() => server.close());

const made = [yearRelease(2024, 900), yearRelease(2025, 1_100)];
const documents = made.map(({ release }) => JSON.stringify(release, undefined, 1));
const add = (sequence: number, id: string, document: string): Promise<void> =>
  server.db.transaction({ role: "system" }, (tx) => insertRelease(tx, { sequence, id, document, line: "{}" }, "2026-11-27" as Parameters<typeof insertRelease>[2]));
const ask = (path: string): Promise<Response> => server.ask(new Request(`http://localhost${path}`));

describe("figures", () => {
  it("are not there before somebody published any, and the page says so in both languages", async () => {
    expect(await (await ask("/cijfers/tijd/2024")).text()).toContain("Deze cijfers zijn er niet");
    const before = await ask("/cijfers?x");
    expect(before.status).toBe(200);
    expect(await before.text()).toContain("Er zijn nog geen cijfers");
    expect(await (await ask("/en/cijfers?x")).text()).toContain("There are no figures yet");
  });

  it("are taken in one after the other, without a hole, and never change or go", async () => {
    await add(1, "2024", documents[0] ?? "");
    await expect(add(3, "2025", documents[1] ?? "")).rejects.toThrow();
    await expect(add(1, "2025", documents[1] ?? "")).rejects.toThrow();
    await expect(add(2, "2024", documents[1] ?? "")).rejects.toThrow();
    await add(2, "2025", documents[1] ?? "");
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
