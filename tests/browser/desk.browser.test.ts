/** A day at the desk, in a real browser against the whole server. */
import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newCode, newHybridIdentity, toBase64Url } from "../../src/envelope/index.ts";
import { lineOver } from "../../src/site/browser/sealing/api.ts";
import { sealCleanFile } from "../../src/site/browser/sealing/pieces.ts";
import { draftOf, keysOf, openWith, say } from "../../src/site/browser/sealing/talk.ts";
import type { Answer } from "../../src/site/browser/sealing/api.ts";
import type { Talk } from "../../src/site/browser/sealing/talk.ts";
import { uploadSealed } from "../../src/site/browser/sealing/upload.ts";
import { pngSample } from "../support/sample-files.ts";
import { root, startServer } from "../support/server.ts";
import type { TestServer } from "../support/server.ts";
import { launch } from "./chromium.ts";
import { atDesk, example, flaws, signIn } from "./worker-at-desk.ts";

let server: TestServer;
let browser: Browser;
let origin: string;
const pictures = join(root, "dist/pictures/desk");

beforeAll(async () => {
  const { build } = (await import(join(root, "tools/build.mjs"))) as { build: (choice: object) => Promise<unknown> };
  await build({ only: ["site", "desk"] });
  mkdirSync(pictures, { recursive: true });
  server = await startServer({ filled: true });
  origin = server.address.replace("127.0.0.1", "localhost");
  browser = await launch();
}, 120_000);
afterAll(async () => {
  await browser.close();
  await server.close();
});

/** The conversation itself: the case's course and its search show the same words once more. */
const told = (page: Page): Locator => page.getByRole("region", { name: "Gesprek" });

function value<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(answer.because);
  return answer.value;
}

/** The person who told the example's report of this number, with the code. */
async function personOf(index: number): Promise<{ readonly line: ReturnType<typeof lineOver>; readonly talk: Talk }> {
  const line = lineOver(async (path, init) => server.ask(new Request(`${origin}${String(path)}`, init)), "nl");
  const [settings] = await server.db.asOwner(({ run }) => run<{ installation: string; salt: Uint8Array }>("select installation, salt from settings"));
  const code = newCode(createHash("sha256").update(`gehoord demonstration code ${index}`).digest().subarray(0, 10));
  const keys = await keysOf(code, toBase64Url(settings?.salt ?? new Uint8Array()));
  if (keys === undefined || settings === undefined) throw new Error("no code");
  return { line, talk: value(await openWith(line, keys, { installation: settings.installation })) };
}

const patient = { progress: () => undefined, waiting: () => undefined, pause: () => Promise.resolve(), signal: new AbortController().signal };

