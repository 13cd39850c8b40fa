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
/** So many contacts of one week, spread over organisations. */
const contacts = (count: number, organisations: readonly string[] = ["laks"], week = "2027-W05"): { organisation: string; week: string }[] => Array.from({ length: count }, (_, at) => ({ organisation: organisations[at % organisations.length] ?? "", week }));
const previous = (organisation: string[]): Release => ({ id: "2027-q1", previous: [], total: "T", dims: { organisation }, tables: [], meta: { rules: "", threshold: 5, code: "1", facts: "", made: "2027-04-05", approvedBy: 2 } });

describe("the usual specification", () => {
  it("begins with the directory's members and whoever counted, and keeps that list", () => {
    const first = usualSpecification("2027-q1", { members: ["coc", "balans"], facts: contacts(3, ["laks", "balans", "balans"]), previous: [] });
    expect(asked(first.text).dims["organisation"]).toEqual(["balans", "coc", "laks", "T"]);
    const next = usualSpecification("2027-q2", { members: ["coc", "balans", "rutgers"], facts: contacts(1), previous: [previous(["balans", "coc", "laks", "T"])] });
    expect(asked(next.text)).toMatchObject({ periods: ["2027-q2"], dims: { organisation: ["balans", "coc", "laks", "T"] } });
    expect([first.withoutOrganisations, next.withoutOrganisations]).toEqual([false, false]);
  });

  it("leaves out every table by organisation once somebody counts who is not in the list, and says so", () => {
    for (const period of ["2027-q2", "2027"]) {
      const { text, withoutOrganisations } = usualSpecification(period, { members: [], facts: contacts(2, ["laks", "nieuw"]), previous: [previous(["laks", "T"])] });
      expect(withoutOrganisations).toBe(true);
      expect(asked(text).dims["organisation"]).toBeUndefined();
      expect(asked(text).tables.flatMap(({ dims }) => dims)).not.toContain("organisation");
    }
  });

  const tablesOf = (period: string, count: number, before: readonly Release[] = [], organisations = ["laks", "balans"]): string[] => asked(usualSpecification(period, { members: [], facts: contacts(count, organisations), previous: before }).text).tables.map(({ id, dims }) => (dims.length === 1 ? `${dims[0]}` : `${id}: ${dims.join(" ")}`));
  const lists = ["channel", "done"];
  const ends = ["linked", "linked"];
  it("crosses two subjects only where that many were counted, and prints each alone where it does not", () => {
    expect(tablesOf("2027-q1", 599)).toEqual(["organisation", "role", "topicGroup", "sector", ...ends]);
    expect(tablesOf("2027-q1", 600)).toEqual(["topic-sector: topicGroup sector", "organisation", "role", ...ends]);
    expect(tablesOf("2027", 100)).toEqual([...lists, "topic", "sector", "role", "organisation", "region", "outcome", "by", ...ends]);
    expect(tablesOf("2027", 1000)).toEqual(["topic-sector: topicGroup sector", "topic-role: topicGroup role", "organisation-topic: organisation topicGroup", "outcome-topic: outcome topicGroup", "by-topic: by topicGroup", ...lists, "topic", "region", ...ends]);
    expect(tablesOf("2027", 8000)).toEqual(["topic-sector: topic sector", "topic-role: topic role", "organisation-topic: organisation topicGroup", "region-topic: region topicGroup", "outcome-topic: outcome topicGroup", "by-topic: by topic", ...lists, ...ends]);
    expect(tablesOf("2027", 8000, [], Array.from({ length: 67 }, (_, at) => `o${at}`))).not.toContain("organisation-topic: organisation topicGroup");
    expect(tablesOf("2026", 8000)).toEqual(tablesOf("2027", 0));
  });

  it("asks of every subject, however many were counted", () => {
    for (const count of [0, 30, 300, 900, 1500, 3000, 5000, 30_000]) {
      const dims = asked(usualSpecification("2027", { members: [], facts: contacts(count), previous: [] }).text).tables.flatMap((table) => table.dims);
      expect(dims).toEqual(expect.arrayContaining(["channel", "done", "topic", "sector", "role", "organisation", "region", "outcome", "by", "linked"]));
    }
  });

  it("keeps a table that was printed in that form until there is less than half as much", () => {
    const release = (id: string, cells: Release["tables"][number]["cells"]): Release => ({ ...previous(["balans", "laks", "T"]), id, tables: [{ id: "topic-sector", dims: ["topic", "sector"], fixed: {}, cells }] });
    const group = release("2026-q4", [{ topic: "school", sector: "po", value: 9 }]);
    expect([299, 300].map((count) => tablesOf("2027-q1", count, [group])[0])).toEqual(["organisation", "topic-sector: topicGroup sector"]);
    expect(tablesOf("2027", 2999, [group])[0]).toBe("topic-sector: topicGroup sector");
    const single = release("2026", [{ topic: "bullying", sector: "po", value: 9 }]);
    expect([2099, 2100].map((count) => tablesOf("2027", count, [single])[0])).toEqual(["topic-sector: topicGroup sector", "topic-sector: topic sector"]);
    expect(tablesOf("2027", 2100, [single, release("2026-h1", [])])[0]).toBe("topic-sector: topic sector");
    expect(tablesOf("2027", 2100, [single, { ...group, id: "2026" }])[0]).toBe("topic-sector: topicGroup sector");
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
