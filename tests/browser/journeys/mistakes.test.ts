/** What goes wrong on the way: nothing that was typed is lost, and the page says in words where to look. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAddressOf, createLimits } from "../../../src/api/index.ts";
import { pages } from "../../../src/cases/pages/index.ts";
import { buildSite, loadAssets } from "../../../src/site/index.ts";
import { bareContext } from "../../support/bare-context.ts";
import { root } from "../../support/server.ts";
import { go, press, retype, tabTo, type } from "./keyboard.ts";
import { eachWay, named, nextAddress, openStage, ways } from "./stage.ts";
import type { Stage, Walk, Way } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const texts = { nl: { where: "Op het plein bij de fietsen", what: "Ze pesten me." }, en: { where: "In the playground by the bicycles", what: "They bully me." } } as const;
const onPhone = eachWay.slice(0, 4);

async function openForm(walk: Walk): Promise<void> {
  await walk.at("/melden");
  await go(walk.page, 'form:has(input[name="team"][value="kindertelefoon"]) button');
  if (walk.way.script) await walk.page.waitForSelector("[data-gehoord-with-script]:not([hidden])");
}

/** Presses a button after which the page says what is wrong; the focus must be there. */
async function refused({ page, way }: Walk, button: string): Promise<void> {
  if (way.script) await press(page, button);
  else await go(page, button);
  await page.waitForSelector("#error-summary");
  await page.waitForFunction((script) => !script || document.activeElement?.id === "error-summary", way.script);
}

const focused = (page: Walk["page"]): Promise<string | undefined> => page.evaluate(() => document.activeElement?.id);

