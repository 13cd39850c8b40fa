/** What an installation counted comes out as a facts file that can be published from. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { sql } from "kysely";
import { operationsOf, type CommandResult, type Hands } from "../../../src/ops/index.ts";
import { readFacts } from "../../../src/registration/index.ts";
import { rewriteFacts, sealRow } from "../../../src/registration/records/index.ts";
import { FactFields } from "../../../src/registration/rules/codes.ts";
import { engines, newConfig, newFolder, openFor } from "../../support/installations.ts";

const codes = { channel: "phone", role: "parent", sector: "po", province: "utrecht", topic: "bullying", by: "pupil", done: "advice", outcome: "not-known" };

describe("the facts of an installation", { timeout: 90_000 }, () => {
  it.each(engines)("come out as a file on %s, and nothing is written while there are none", async (engine) => {
    const { db, context } = await openFor(await newConfig(engine));
    const file = join(newFolder(), "facts.csv");
    const operations = operationsOf({} as Hands);
    const written = (): Promise<CommandResult> | undefined => operations["export facts"]?.(context, { file });
    expect(await written()).toMatchObject({ code: 1, text: expect.stringContaining("Nothing was counted yet") });
    expect(existsSync(file)).toBe(false);
    const organisation = "balans";
    await db.transaction({ role: "system" }, async (tx) => {
      await sql`insert into organisations (id, name, since) values (${organisation}, 'Balans', now())`.execute(tx.sql);
      const sealed = sealRow(context, { table: "fact", organisation, at: "2027-W05" }, { token: "x", version: 1, codes: FactFields.map((field) => codes[field]) });
      await rewriteFacts(tx, organisation, [{ id: context.random.uuid(), week: "2027-W05", sealed }]);
    });
    expect(await written()).toMatchObject({ code: 0, text: expect.stringContaining("NOT protected") });
    expect(readFacts(readFileSync(file, "utf8"))).toEqual({ ok: true, madeUp: false, facts: [{ week: "2027-W05", organisation, ...codes, matter: "" }] });
    await db.close();
  });
});
