/** The usual question: the same list of organisations for ever, and no table that a newcomer would change the sums of. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Release } from "../../../src/registration/disclosure/index.ts";
import { simulate, usualSpecification, writeFacts } from "../../../src/registration/index.ts";
import { newFolder } from "../../support/installations.ts";
import { called, newPress } from "./press.ts";

type Asked = { readonly dims: Record<string, readonly string[]>; readonly tables: readonly { readonly id: string; readonly dims: readonly string[] }[]; readonly periods: readonly string[] };
const asked = (text: string): Asked => JSON.parse(text) as Asked;
const previous = (organisation: string[]): Release => ({ id: "2027-q1", previous: [], total: "T", dims: { organisation }, tables: [], meta: { rules: "", threshold: 5, code: "1", facts: "", made: "2027-04-05", approvedBy: 2 } });

describe("the usual specification", () => {
  it("begins with the directory's members and whoever counted, and keeps that list", () => {
    const first = usualSpecification("2027-q1", { members: ["coc", "balans"], present: ["laks", "balans", "balans"], previous: [] });
    expect(asked(first.text).dims["organisation"]).toEqual(["balans", "coc", "laks", "T"]);
    const next = usualSpecification("2027-q2", { members: ["coc", "balans", "rutgers"], present: ["laks"], previous: [previous(["balans", "coc", "laks", "T"])] });
    expect(asked(next.text)).toMatchObject({ periods: ["2027-q2"], dims: { organisation: ["balans", "coc", "laks", "T"] } });
    expect([first.withoutOrganisations, next.withoutOrganisations]).toEqual([false, false]);
  });

  it("leaves out every table by organisation once somebody counts who is not in the list, and says so", () => {
    for (const period of ["2027-q2", "2027"]) {
      const { text, withoutOrganisations } = usualSpecification(period, { members: [], present: ["laks", "nieuw"], previous: [previous(["laks", "T"])] });
      expect(withoutOrganisations).toBe(true);
      expect(asked(text).dims["organisation"]).toBeUndefined();
      expect(asked(text).tables.flatMap(({ dims }) => dims)).not.toContain("organisation");
    }
  });

  it("is written by a command, and publish takes it", async () => {
    const press = newPress();
    const { facts } = simulate({ seed: 3, years: 1, perYear: 1_200, from: 2027 });
    const [from, spec] = [join(press.folder, "facts.csv"), join(press.folder, "usual.json")];
    writeFileSync(from, writeFacts(facts, { madeUp: true }));
    expect(await called(["publish", "usual", "2027-q1", "--facts", from, "--out", spec], press.data)).toMatchObject({ code: 0 });
    expect(await press.publish(facts, readFileSync(spec, "utf8"))).toMatchObject({ code: 0 });
    expect(asked(readFileSync(spec, "utf8")).dims["organisation"]).toContain("ouders-onderwijs");
    expect(await called(["publish", "usual", "2027-q2", "--facts", from, "--previous", press.out, "--out", spec], press.data)).toMatchObject({ code: 0 });
  });

  it("is not written when the command was called wrongly", async () => {
    const data = newFolder();
    for (const argv of [["publish", "usual"], ["publish", "usual", "2027-05", "--facts", "x", "--out", "y"], ["publish", "usual", "2027-q1", "--out", "y"]]) expect((await called(argv, data)).code, argv.join(" ")).toBe(2);
    expect((await called(["publish", "usual", "2027-q1", "--facts", join(data, "none"), "--out", join(data, "y")], data)).code).toBe(1);
  });
});