/** Without script a page cannot take the focus by itself; its title and the summary above the fields say it. */
async function summaryIsFirst({ page, way }: Walk): Promise<void> {
  if (way.script) expect(await focused(page)).toBe("error-summary");
  const isAbove = await page.evaluate(() => {
    const [summary, field] = [document.querySelector("#error-summary"), document.querySelector("main form input:not([type=hidden]), main form textarea")];
    return summary !== null && field !== null && (summary.compareDocumentPosition(field) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  });
  expect(isAbove).toBe(true);
  // From the summary one press leads into the field that is meant.
  await press(page, "#error-summary a");
}

describe("somebody who sends an empty form", () => {
  it.each(onPhone)("reads what is missing, comes to the field, and keeps the rest, %s", async (_, way) => {
    const walk = await stage.walk(way);
    const { page } = walk;
    await openForm(walk);
    await press(page, "#report-form summary");
    await type(page, "#where", texts[way.language].where);
    await refused(walk, "#send");
    await walk.look("mistake-empty");
    await summaryIsFirst(walk);
    expect(await focused(page)).toBe("what");
    expect(await page.inputValue("#where")).toBe(texts[way.language].where);
    expect(await page.isVisible("#where")).toBe(true);
    expect(await page.getAttribute("#what", "aria-invalid")).toBe("true");
    await walk.close();
  });
});

describe("somebody who writes too much", () => {
  it.each(onPhone)("hears how much fits, and every word is still there, %s", async (_, way) => {
    const walk = await stage.walk(way);
    const { page } = walk;
    await openForm(walk);
    // A browser stops at the length; who has another browser, or pastes, can come over it.
    await page.evaluate(() => document.querySelectorAll("textarea").forEach((one) => one.removeAttribute("maxlength")));
    const long = `${texts[way.language].what} `.repeat(500);
    await type(page, "#what", long);
    await refused(walk, "#send");
    await walk.look("mistake-too-long");
    await summaryIsFirst(walk);
    expect(await page.inputValue("#what")).toBe(way.script ? long : long.trim());
    expect(await page.textContent("#error-summary")).toContain("6000");
    await walk.close();
  });
});

describe("somebody with a wrong code", () => {
  it.each(onPhone)("hears that it is not known, with the way to the field, %s", async (_, way) => {
    const walk = await stage.walk(way);
    const { page } = walk;
    await walk.at("/gesprek");
    if (way.script) await page.waitForSelector("[data-gehoord-with-script]:not([hidden])");
    await type(page, "#code", "ABCD-EFGH");
    await refused(walk, "#open-conversation");
    await walk.look("mistake-no-code");
    await summaryIsFirst(walk);
    expect(await focused(page)).toBe("code");
    await retype(page, "#code", "ABCD-EFGH-JKMN-PQRS");
    await refused(walk, "#open-conversation");
    await page.waitForFunction((dutch) => document.querySelector("#error-summary")?.textContent?.match(dutch ? /kennen deze code niet/ : /do not know this code/), way.language === "nl");
    await walk.look("mistake-unknown-code");
    // What the server refused on purpose; nothing else was complained about.
    expect(walk.complaints.filter((line) => !/40[49]|422/.test(line))).toEqual([]);
    await walk.close();
  });
});

describe("somebody who took very long", () => {
  it.each(ways.filter(({ script, screen }) => !script && screen === "phone").map((way): [string, Way] => [named(way), way]))("finds everything still there, presses once more and gets a receipt, %s", async (_, way) => {
    const walk = await stage.walk(way);
    const { page } = walk;
    await openForm(walk);
    await type(page, "#what", texts[way.language].what);
    // A ticket that this house never gave is answered as one that ended.
    await page.evaluate(() => document.querySelector('input[name="ticket"]')?.setAttribute("value", "ended"));
    await go(page, "#send");
    expect(await page.isVisible("#form-expired")).toBe(true);
    await walk.look("mistake-expired");
    expect(await page.inputValue("#what")).toBe(texts[way.language].what);
    await go(page, "#send");
    expect(await page.isVisible("#receipt-heading")).toBe(true);
    await walk.close();
  });
});

describe("somebody who chose a support point that takes nothing now", () => {
  it.each(onPhone)("gets its own numbers and others to choose from, %s", async (_, way) => {
    const walk = await stage.walk(way);
    const { page } = walk;
    await walk.at("/melden");
    await page.evaluate(() => document.querySelector('input[name="team"]')?.setAttribute("value", "laks"));
    await go(page, 'form:has(input[name="team"]) button');
    await walk.look("mistake-closed");
    await tabTo(page, 'form:has(input[name="team"]) button');
    await walk.close();
  });
});

interface Gone {
  readonly name: string;
  readonly status: number;
  readonly ask: (path: (dutch: string) => string) => Promise<Response>;
}
const post = (body: string): RequestInit => ({ method: "POST", body, headers: { "content-type": "application/x-www-form-urlencoded", "x-forwarded-for": nextAddress() } });
const errorPages: readonly Gone[] = [
  { name: "error-404", status: 404, ask: (path) => fetch(path("/is-er-niet")) },
  { name: "error-405", status: 405, ask: (path) => fetch(path("/over"), post("")) },
  { name: "error-413", status: 413, ask: (path) => fetch(path("/gesprek/openen"), post(`code=${"A".repeat(200_000)}`)) },
  {
    name: "error-429",
    status: 429,
    // More starts from one address than a school has pupils.
    ask: async (path) => {
      const asked = post("team=kindertelefoon");
      const answers = await Promise.all(Array.from({ length: 303 }, () => fetch(path("/melden/formulier"), asked)));
      return answers.find(({ status }) => status === 429) ?? new Response();
    },
  },
];

describe("the pages of what cannot be", () => {
  it.each(errorPages)("$name says in both languages what to do now", async ({ name, status, ask }) => {
    for (const way of onPhone.filter(([, { script }]) => !script).map(([, one]) => one)) {
      const answer = await ask((dutch) => `${stage.server.address}${way.language === "nl" ? "" : "/en"}${dutch}`);
      expect(answer.status).toBe(status);
      const html = await answer.text();
      expect(html).toContain(`<html lang="${way.language}"`);
      await stage.lookAt(way, name, html);
    }
  }, 120_000);

  it("503 says that everything is kept, and what to do", async () => {
    const context = bareContext({ root, mode: "demo", origin: "http://127.0.0.1" });
    context.setUp(false);
    const site = buildSite({ context, assets: loadAssets(root), pages, limits: createLimits(context), addressOf: createAddressOf([]) });
    const bodies: Readonly<Record<string, string>> = { "/melden/formulier": "team=kindertelefoon", "/melden/versturen": "ticket=x&team=kindertelefoon&what=x", "/gesprek/openen": "code=ABCD-EFGH-JKMN-PQRS" };
    for (const way of onPhone.filter(([, { script }]) => !script).map(([, one]) => one)) {
      for (const [path, body] of Object.entries(bodies)) {
        const answer = await site.fetch(new Request(`http://127.0.0.1${way.language === "nl" ? "" : "/en"}${path}`, post(body)), {});
        expect(answer.status, path).toBe(503);
        await stage.lookAt(way, `error-503${path.replaceAll("/", "-")}`, await answer.text());
      }
    }
  });
});

it("nothing that was seen on the way is wrong", async () => {
  expect(await stage.flaws()).toEqual([]);
});
