/** A volunteer's morning by keyboard alone: what waits, a call, a case that goes to a colleague, a dossier that leaves. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newIdentity, sealReport } from "../../../src/site/browser/sealing/report.ts";
import { openForm, told } from "../../support/people.ts";
import { example, signIn } from "../worker-at-desk.ts";
import { pick, press, tabTo, type } from "./keyboard.ts";
import { nextAddress, openStage } from "./stage.ts";
import type { Stage, Walk } from "./stage.ts";

let stage: Stage;
const folder = mkdtempSync(join(tmpdir(), "gehoord-dossier-"));
beforeAll(async () => {
  stage = await openStage();
}, 240_000);
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await stage.close();
});

const others = { words: false } as const;

async function newReport(team: string, what: string): Promise<string> {
  const { address } = stage.server;
  const form = await openForm(address, team, nextAddress());
  const post = await sealReport(form.destination, told({ what, mode: "confidential", reach: "phone", phone: "0612345678", mustNot: "Niets inspreken", role: "parent", topic: "bullying" }), await newIdentity(form.salt), []);
  const sent = await fetch(`${address}/api/v1/reports`, { method: "POST", body: JSON.stringify(post), headers: { "content-type": "application/json", "x-forwarded-for": nextAddress() } });
  expect(sent.status).toBe(201);
  return form.destination.case;
}

async function atDesk(worker: string, screen: "phone" | "desktop" = "desktop", scanned = true): Promise<Walk> {
  const walk = await stage.walk({ language: "nl", script: true, screen }, { scanned });
  await walk.page.goto(`${stage.server.address.replace("127.0.0.1", "localhost")}/desk`);
  await signIn(walk.page, example(worker));
  await walk.page.waitForSelector("main h1");
  return walk;
}

/** A single key, from the heading: as somebody who is not typing presses it. */
async function key(page: Page, pressed: string, wanted: string): Promise<void> {
  await page.locator("main h1").first().focus();
  await page.keyboard.press(pressed);
  await page.waitForSelector(wanted);
}

