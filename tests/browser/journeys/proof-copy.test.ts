/** A proof that is checked on a computer without a line: the file from `/bewijs`, opened from the disk. */
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renewProofKey } from "../../../src/cases/actions/proofs.ts";
import { signerFrom, writeProof } from "../../../src/envelope/index.ts";
import { newIdentity, sealReport } from "../../../src/site/browser/sealing/report.ts";
import { proofOf } from "../../../src/site/browser/sealing/person.ts";
import { openWith } from "../../../src/site/browser/sealing/talk.ts";
import { lineTo } from "../../support/line.ts";
import { openForm, told } from "../../support/people.ts";
import { visitor } from "../chromium.ts";
import { press, retype } from "./keyboard.ts";
import { nextAddress, openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";

let stage: Stage;
const folder = mkdtempSync(join(tmpdir(), "gehoord-proof-"));
beforeAll(async () => {
  stage = await openStage();
  await renewProofKey(stage.server.context);
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await stage.close();
});

async function newProof(): Promise<string> {
  const { address } = stage.server;
  const form = await openForm(address, "kindertelefoon", nextAddress());
  const identity = await newIdentity(form.salt);
  const post = await sealReport(form.destination, told({ what: "Iets kleins.", mode: "anonymous" }), identity, []);
  const sent = await fetch(`${address}/api/v1/reports`, { method: "POST", body: JSON.stringify(post), headers: { "content-type": "application/json", "x-forwarded-for": nextAddress() } });
  expect(sent.status).toBe(201);
  const line = lineTo(address);
  const talk = await openWith(line, identity.keys, { installation: form.destination.installation });
  const proof = talk.ok ? await proofOf(line, talk.value, "told") : talk;
  if (!proof.ok) throw new Error(proof.because);
  return proof.value.proof;
}

const words = {
  nl: { good: "Dit bewijs is echt", changed: "Iemand heeft dit bewijs veranderd.", unknown: "Dit bestand kent dit bewijs niet.", part: "Het bewijs is niet heel." },
  en: { good: "This proof is real", changed: "Somebody changed this proof.", unknown: "This file does not know this proof.", part: "This is not a whole proof." },
} as const;

/** Of a week that the file knows, by a key that nobody published. */
const forged = (proof: string): string => {
  const week = Buffer.from(proof.slice(4), "base64url");
  return writeProof({ week: `${week.readUInt16BE(0)}-W${String(week[2]).padStart(2, "0")}`, step: 0, serial: new Uint8Array(10) }, signerFrom(new Uint8Array(32).fill(7)));
};

describe("who keeps the check as a file", () => {
  it.each(["nl", "en"] as const)("opens it from the disk without a line, by keyboard, and is told what is real and what is not, %s", async (language) => {
    const proof = await newProof();
    const walk = await stage.walk({ language, script: true, screen: "phone" });
    await walk.at("/bewijs");
    await walk.look("proof-copy-offered");
    const shown = (await walk.page.locator("[data-gehoord-copy-hash]").innerText()).trim();
    const [download] = await Promise.all([walk.page.waitForEvent("download"), press(walk.page, 'main a[href$="/bewijs/nakijken.html"]')]);
    expect(download.suggestedFilename()).toMatch(/^gehoord-bewijs-\d{4}-W\d{2}\.html$/);
    const path = join(folder, `${language}.html`);
    await download.saveAs(path);
    expect(createHash("sha256").update(readFileSync(path)).digest("hex")).toBe(shown);
    expect(walk.complaints).toEqual([]);
    await walk.close();

    const context = await visitor(stage.browser, "phone");
    await context.setOffline(true);
    const page = await context.newPage();
    const [asked, wrong]: [string[], string[]] = [[], []];
    page.on("request", (request) => void asked.push(request.url()));
    page.on("console", (message) => void (message.type() === "error" && wrong.push(message.text())));
    page.on("pageerror", (error) => void wrong.push(String(error)));
    await page.goto(pathToFileURL(path).href);
    const verdictOn = async (typed: string): Promise<string> => {
      await retype(page, "#bewijs", typed);
      await press(page, "#proof-check button");
      await page.waitForFunction(() => document.activeElement?.id === "proof-verdict");
      return page.innerText("#proof-verdict");
    };
    const own = words[language];
    expect(await verdictOn(proof)).toContain(own.good);
    expect(await verdictOn(`${proof.slice(0, -3)}${proof.endsWith("AAA") ? "BBB" : "AAA"}`)).toContain(own.changed);
    expect(await verdictOn(forged(proof))).toContain(own.unknown);
    expect(await verdictOn(proof.slice(0, 60))).toContain(own.part);
    expect([asked.filter((url) => !url.startsWith("file:")), wrong]).toEqual([[], []]);
    await stage.lookAt({ language, script: true, screen: "phone" }, "proof-copy", readFileSync(path, "utf8"));
    await context.close();
  });

  it("gets nothing of it to run in our name: it comes as a download, shut in", async () => {
    const answer = await fetch(`${stage.server.address}/bewijs/nakijken.html`);
    expect(answer.headers.get("content-disposition")).toMatch(/^attachment; /);
    expect(answer.headers.get("content-security-policy")).toBe("sandbox; default-src 'none'");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    const html = await answer.text();
    expect(html).not.toMatch(/(?:src|href)=/);
    expect(html).toContain("form-action &#39;none&#39;");
  });

  it("saw nothing that is wrong to see", async () => {
    expect(await stage.flaws()).toEqual([]);
  });
});
