// Draws the pictures of README.md and docs/screens.md: starts the example network, walks to what is worth seeing, and takes it on a picture.
// `node tools/pictures.mjs` on Node 24 with Chromium (`CHROMIUM` names another one). Plain JavaScript.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const root = join(import.meta.dirname, "..");
const pictures = join(root, "docs/pictures");
const mostBytes = 130_000;

/** A demonstration of its own; ends with `stop`. The sheet with the sign-in details follows the address on its output. */
function startExample(data) {
  const child = spawn(process.execPath, [join(root, "bin/gehoord"), "start", "--demo", "--port", "0", "--data", data], { stdio: ["ignore", "pipe", "ignore"] });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const stop = () => {
    child.kill("SIGTERM");
    return ended;
  };
  return new Promise((resolve, reject) => {
    let said = "";
    child.stdout.on("data", (chunk) => {
      said += chunk;
      const address = /Front door\s+(http\S+?)\/\s/.exec(said)?.[1];
      const row = /^\s*kindertelefoon\s+(noor)\s+(\S.*?\S)\s{2,}(\d{6})\s/m.exec(said);
      const code = /with the code (\S+)/.exec(said)?.[1];
      if (address !== undefined && code !== undefined && row !== null) resolve({ address, stop, code, worker: { name: row[1], passphrase: row[2], digits: row[3] } });
    });
    void ended.then(() => reject(new Error(`The example did not start: ${said}`)));
  });
}

async function phone(browser) {
  const context = await browser.newContext({ viewport: { width: 320, height: 960 }, locale: "nl" });
  return context.newPage();
}

async function take(page, name, clip) {
  const path = join(pictures, name);
  await page.screenshot({ path, clip, fullPage: true, scale: "css" });
  const { size } = statSync(path);
  if (size > mostBytes) throw new Error(`${name} has ${size} bytes; at most ${mostBytes} go into the README`);
  process.stdout.write(`docs/pictures/${name} ${size} bytes\n`);
}

async function home(browser, address) {
  const page = await phone(browser);
  await page.goto(address);
  await take(page, "home-320.png", { x: 0, y: 0, width: 320, height: 960 });
}

async function outcome(browser, address) {
  const page = await phone(browser);
  await page.goto(`${address}/wegwijzer`);
  const next = async () => Promise.all([page.waitForEvent("domcontentloaded"), page.locator("#signpost .utrecht-button--primary").click()]);
  await Promise.all([page.waitForEvent("domcontentloaded"), page.locator('button[name="role"][value="pupil"]').click()]);
  const told = { danger: "no", topic: "bullying", by: "pupil", sector: "vo", age: "12-17", tried: "dare-not" };
  for (let question = 0; question < 14 && (await page.locator("#signpost input[name=asked]").count()) > 0; question += 1) {
    const asked = await page.locator("#signpost input[name=asked]").inputValue();
    await page.locator(`input[name="${asked}"][value="${told[asked] ?? "unknown"}"]`).check({ force: true });
    await next();
  }
  await take(page, "outcome-320.png", { x: 0, y: 0, width: 320, height: 960 });
}

async function callMe(browser, address) {
  const page = await phone(browser);
  await page.goto(`${address}/bel-mij`);
  await Promise.all([page.waitForEvent("domcontentloaded"), page.locator("#call-about button").first().click()]);
  await page.locator('button[name="slot"]').first().waitFor();
  await take(page, "call-me-320.png", { x: 0, y: 0, width: 320, height: 960 });
}

async function conversation(browser, address, code) {
  const page = await phone(browser);
  await page.goto(`${address}/gesprek`);
  await page.locator("[data-gehoord-with-script]:not([hidden])").first().waitFor();
  await page.locator("#code").fill(code);
  await page.locator("#open-conversation").press("Enter");
  await page.locator("#conversation-heading").waitFor();
  await page.waitForLoadState("networkidle");
  await take(page, "conversation-320.png", { x: 0, y: 0, width: 320, height: 960 });
}

async function proof(browser, address) {
  const page = await phone(browser);
  await page.goto(`${address}/bewijs`);
  await take(page, "proof-320.png", { x: 0, y: 0, width: 320, height: 960 });
}

async function figures(browser, address) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "nl" });
  const page = await context.newPage();
  await page.goto(`${address}/cijfers`);
  await take(page, "figures.png", { x: 0, y: 0, width: 1280, height: 1400 });
}

const desk = { x: 0, y: 0, width: 1280, height: 800 };

/** Screens of a worker's day, each by its single key. */
async function day(page) {
  await page.locator("[data-case-link]").first().waitFor();
  await take(page, "desk-today.png", desk);
  for (const [key, name, there] of [["c", "desk-calls.png", "[data-case-link]"], ["b", "desk-intake.png", "[data-field=intake]"], ["w", "desk-work.png", "table.work"]]) {
    await page.locator("main h1").first().focus();
    await page.keyboard.press(key);
    await page.locator(there).first().waitFor();
    await page.waitForLoadState("networkidle");
    await take(page, name, desk);
  }
}

async function deskCase(browser, address, worker) {
  const context = await browser.newContext({ viewport: { width: desk.width, height: desk.height }, locale: "nl" });
  const page = await context.newPage();
  await page.goto(`${address}/desk`);
  await page.locator("input[autocomplete=username]").fill(worker.name);
  await page.locator("input[autocomplete=current-password]").fill(worker.passphrase);
  await page.locator("input[autocomplete=one-time-code]").fill(worker.digits);
  await page.locator("input[autocomplete=one-time-code]").press("Enter");
  await page.locator("nav a").first().waitFor();
  await day(page);
  await page.locator("nav a").nth(1).click();
  await page.locator(".case-row", { has: page.locator(".tag-waiting") }).locator("a").first().click();
  await page.locator(".piece").first().waitFor();
  await page.waitForLoadState("networkidle");
  await take(page, "desk-case.png", desk);
}

async function draw() {
  const data = mkdtempSync(join(tmpdir(), "gehoord-pictures-"));
  mkdirSync(pictures, { recursive: true });
  const example = await startExample(data);
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--headless", "--disable-gpu"] });
  try {
    await home(browser, example.address);
    await outcome(browser, example.address);
    await callMe(browser, example.address);
    await conversation(browser, example.address, example.code);
    await proof(browser, example.address);
    await figures(browser, example.address);
    await deskCase(browser, example.address, example.worker);
  } finally {
    await browser.close();
    await example.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

await draw();