describe("a worker", () => {
  it("signs in by keyboard, opens what was told, answers, and the person reads it with the code", async () => {
    const { page, sent, complaints, context } = await atDesk(browser, origin);
    await signIn(page, example("youssef"));
    await page.getByRole("link", { name: "Pesten" }).first().waitFor();
    await page.locator("h1").focus();
    await page.keyboard.press("2");
    await page.getByRole("heading", { name: "Zaken", level: 1 }).waitFor();
    await page.locator(".case-row", { hasText: "Anoniem", has: page.locator(".tag-new") }).getByRole("link", { name: "Pesten" }).first().focus();
    await page.keyboard.press("Enter");
    await told(page).getByText("In de pauze mag ik nooit meedoen.").waitFor();
    await page.locator("h1").focus();
    await page.keyboard.press("a");
    await page.keyboard.type("Dank je dat je dit vertelt. Wanneer kun je rustig terugschrijven?");
    await page.screenshot({ path: join(pictures, "case-desktop.png"), fullPage: true });
    await page.getByRole("button", { name: "Verzegel en verstuur" }).press("Enter");
    await page.getByText("Je antwoord staat klaar voor de melder.").waitFor();
    await page.getByText("Wacht op de melder").first().waitFor();
    const { talk } = await personOf(0);
    expect(JSON.stringify(talk.items.map((item) => item.body))).toContain("Wanneer kun je rustig terugschrijven?");
    expect(sent.filter((one) => /rustig terugschrijven|een voorbeeld voor|In de pauze/.test(one))).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("keeps notes apart: colleagues read them, the person does not", async () => {
    const { page, context } = await atDesk(browser, origin);
    await signIn(page, example("anne"));
    await page.getByRole("link", { name: "Zaken" }).click();
    await page.getByRole("link", { name: "Pesten" }).first().click();
    await page.getByLabel("Notitie", { exact: true }).fill("Overleg met de collega van dinsdag.");
    await page.getByRole("button", { name: "Bewaar de notitie" }).click();
    await page.getByText("De notitie is bewaard.").waitFor();
    await page.getByRole("region", { name: "Notities van het team" }).getByText("Overleg met de collega van dinsdag.").waitFor();
    const { talk } = await personOf(0);
    expect(JSON.stringify(talk.items.map((item) => item.body))).not.toContain("dinsdag");
    await context.close();
  });

  it("has his keys in memory only: a reload locks, the passphrase opens, and what he typed before a lock is still there", async () => {
    const { page, context, complaints } = await atDesk(browser, origin);
    await signIn(page, example("dilan"));
    await page.getByRole("link", { name: "Zaken" }).click();
    await page.getByRole("link", { name: "Pesten" }).first().click();
    await page.getByLabel("Antwoord", { exact: true }).fill("Nog niet af");
    const kept = await page.evaluate(async () => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, await indexedDB.databases(), document.cookie]));
    expect(kept).not.toMatch(/AGE-SECRET|Nog niet af|voorbeeld voor/);
    await page.getByRole("button", { name: "Vergrendel" }).click();
    await page.getByRole("heading", { name: "De balie is vergrendeld" }).waitFor();
    expect(await page.content()).not.toContain("Onze dochter");
    await page.getByLabel("Wachtzin").fill("een andere zin die niet klopt");
    await page.getByRole("button", { name: "Open" }).click();
    await page.getByText("Dat klopt niet.").waitFor();
    await page.getByLabel("Wachtzin").fill(example("dilan").passphrase);
    await page.getByRole("button", { name: "Open" }).click();
    await told(page).getByText("Onze dochter").first().waitFor();
    expect(await page.getByLabel("Antwoord", { exact: true }).inputValue()).toBe("Nog niet af");
    await page.reload();
    await page.getByRole("heading", { name: "De balie is vergrendeld" }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("loses nothing when the line fails or a colleague writes at the same moment", async () => {
    const { page, context } = await atDesk(browser, origin);
    let attempts = 0;
    await page.route("**/api/v1/cases/*/pieces", (route) => {
      attempts += 1;
      if (attempts === 1) return route.abort("connectionreset");
      if (attempts > 2) return route.continue();
      const problem = { type: "about:blank", status: 409, title: "Conflict", detail: "", reference: "sequence-taken" };
      return route.fulfill({ status: 409, contentType: "application/problem+json", body: JSON.stringify(problem) });
    });
    await signIn(page, example("tarik"));
    await page.getByRole("link", { name: "Zaken" }).click();
    await page.locator(".case-row", { has: page.locator(".tag-new") }).locator("a").first().click();
    await page.getByLabel("Antwoord", { exact: true }).fill("Dit mag niet verloren gaan.");
    await page.getByRole("button", { name: "Verzegel en verstuur" }).click();
    await page.getByText("We kunnen er nu even niet bij.").waitFor();
    expect(await page.getByLabel("Antwoord", { exact: true }).inputValue()).toBe("Dit mag niet verloren gaan.");
    await page.getByRole("button", { name: "Verzegel en verstuur" }).click();
    await page.getByText("Je antwoord staat klaar voor de melder.").waitFor();
    expect(await page.locator(".piece-ours", { hasText: "Dit mag niet verloren gaan." }).count()).toBe(1);
    await context.close();
  });

  it("is locked after a quarter of an hour away", async () => {
    const { page, context } = await atDesk(browser, origin);
    await page.clock.install();
    await page.reload();
    await signIn(page, example("peter"));
    await page.clock.fastForward("14:50");
    expect(await page.getByRole("heading", { name: "De balie is vergrendeld" }).count()).toBe(0);
    await page.clock.fastForward("00:20");
    await page.getByText("Je was een kwartier weg.").waitFor();
    await context.close();
  });

  it("sees contact only after reading how it is safe, and a picture only in a frame that can do nothing", async () => {
    const { line, talk } = await personOf(3);
    const file = await sealCleanFile({ name: "../plein.png", type: "image/png", bytes: pngSample() });
    const upload = value(await uploadSealed(line, { sealed: file.sealed, begun: undefined }, patient));
    value(await say(line, talk, draftOf([{ kind: "file", body: file.manifest, upload }])));
    const { page, context, sent, complaints } = await atDesk(browser, origin);
    await signIn(page, example("marieke"));
    await page.getByRole("link", { name: "Zaken" }).click();
    await page.getByRole("link", { name: "Pesten" }).first().click();
    await page.getByText("Nog geen contact met school.").waitFor();
    expect(await page.content()).not.toContain("0612345678");
    await page.getByRole("button", { name: "Ik heb dit gelezen. Laat het contact zien." }).click();
    await page.getByText("0612345678").waitFor();
    await page.getByRole("button", { name: "Haal op" }).click();
    const frame = page.locator("iframe.preview");
    await frame.waitFor();
    expect(await frame.getAttribute("sandbox")).toBe("");
    const before = sent.length;
    const shown = page.frameLocator("iframe.preview").locator("img");
    await shown.waitFor();
    expect(await shown.getAttribute("src")).toMatch(/^data:image\/png;base64,/);
    expect(sent.slice(before)).toEqual([]);
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Bewaar op mijn computer" }).click();
    expect((await download).suggestedFilename()).toBe("__plein.png");
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("closes with an outcome and a reason, never as helped without the person's own yes", async () => {
    const { page, context } = await atDesk(browser, origin);
    await signIn(page, example("rachid"));
    await page.getByRole("link", { name: "Zaken" }).click();
    await page.locator(".tag-new").first().waitFor();
    await page.locator(".case-row", { has: page.locator(".tag-new") }).locator("a").click();
    await page.getByRole("button", { name: "Neem deze zaak" }).click();
    await page.getByText("De stand is veranderd.").waitFor();
    await page.getByRole("button", { name: "Sluit de zaak" }).first().click();
    expect(await page.getByLabel("Hoe is het afgelopen?").locator("option").allTextContents()).toEqual(["–", "Niet bekend", "Doorverwezen", "Niet meer gewenst"]);
    await page.getByLabel("Hoe is het afgelopen?").selectOption("not-known");
    await page.getByLabel("Waarom kon het niet worden gevraagd?").selectOption("no-answer");
    await page.getByLabel("Waarom", { exact: true }).fill("Niet meer te bereiken.");
    await page.getByRole("button", { name: "Sluit de zaak" }).last().click();
    await page.getByText("Gesloten").first().waitFor();
    await page.getByRole("region", { name: "Notities van het team" }).getByText(/^Niet bekend: .*: Niet meer te bereiken\.$/).waitFor();
    await context.close();
  });

  it("sees that a yes is the person's own, and that a server's is not", async () => {
    const { page, context } = await atDesk(browser, origin, "", "desktop");
    await page.route("**/api/v1/cases/*", async (route) => {
      const answer = await route.fetch();
      const json = (await answer.json()) as { pieces: { kind: string }[] };
      if (await page.evaluate(() => Reflect.get(window, "strip") === true)) json.pieces = json.pieces.filter((piece) => piece.kind !== "helped");
      await route.fulfill({ response: answer, json });
    });
    await signIn(page, example("noor"));
    await page.getByRole("link", { name: "Zaken" }).click();
    await page.getByText("Geholpen, zegt de melder").or(page.getByRole("link", { name: "Seksueel, online" })).first().waitFor();
    await page.evaluate(() => Reflect.set(window, "strip", true));
    await page.getByRole("link", { name: "Seksueel, online" }).click();
    await page.getByText("er is geen getekend ja van de melder").waitFor();
    await page.evaluate(() => Reflect.set(window, "strip", false));
    await page.getByRole("link", { name: "Naar de lijst" }).click();
    await page.getByRole("button", { name: "Vergrendel" }).click();
    await page.getByLabel("Wachtzin").fill(example("noor").passphrase);
    await page.getByRole("button", { name: "Open" }).click();
    await page.getByRole("link", { name: "Seksueel, online" }).click();
    await page.getByText("De melder zei zelf ja.").waitFor();
    await context.close();
  });

  it("adds a passkey that opens the keys, and signs in with it; what it derives never leaves the browser", async () => {
    const { page, context, sent } = await atDesk(browser, origin);
    const session = await context.newCDPSession(page);
    await session.send("WebAuthn.enable");
    await session.send("WebAuthn.addVirtualAuthenticator", { options: { protocol: "ctap2", ctap2Version: "ctap2_1", transport: "internal", hasResidentKey: true, hasUserVerification: true, hasPrf: true, isUserVerified: true, automaticPresenceSimulation: true } });
    await signIn(page, example("els"));
    await page.getByRole("link", { name: "Account" }).click();
    await page.getByLabel("Naam van dit apparaat").fill("Proeftelefoon");
    await page.getByRole("button", { name: "Voeg een passkey toe" }).click();
    await page.getByText("De passkey is toegevoegd.").waitFor();
    await page.getByRole("button", { name: "Log uit" }).click();
    await page.getByRole("button", { name: "Log in met een passkey" }).click();
    await page.getByRole("button", { name: "Vergrendel" }).waitFor();
    await page.getByRole("link", { name: "Zaken" }).click();
    await page.locator("[data-case-link]").first().waitFor();
    expect(await page.getByText("Deze zaak gaat niet open").count()).toBe(0);
    expect(sent.filter((one) => /"prf"/.test(one) && one.includes("results"))).toEqual([]);
    await context.close();
  });

  it("whose desk finds another key on the public page closes intake at once and says so", async () => {
    const { page, context } = await atDesk(browser, origin);
    const stranger = await newHybridIdentity();
    await page.route("**/api/v1/support-points", async (route) => {
      const answer = await route.fetch();
      const points = (await answer.json()) as { team: string; recipient: string }[];
      await route.fulfill({ response: answer, json: points.map((one) => (one.team === "sv-adviespunt" ? { ...one, recipient: stranger.recipient } : one)) });
    });
    await signIn(page, example("karin"));
    await page.getByText("De openbare pagina bood een verkeerde sleutel aan").waitFor();
    await page.getByRole("link", { name: "Team" }).click();
    await page.getByText("Melden staat dicht").waitFor();
    const offered = (await (await server.ask(new Request(`${origin}/api/v1/support-points`))).json()) as { team: string }[];
    expect(offered.map((one) => one.team)).not.toContain("sv-adviespunt");
    await context.close();
  });
});

/** On a telephone the ways stand behind one button. */
async function openWays(page: Page): Promise<void> {
  const folded = page.locator("nav details:not([open]) > summary");
  if ((await folded.count()) > 0) await folded.click();
}

async function toWay(page: Page, at: number): Promise<void> {
  await openWays(page);
  await page.locator("nav a").nth(at).click();
}

describe("the desk", () => {
  it("has no accessibility flaw and fits 320 pixels, in both languages", async () => {
    const found: string[] = [];
    const look = async (page: Parameters<typeof flaws>[0], name: string): Promise<void> => {
      found.push(...(await flaws(page)).map((flaw) => `${name}: ${flaw}`));
      await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
    };
    for (const [screen, name] of [["phone", "youssef"], ["desktop", "coordinator"]] as const) {
      const { page, context } = await atDesk(browser, origin, "", screen, true);
      await page.getByLabel("Wachtzin").waitFor();
      await look(page, `${screen}-sign-in`);
      await signIn(page, example(name));
      for (const language of ["nl", "en"]) {
        const count = await page.locator("nav a").count();
        for (let at = 0; at < count; at += 1) {
          await toWay(page, at);
          await page.locator("main h1").waitFor();
          await page.waitForLoadState("networkidle");
          await look(page, `${screen}-${language}-${at}`);
        }
        if (name === "youssef") {
          await toWay(page, 1);
          await page.locator("[data-case-link]").first().click();
          await page.locator(".piece").first().waitFor();
          await look(page, `${screen}-${language}-case`);
        }
        await page.emulateMedia({ colorScheme: "dark" });
        await look(page, `${screen}-${language}-dark`);
        await page.emulateMedia({ colorScheme: "light" });
        await openWays(page);
        await page.locator(".language").click();
      }
      await context.close();
    }
    expect(found).toEqual([]);
  });

  it("says in one sentence that it needs JavaScript", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${origin}/desk`);
    expect(await page.textContent("main")).toContain("De balie werkt alleen met JavaScript");
    await context.close();
  });
});