describe("a volunteer's morning", () => {
  it("begins with what waits and why, takes a question in seconds, and lets a second call grow into a case", async () => {
    const id = await newReport("kindertelefoon", "Ze sluiten mijn zoon buiten bij de gym.");
    const walk = await atDesk("noor");
    const { page, look } = walk;
    await page.waitForSelector(`a[data-case-link][href$="${id}"]`);
    expect(await page.locator(".case-row", { has: page.locator(`a[href$="${id}"]`) }).locator(".reason").textContent()).toBe("Nieuw, ongelezen sinds vandaag");
    await look("day-today");

    await key(page, "b", "[data-field=intake]");
    await page.waitForSelector(".danger-line li");
    await look("day-intake");
    const began = Date.now();
    await type(page, "[data-field=intake]", "Mag school mijn kind zonder gesprek overplaatsen?");
    await pick(page, ".intake select", "removal");
    await page.keyboard.press("Control+Enter");
    await page.getByText("De vraag is geregistreerd.").waitFor();
    expect(Date.now() - began).toBeLessThan(15_000);

    // A lock in the middle of the next call, and a page that is loaded again while it is locked.
    await type(page, "[data-field=intake]", "Er is een filmpje van mijn dochter rondgestuurd.");
    await tabTo(page, ".head-acts .button");
    await page.keyboard.press("Enter");
    await page.waitForSelector("input[autocomplete=current-password]");
    expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }))).not.toContain("filmpje");
    await page.reload();
    await page.waitForSelector("input[autocomplete=current-password]");
    await type(page, "input[autocomplete=current-password]", example("noor").passphrase);
    await page.keyboard.press("Enter");
    await page.waitForSelector("[data-field=intake]");
    expect(await page.locator("[data-field=intake]").inputValue()).toContain("filmpje");

    await pick(page, ".intake select", "online-sexual");
    await page.waitForFunction(() => document.querySelector(".guide")?.textContent?.includes("Bewaar de berichten") === true);
    await press(page, ".intake .button-quiet");
    await page.waitForSelector(".read-out");
    await look("day-intake-code");
    await page.keyboard.press("Control+Shift+Enter");
    await page.waitForSelector(".piece-ours");
    expect(await page.locator(".case-head h1").textContent()).toBe("Seksueel, online");
    await walk.close();
  });

  it("finds right texts and numbers with one key while writing, and reads a case's course", async () => {
    const id = await newReport("ouders-onderwijs", "De klachtbrief ligt er al weken.");
    const walk = await atDesk("marieke");
    const { page, look } = walk;
    await key(page, "t", ".button-primary");
    await press(page, "main .button-primary");
    await type(page, "main form input[type=text]", "Hoe een klacht loopt");
    await type(page, "main form textarea", "Eerst praat je met school. Daarna kan je klacht naar het bestuur.");
    await press(page, "main form button[type=submit]");
    await page.waitForSelector(".block");
    await look("day-texts");

    await key(page, "1", `a[data-case-link][href$="${id}"]`);
    await page.waitForSelector(`a[data-case-link][href$="${id}"]`);
    await press(page, `a[data-case-link][href$="${id}"]`);
    await page.waitForSelector(".piece");
    await press(page, "section[aria-labelledby=controls] .button-primary");
    await page.waitForSelector(".case-head .tag-open");
    await type(page, "[data-field=answer]", "Dag,");
    await page.keyboard.press("Control+k");
    await page.waitForSelector("dialog [role=option]");
    await page.keyboard.type("klacht loopt");
    await page.waitForFunction(() => document.querySelector("dialog [role=option][aria-selected=true]")?.textContent?.includes("Hoe een klacht loopt") === true);
    await look("day-palette", others);
    await page.keyboard.press("Enter");
    expect(await page.locator("[data-field=answer]").inputValue()).toBe("Dag, Eerst praat je met school. Daarna kan je klacht naar het bestuur.");
    await press(page, "form.card button[type=submit]");
    await page.waitForSelector(".case-head .tag-waiting");

    await key(page, "v", "[data-timeline][open] .days li");
    for (const words of ["vertelde wat er is", "gaf contact", "nam de zaak", "antwoordde"]) await page.locator("[data-timeline] .days", { hasText: words }).waitFor();
    await key(page, "g", "[data-guide][open] .tick");
    await tabTo(page, "[data-guide] .tick input");
    await page.keyboard.press("Space");
    await press(page, "[data-guide] > .button");
    await page.waitForFunction(() => document.querySelector("[data-guide] summary")?.textContent?.includes("1 gevraagd") === true);
    await look("day-case", others);
    await walk.close();
  });

  it("hands a case over and says that one is away; the colleague sees it under today", async () => {
    const id = await newReport("kindertelefoon", "Mijn broer wordt bedreigd.");
    const walk = await atDesk("youssef", "phone");
    const { page, look } = walk;
    await page.waitForSelector(`a[data-case-link][href$="${id}"]`);
    await press(page, `a[data-case-link][href$="${id}"]`);
    await page.waitForSelector(".piece");
    await press(page, "section[aria-labelledby=controls] .button-primary");
    await page.waitForSelector(".case-head .tag-open");
    await key(page, "w", "table.work");
    await look("day-work");
    await press(page, "details.more summary");
    const anne = await page.locator("details.more select").nth(1).locator("option", { hasText: "Anne" }).getAttribute("value");
    await pick(page, "details.more .field:nth-of-type(2) select", anne ?? "");
    await press(page, "details.more button[type=submit]");
    await page.getByText("overgedragen.").waitFor();
    await press(page, "section[aria-labelledby=absence] form button[type=submit]");
    await page.getByText("Je team weet het.").waitFor();
    await key(page, "2", ".filter-fields");
    await pick(page, ".filter-fields .field:nth-of-type(2) select", "nobody");
    await press(page, ".filter-fields .button-quiet");
    await page.waitForSelector(".chip");
    await look("day-filters");
    await walk.close();
  });

  it("searches what was opened, forgives a slip, and has forgotten it after the lock", async () => {
    await newReport("ouders-onderwijs", "Ze gooien zijn rugzak in de sloot.");
    const walk = await atDesk("dilan");
    const { page, look } = walk;
    await key(page, "z", "[data-field=search]");
    await press(page, "section[aria-labelledby=gather] .button");
    await page.getByText("Klaar.").waitFor();
    await type(page, "[data-field=search]", "rugzac");
    await page.waitForSelector("[data-case-link]");
    expect(await page.locator(".reason-quiet").first().textContent()).toContain("rugzak in de sloot");
    await look("day-search", others);
    await key(page, "l", "input[autocomplete=current-password]");
    await type(page, "input[autocomplete=current-password]", example("dilan").passphrase);
    await page.keyboard.press("Enter");
    await page.waitForSelector("[data-field=search]");
    await page.getByText("Je opende nog geen zaken.").waitFor();
    await walk.close();
  });
});

