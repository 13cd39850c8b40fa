import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Language, RequestContext } from "../../src/base/index.ts";
import { FirstQuestion, pages } from "../../src/signpost/pages.tsx";
import type { PageAnswer, PageRequest } from "../../src/ui/index.ts";
import { bareContext } from "../support/bare-context.ts";
import { measure, organisationNames, textOf } from "../support/language-level.ts";

const [page] = pages;
const root = join(import.meta.dirname, "..", "..");

function request(fields: Readonly<Record<string, string>>): PageRequest {
  const form: PageRequest["form"] = { text: (name) => fields[name] ?? "", all: (name) => (fields[name] === undefined ? [] : [fields[name]]), has: (name) => name in fields, files: () => [] };
  return { method: Object.keys(fields).length === 0 ? "GET" : "POST", params: {}, query: {}, form } as PageRequest;
}

async function ask(fields: Readonly<Record<string, string>>, language: Language = "nl"): Promise<PageAnswer & { readonly html: string }> {
  const context: RequestContext = { ...bareContext({ root }), actor: { kind: "visitor" }, language };
  const answer = await page?.answer(context, request(fields));
  if (answer === undefined) throw new Error("there is no page");
  return { ...answer, html: String(await answer.body) };
}

const bullied = { role: "pupil", danger: "no", topic: "bullying", by: "pupil", sector: "vo", age: "12-17", tried: "nothing" };

describe("/wegwijzer", () => {
  it("asks who you are, with one touch, under a neutral title", async () => {
    const { html, title } = await ask({});
    expect(title).toBe("Gehoord");
    expect(html).toContain('name="role" value="pupil"');
    expect(html).toContain('action="/wegwijzer"');
    expect(String(FirstQuestion("en"))).toContain('action="/en/wegwijzer"');
  });

  it("asks about danger second, and keeps the answers in hidden fields and never in an address", async () => {
    const { html } = await ask({ role: "pupil" });
    expect(html).toContain("Is er nu gevaar?");
    expect(html).toContain('type="hidden" name="role" value="pupil"');
    expect(html).not.toMatch(/(href|action)="[^"]*(\?|pupil)/);
  });

  it("shows 112 at once when there is danger now", async () => {
    const { html } = await ask({ role: "parent", danger: "now" });
    expect(html.indexOf("tel:112")).toBeGreaterThan(0);
    expect(html.indexOf("tel:112")).toBeLessThan(html.indexOf("Ouders &amp; Onderwijs"));
    expect(html).toContain('name="go-on" value="yes"');
  });

  it("goes on after danger when the person is safe", async () => {
    expect((await ask({ role: "parent", danger: "now", "go-on": "yes" })).html).toContain("Waar gaat het over bij je kind?");
  });

  it("says what is missing when nothing was chosen", async () => {
    const { html, status, focus } = await ask({ role: "pupil", asked: "danger" });
    expect([status, focus]).toEqual([422, "error-summary"]);
    expect(html).toContain('href="#danger"');
  });

  it("goes one question back", async () => {
    const { html } = await ask({ role: "pupil", danger: "no", topic: "bullying", back: "topic" });
    expect(html).toContain("Waar gaat het over?");
    expect(html).not.toContain('name="topic" value="bullying" checked');
  });

  it("shows people at school before help outside, each with its reason and its limit", async () => {
    const { html } = await ask(bullied);
    const places = ["Mensen op school", "Hulp buiten school", "Wat je zelf kunt doen", "Hier kun je nu niet terecht"].map((title) => html.indexOf(`>${title}`));
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places.toSorted((one, other) => one - other)).toEqual(places);
    expect(html).toContain("tel:08000432");
    expect(html).toContain("Wat niet kan");
    expect(html).toContain("Veilig Thuis helpt bij geweld thuis, niet op school.");
  });

  it("goes on when the database is away, without a way to report that leads nowhere", async () => {
    const { html, status } = await ask({ ...bullied, show: "yes" });
    expect(status ?? 200).toBe(200);
    expect(html).toContain("0800-0432");
    expect(html).not.toContain('name="supportPoint"');
  });

  it("shows who can help before all questions are answered", async () => {
    const { html } = await ask({ role: "pupil", danger: "no", topic: "bullying", show: "yes" });
    expect(html).toContain("Dit kun je doen");
    expect(html).toContain("Kindertelefoon");
  });

  it("shows a duty to who has it, and not to another", async () => {
    const told = { danger: "no", topic: "sexual-behaviour", sector: "vo", show: "yes" };
    expect((await ask({ ...told, role: "staff", by: "colleague" })).html).toContain("Je moet dit melden bij het bestuur");
    expect((await ask({ ...told, role: "pupil", by: "school-staff" })).html).not.toContain("Je moet dit melden bij het bestuur");
  });

  it("never sends somebody who is not out to school or home", async () => {
    const { html } = await ask({ role: "pupil", danger: "no", topic: "lhbtiq", by: "pupil", known: "unknown", show: "yes" });
    expect(html).toContain("Regenboogloket");
    expect(html).not.toContain("Mensen op school");
    expect(html).not.toContain("Laat het thuis weten");
  });

  it("offers a field for typed words that is never part of what is sent", async () => {
    const { html, scripts } = await ask({ role: "pupil", danger: "no" });
    expect(html).toMatch(/<input[^>]*id="signpost-typed"/);
    expect(html).not.toMatch(/<input[^>]*id="signpost-typed"[^>]* name=/);
    expect(scripts).toEqual(["signpost"]);
  });

  it("exists in English, and the language can be changed without losing an answer", async () => {
    const { html, languageForm } = await ask(bullied, "en");
    expect(html).toContain("This is what you can do");
    expect(html).toContain('action="/en/melden"');
    expect(languageForm).toMatchObject(bullied);
  });

  it("reads at Flesch-Douma 65 or higher, every question and the results of many people", async ({ annotate }) => {
    const people: readonly Readonly<Record<string, string>>[] = [
      {}, { role: "pupil" }, { role: "pupil", danger: "no" }, { role: "parent", danger: "no" }, { role: "staff", danger: "no" },
      { ...bullied, tried: "" }, bullied,
      { role: "pupil", danger: "recent", topic: "sexual-behaviour", by: "school-staff", sector: "vo", age: "12-17", show: "yes" },
      { role: "pupil", danger: "no", topic: "home", show: "yes" },
      { role: "pupil", danger: "no", topic: "lhbtiq", by: "pupil", known: "no", show: "yes" },
      { role: "pupil", danger: "no", topic: "suicidal", show: "yes" },
      { role: "parent", danger: "no", topic: "bullying", by: "pupil", sector: "po", needs: "no", tried: "board-rejected", show: "yes" },
      { role: "parent", danger: "no", topic: "removal", sector: "vo", "at-home": "long", needs: "special-needs", show: "yes" },
      { role: "parent", danger: "no", topic: "absence", show: "yes" },
      { role: "staff", danger: "no", topic: "sexual-behaviour", by: "colleague", show: "yes" },
      { role: "staff", danger: "no", topic: "home", show: "yes" },
      { role: "board", danger: "no", topic: "sexual-behaviour", by: "school-staff", show: "yes" },
      { role: "care-professional", danger: "no", topic: "home", show: "yes" },
    ];
    const scores = await Promise.all(people.map(async (fields) => ({ fields: JSON.stringify(fields), score: Math.round(measure(textOf((await ask(fields)).html), organisationNames).score) })));
    await annotate(`lowest ${Math.min(...scores.map(({ score }) => score))}`);
    expect(scores.filter(({ score }) => score < 65)).toEqual([]);
  });
});
