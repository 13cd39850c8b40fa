/** Two coordinators with keyboards: one asks for figures, the other looks, agrees and puts them on the site. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sql } from "kysely";
import { createOrganisation } from "../../../src/accounts/index.ts";
import { simulate, simulatedOrganisations } from "../../../src/registration/index.ts";
import { rewriteFacts, sealRow } from "../../../src/registration/records/index.ts";
import { FactFields } from "../../../src/registration/rules/codes.ts";
import { signIn } from "../worker-at-desk.ts";
import { pick, press, toScreen } from "./keyboard.ts";
import { forgetFacts, openStage } from "./stage.ts";
import type { Stage, Walk } from "./stage.ts";

const passphrase = "vier rustige woorden samen";
const totpSecret = Uint8Array.from({ length: 20 }, (_, at) => at + 1);
const year = new Date().getUTCFullYear() - 1;
const { facts } = simulate({ seed: 11, years: 1, perYear: 1_600, from: year });

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  const { context } = stage.server;
  const coordinator = (name: string) => ({ name, shownName: name, roles: ["coordinator"] as const, teams: [], passphrase, totpSecret });
  await createOrganisation(context, { organisation: "regie", name: "Regie", teams: [], members: [coordinator("ada"), coordinator("bea")] });
  await forgetFacts(stage);
  await context.db.transaction({ role: "system" }, async (tx) => {
    for (const organisation of Object.keys(simulatedOrganisations)) {
      await sql`insert into organisations (id, name, since) values (${organisation}, ${organisation}, now()) on conflict do nothing`.execute(tx.sql);
      const own = facts.filter((one) => one.organisation === organisation && one.week <= `${year}-W13`);
      await rewriteFacts(tx, organisation, own.map((one) => ({ id: context.random.uuid(), week: one.week, sealed: sealRow(context, { table: "fact", organisation, at: one.week }, { token: context.random.uuid(), version: 1, codes: FactFields.map((field) => one[field]) }) })));
    }
  });
}, 240_000);
afterAll(() => stage.close());

async function atDesk(name: string, screen: "desktop" | "phone"): Promise<Walk> {
  const walk = await stage.walk({ language: "nl", script: true, screen }, { scanned: true });
  await walk.page.goto(`${stage.server.address.replace("127.0.0.1", "localhost")}/desk`);
  await signIn(walk.page, { name, passphrase, totpSecret });
  await walk.page.waitForSelector("main h1");
  await toScreen(walk.page, 'a[href$="/publiceren"]');
  await walk.page.waitForSelector("#release-list");
  return walk;
}

describe("two coordinators with keyboards", () => {
  it("make figures, see what is hidden and why, agree, and put them on the site", async () => {
    const period = `${year}-q1`;
    const ada = await atDesk("ada", "desktop");
    await pick(ada.page, "form[data-form=release] select", period);
    await press(ada.page, "form[data-form=release] button[type=submit]");
    await ada.page.waitForSelector(`[data-release="${period}"][data-state=prepared]`, { timeout: 120_000 });
    await ada.look("release-list");
    await press(ada.page, `[data-release="${period}"] a`);
    await ada.page.getByText("Een andere coördinator moet dit bekijken").waitFor();
    expect(await ada.page.locator("[data-act=agree]").count()).toBe(0);
    await ada.look("release-waits");

    const bea = await atDesk("bea", "phone");
    await press(bea.page, `[data-release="${period}"] a`);
    await bea.page.locator("[data-why=primary]").waitFor();
    await press(bea.page, "details[data-table=role] summary");
    await bea.page.locator("details[data-table=role] td", { hasText: "niet getoond" }).first().waitFor();
    await bea.look("release-look");
    await press(bea.page, "[data-act=agree]");
    await press(bea.page, "[data-field=release-sure]", "Space");
    await press(bea.page, "[data-act=publish]");
    await bea.page.getByText("De cijfers staan op de site.").waitFor();
    await bea.look("release-published");
    const shown = await (await fetch(`${stage.server.address}/cijfers`)).text();
    expect(shown).toContain(`januari tot en met maart ${year}`);
    expect([...ada.complaints, ...bea.complaints]).toEqual([]);
    await ada.close();
    await bea.close();
  });

  it("meet nothing that is wrong on the way", async () => {
    expect(await stage.flaws()).toEqual([]);
  });
});