describe("a dossier that leaves the desk", () => {
  it("is a tagged PDF with a neutral title, without notes and contact unless chosen", async () => {
    const id = await newReport("ouders-onderwijs", "Hij durft niet meer naar de gymles.");
    const walk = await atDesk("peter");
    const { page, look } = walk;
    await page.waitForSelector(`a[data-case-link][href$="${id}"]`);
    await press(page, `a[data-case-link][href$="${id}"]`);
    await page.waitForSelector(".piece");
    await press(page, `a[href$="${id}/dossier"]`);
    await page.waitForSelector("#archive");
    await press(page, "section[aria-labelledby=what-goes] .button-primary");
    await page.waitForSelector(".sheet");
    await look("day-dossier", others);
    const pdf = join(folder, "dossier.pdf");
    await page.pdf({ path: pdf, tagged: true, outline: true });
    const info = execFileSync("pdfinfo", [pdf], { encoding: "utf8" });
    expect(info).toMatch(/Tagged:\s+yes/);
    expect(info).toMatch(/Title:\s+Dossier, /);
    const text = execFileSync("pdftotext", [pdf, "-"], { encoding: "utf8" });
    expect(text).toContain("Hij durft niet meer naar de gymles.");
    expect(text).toContain("Contact is weggelaten.");
    expect(text).not.toMatch(/0612345678|Vergrendel|Sneltoetsen|age1/);
    await walk.close();
  });

  it("is an archive that the age command line opens with the receiver's key, and with no other", async () => {
    const id = await newReport("kindertelefoon", "Ze wachten hem op na school.");
    // The accessibility scan's way around the content policy would also stop this browser's download.
    const walk = await atDesk("anne", "desktop", false);
    const { page } = walk;
    const keyFile = join(folder, "key.txt");
    execFileSync("age-keygen", ["-o", keyFile], { stdio: "pipe" });
    const recipient = /age1[a-z0-9]{58}/.exec(readFileSync(keyFile, "utf8"))?.[0] ?? "";
    await page.waitForSelector(`a[data-case-link][href$="${id}"]`);
    await press(page, `a[data-case-link][href$="${id}"]`);
    await page.waitForSelector(".piece");
    await press(page, `a[href$="${id}/dossier"]`);
    await page.waitForSelector("#archive");
    await type(page, "section[aria-labelledby=archive] input", "age1verkeerd");
    await page.keyboard.press("Enter");
    await page.getByText("Deze sleutel klopt niet.").waitFor();
    await tabTo(page, "section[aria-labelledby=archive] input");
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText(recipient);
    const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
    expect(download.suggestedFilename()).toMatch(/^archief-\d{4}-\d{2}-\d{2}\.zip\.age$/);
    const sealed = join(folder, "archief.zip.age");
    await download.saveAs(sealed);
    const opened = unzipSync(new Uint8Array(execFileSync("age", ["-d", "-i", keyFile, sealed])));
    expect(strFromU8(opened["dossier.html"] ?? new Uint8Array())).toContain("Ze wachten hem op na school.");
    expect(Object.keys(opened)).toContain("verloop.csv");
    const other = join(folder, "other.txt");
    execFileSync("age-keygen", ["-o", other], { stdio: "pipe" });
    expect(() => execFileSync("age", ["-d", "-i", other, sealed], { stdio: "pipe" })).toThrow();
    writeFileSync(sealed, new Uint8Array());
    await walk.close();
  });
});

it("nothing that was seen on the way is wrong", async () => {
  expect(await stage.flaws()).toEqual([]);
});
