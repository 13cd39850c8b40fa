import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bareContext } from "../../tests/support/bare-context.ts";
import { measure, organisationNames, textOf } from "../../tests/support/language-level.ts";
import type { Language } from "../base/index.ts";
import type { PageRequest } from "../ui/index.ts";
import { loadDirectory } from "./index.ts";
import { directoryPages } from "./pages.tsx";

const root = join(import.meta.dirname, "../..");
const directory = loadDirectory(root);
const ids = directory.organisations().map(({ id }) => id as string);
const names = [...organisationNames, ...directory.organisations().flatMap(({ name, services }) => [name.nl, ...services.map((service) => service.name.nl)])];
const form: PageRequest["form"] = { text: () => "", all: () => [], has: () => false, files: () => [] };

async function shown(path: string, language: Language = "nl", at = "2026-09-04T11:00:00+02:00") {
  const context = bareContext({ root });
  context.clock.set(at);
  const [, id] = /^\/organisaties\/(.+)$/.exec(path) ?? [];
  const page = directoryPages[id === undefined ? 0 : 1];
  const answer = await page?.answer({ ...context, actor: { kind: "visitor" }, language }, { method: "GET", params: id === undefined ? {} : { id }, query: {}, form });
  return { ...answer, html: String(answer?.body) };
}

describe("the page with everybody who can help", () => {
  it("names every organisation, leads to each, and says whether it is open now", async () => {
    const { html, title } = await shown("/organisaties");
    expect(title).toBe("Gehoord");
    for (const id of ids) expect(html).toContain(`href="/organisaties/${id}"`);
    expect(html).toContain("Nu open");
    expect(html).toContain("We weten niet of ze nu open zijn");
    const english = await shown("/organisaties", "en");
    for (const id of ids) expect(english.html).toContain(`href="/en/organisaties/${id}"`);
    expect(english.html).not.toContain("Nu ");
  });
});

describe("the page of one organisation", () => {
  it("says what they do, what they do not do, how to reach them, and when it was checked", async () => {
    const { html, title } = await shown("/organisaties/balans");
    expect(title).toBe("Gehoord");
    expect(html).toContain('href="tel:0302255050"');
    expect(html).toContain("Ze beslissen niet wie gelijk heeft.");
    expect(html).toContain("Nagekeken op 31 augustus 2026.");
    expect(html).toContain("We weten niet of ze nu open zijn. Open maandag om 10.00 uur.");
    expect(html).toContain('href="https://balansdigitaal.nl/steunpunt-sociale-veiligheid-op-school"');
    expect((await shown("/organisaties/balans", "en")).html).toContain("Checked on 31 August 2026.");
  });

  it("is found by the name of one of its services as well", async () => {
    const { html } = await shown("/organisaties/vertrouwensinspecteur");
    expect(html).toContain('<section id="vertrouwensinspecteur">');
    expect(html).toContain('<section id="inspectie-loket">');
  });

  it("says that it is not known what is not known, and never that such a line is closed", async () => {
    const { html } = await shown("/organisaties/laks", "nl", "2026-09-04T03:00:00+02:00");
    expect(html).toContain("Wanneer ze open zijn: niet bekend.");
    expect(html).not.toContain("Nu dicht");
    expect((await shown("/organisaties/regenboogloket")).html).toContain("<dd>Niet bekend</dd>");
  });

  it("warns about an old number, and shows how old an entry is once nobody confirmed it for a quarter", async () => {
    expect((await shown("/organisaties/ouders-onderwijs")).html).toContain("Dit werkt misschien niet meer");
    expect((await shown("/organisaties/halt")).html).not.toContain("lang geleden");
    const late = await shown("/organisaties/halt", "nl", "2026-12-05T11:00:00+01:00");
    expect(late.html).toContain("Nagekeken op 31 augustus 2026. Dit is lang geleden.");
  });

  it("says what does work when nobody knows a number", async () => {
    expect((await shown("/organisaties/regenboogloket")).html).toContain("<strong>Je kunt ze schrijven.</strong>");
    expect((await shown("/organisaties/ingrado")).html).toContain("<strong>We weten niet hoe je ze bereikt.</strong>");
    expect((await shown("/organisaties", "en")).html).toContain("<strong>You can write to them.</strong>");
  });

  it("of nobody we know is not there", async () => {
    expect(await shown("/organisaties/nobody")).toMatchObject({ status: 404, refusal: "not-found" });
  });

  it("exists for every organisation in both languages, complete", async () => {
    for (const language of ["nl", "en"] as const) {
      for (const id of ids) {
        const { html, status } = await shown(`/organisaties/${id}`, language);
        expect(status, id).toBeUndefined();
        expect(html, id).not.toMatch(/undefined|\[object|NaN|null/);
      }
    }
  });
});

describe("the Dutch of these pages", () => {
  it("reads easily: Flesch-Douma 65 or higher on each", async () => {
    const scores = await Promise.all(["/organisaties", ...ids.map((id) => `/organisaties/${id}`)].map(async (path) => [path, measure(textOf((await shown(path)).html), names).score] as const));
    expect(scores.filter(([, score]) => score < 65)).toEqual([]);
  });
});
