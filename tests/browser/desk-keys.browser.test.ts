/** A real installation's first hour, by its own screens only: from the setup link to a desk that can receive. */
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createSetupLink, totpAt } from "../../src/accounts/index.ts";
import { root, startServer } from "../support/server.ts";
import type { TestServer } from "../support/server.ts";
import { launch } from "./chromium.ts";
import { atDesk, fromBase32, signIn } from "./worker-at-desk.ts";
import type { AtDesk } from "./worker-at-desk.ts";

let server: TestServer;
let browser: Browser;
let origin: string;
const passphrase = "Ver weg staat een stil huis";

beforeAll(async () => {
  const { build } = (await import(join(root, "tools/build.mjs"))) as { build: (choice: object) => Promise<unknown> };
  await build({ only: ["site", "desk"] });
  server = await startServer();
  origin = server.address.replace("127.0.0.1", "localhost");
  browser = await launch();
}, 120_000);
afterAll(async () => {
  await browser.close();
  await server.close();
});

/** Follows an invitation and becomes a member; the same person then signs in. */
async function become(link: string, name: string): Promise<AtDesk> {
  const desk = await atDesk(browser, origin, link.slice(link.indexOf("/begin")));
  const { page } = desk;
  const secret = fromBase32((await page.locator(".secret").textContent()) ?? "");
  expect(page.url(), "the link is gone from the address").not.toContain("#");
  await page.getByLabel("Je naam, zoals collega's die zien").fill(name);
  await page.getByLabel("Naam waarmee je inlogt").fill(name.toLowerCase());
  await page.getByLabel("Wachtzin", { exact: true }).fill("kort");
  await page.getByLabel("Nog een keer je wachtzin").fill("kort");
  await page.getByLabel("Zes cijfers uit je app").fill(totpAt(secret, new Date()));
  await page.getByRole("button", { name: "Maak mijn sleutels" }).click();
  await page.getByText("Deze wachtzin is te kort.").waitFor();
  await page.getByLabel("Wachtzin", { exact: true }).fill(passphrase);
  await page.getByLabel("Nog een keer je wachtzin").fill(passphrase);
  await page.getByRole("button", { name: "Maak mijn sleutels" }).click();
  await page.getByText("Je bent lid. Log nu in.").waitFor();
  await page.getByRole("link", { name: "Naar inloggen" }).click();
  await signIn(page, { name: name.toLowerCase(), passphrase, totpSecret: secret });
  return desk;
}

async function linkOn(page: Page): Promise<string> {
  return (await page.locator(".link").textContent()) ?? "";
}

async function invite(page: Page, name: string): Promise<string> {
  const before = await page.locator(".link").count();
  const old = before === 0 ? "" : await linkOn(page);
  await page.locator("section", { has: page.getByRole("heading", { name: "Nodig iemand uit" }) }).getByLabel("Naam", { exact: true }).fill(name);
  await page.getByRole("button", { name: "Maak een uitnodiging" }).click();
  await page.waitForFunction((was) => (document.querySelector(".link")?.textContent ?? "") !== was, old);
  return linkOn(page);
}

/** The administrator compares what the member reads aloud, and approves. */
async function certify(page: Page, name: string, read: string): Promise<void> {
  await page.locator("li.person", { hasText: name }).getByRole("button", { name: "Keur goed" }).click();
  expect(await page.locator("dialog .digits").textContent()).toBe(read);
  await page.getByRole("button", { name: "Ja, de cijfers zijn gelijk" }).click();
  await page.getByText("De sleutel is goedgekeurd.").waitFor();
}

async function digitsOf(page: Page): Promise<string> {
  await page.getByRole("link", { name: "Account" }).click();
  return (await page.locator(".digits").textContent()) ?? "";
}

it("a real installation comes to an open intake with two working keys, by its screens alone", async () => {
  const coordinator = await become(await createSetupLink({ ...server.context, config: { ...server.context.config, origin } }), "Cora");
  await coordinator.page.getByLabel("Korte naam").fill("balans");
  await coordinator.page.getByLabel("Naam", { exact: true }).fill("Balans");
  await coordinator.page.getByLabel("Naam van de eerste beheerder").fill("Ada");
  await coordinator.page.getByRole("button", { name: "Maak een uitnodiging" }).click();
  await coordinator.page.locator(".link").waitFor();

  const admin = await become(await linkOn(coordinator.page), "Ada");
  await admin.page.getByRole("link", { name: "Leden" }).click();
  await admin.page.getByRole("button", { name: "Maak de hoofdsleutel" }).click();
  await admin.page.getByText("De hoofdsleutel is gemaakt.").waitFor();
  await admin.page.getByLabel("Naam van het team").fill("Advieslijn");
  await admin.page.getByLabel("Korte naam").fill("advieslijn");
  await admin.page.getByLabel("Dienst in de wegwijzer").fill("balans");
  await admin.page.getByRole("button", { name: "Maak het team" }).click();
  await admin.page.getByText("Het team is gemaakt.").waitFor();
  await admin.page.getByLabel("Advieslijn").check();
  const first = await become(await invite(admin.page, "Wim"), "Wim");
  const second = await become(await invite(admin.page, "Wies"), "Wies");
  await first.page.getByText("Je sleutel is nog niet goedgekeurd.").waitFor();

  await admin.page.reload();
  await admin.page.getByLabel("Wachtzin").fill(passphrase);
  await admin.page.getByRole("button", { name: "Open" }).click();
  await certify(admin.page, "Wim", await digitsOf(first.page));
  await admin.page.getByRole("button", { name: "Maak de teamsleutel" }).click();
  await admin.page.getByText("De teamsleutel is gemaakt").waitFor();
  await certify(admin.page, "Wies", await digitsOf(second.page));

  // Wim locks and opens, and so gets the key that was wrapped to him meanwhile; then he shares it.
  await first.page.getByRole("button", { name: "Vergrendel" }).click();
  await first.page.getByLabel("Wachtzin").fill(passphrase);
  await first.page.getByRole("button", { name: "Open" }).click();
  await first.page.getByText("er is maar één werkende sleutel").waitFor();
  await first.page.getByRole("link", { name: "Team" }).click();
  await first.page.getByRole("button", { name: "Deel de teamsleutel met Wies" }).click();
  await first.page.getByText("De sleutel is gedeeld.").waitFor();
  await first.page.getByRole("button", { name: "Zet melden open" }).click();
  await first.page.getByText("2 werkende sleutels").waitFor();
  await first.page.getByText("Melden staat open").first().waitFor();

  const offered = (await (await server.ask(new Request(`${origin}/api/v1/support-points`))).json()) as { team: string }[];
  expect(offered.map((one) => one.team)).toEqual(["advieslijn"]);
  for (const desk of [coordinator, admin, first, second]) {
    expect(desk.sent.filter((one) => one.includes(passphrase) || /AGE-SECRET/.test(one))).toEqual([]);
    expect(desk.complaints.filter((one) => !/40[149]|422/.test(one))).toEqual([]);
  }
});
