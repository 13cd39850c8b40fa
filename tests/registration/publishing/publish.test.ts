/** A release is made: from facts on disk to files that anybody may read, and nothing when anything is wrong. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { attack } from "../../../src/registration/disclosure/index.ts";
import { simulate, writeFacts, type Fact } from "../../../src/registration/index.ts";
import { newFolder } from "../../support/installations.ts";
import { called, contentsOf, everybody, newPress, smallSpecification, type Press } from "./press.ts";

const { facts } = simulate({ seed: 11, years: 1, perYear: 2_500, from: 2027 });
const turned = (all: readonly Fact[]): Fact[] => all.map((fact, at) => ({ fact, at: (at * 7_919) % 2_503 })).toSorted((a, b) => a.at - b.at).map(({ fact }) => fact);
const nothing = "Nothing was published.";

describe("a release", () => {
  let press: Press;
  beforeAll(async () => {
    press = newPress();
    const said = await press.publish(facts, smallSpecification("2027-q1"));
    expect(said.code, said.err).toBe(0);
  });

  it("says where every figure comes from, and that its facts are made up", () => {
    const { meta, previous } = press.released("2027-q1");
    expect(previous).toEqual([]);
    expect(meta.rules).toMatch(/^MADE UP \(simulated network\); counted: contacts and matters of 2027-q1 by week of registration.*query: specification sha256:[0-9a-f]{64}$/);
    expect(meta).toMatchObject({ threshold: 5, facts: expect.stringMatching(/^sha256:[0-9a-f]{64}$/), made: expect.stringMatching(/^\d{4}-\d\d-\d\d$/), code: expect.stringMatching(/^\d+\.\d+\.\d+$/) });
  });

  it("prints what was counted, and adds up", () => {
    const quarter = facts.filter(({ week }) => week <= "2027-W12");
    const valueAt = (id: string, codes: Readonly<Record<string, string>>): unknown => {
      const cells = press.released("2027-q1").tables.find((one) => one.id === id)?.cells ?? [];
      return cells.find((has) => Object.keys(has).length === Object.keys(codes).length + 1 && Object.entries(codes).every(([subject, code]) => has[subject] === code))?.value;
    };
    expect(valueAt("topic-sector", {})).toBe(quarter.length);
    expect(valueAt("organisation", { organisation: "kindertelefoon" })).toBe(quarter.filter(({ organisation }) => organisation === "kindertelefoon").length);
    expect(valueAt("topic-sector", { topic: "exclusion", sector: "po" })).toBe(quarter.filter(({ topic, sector }) => ["bullying", "discrimination", "lhbtiq"].includes(topic) && sector === "po").length);
    const linked = quarter.filter(({ matter }) => matter !== "");
    expect(valueAt("linked", { linked: "yes" })).toBe(linked.length);
    expect(valueAt("matters", { linked: "yes" })).toBe(new Set(linked.map(({ matter }) => matter)).size);
  });

  it("comes with its tables as CSV, a dictionary in two languages, a catalogue record and its question", () => {
    const files = contentsOf(press.out);
    expect(Object.keys(files)).toEqual(["2027-q1.json", "2027-q1/dcat.jsonld", "2027-q1/dictionary.en.csv", "2027-q1/dictionary.nl.csv", "2027-q1/linked.csv", "2027-q1/matters.csv", "2027-q1/organisation.csv", "2027-q1/specification.json", "2027-q1/topic-sector.csv", "register.jsonl"]);
    const hidden = press.released("2027-q1").tables.flatMap(({ cells }) => cells).filter(({ value }) => value === null);
    expect(hidden.length).toBeGreaterThan(0);
    const rows = ["linked", "matters", "organisation", "topic-sector"].flatMap((id) => (files[`2027-q1/${id}.csv`] ?? "").trimEnd().split("\r\n").slice(1));
    expect(rows.filter((row) => row.endsWith(","))).toHaveLength(hidden.length);
    expect(files["2027-q1/dictionary.nl.csv"]).toContain("topic,bullying,Pesten,exclusion");
    expect(files["2027-q1/dictionary.en.csv"]).toContain("organisation,T,Everything together,");
    expect(files["2027-q1/dcat.jsonld"]).toContain("MADE-UP data");
  });

  it("has the same bytes when the facts come in another order, in three runs", async () => {
    const first = contentsOf(press.out);
    for (const order of [facts.toReversed(), turned(facts)]) {
      const again = newPress({ data: press.data });
      await again.publish(order, smallSpecification("2027-q1"));
      expect(contentsOf(again.out)).toEqual(first);
    }
  });

  it("says nothing about its facts to whoever tries facts until the hash fits", async () => {
    const other = newPress();
    await other.publish(facts, smallSpecification("2027-q1"));
    expect(other.released("2027-q1").meta.facts).not.toBe(press.released("2027-q1").meta.facts);
    expect(other.released("2027-q1").tables).toEqual(press.released("2027-q1").tables);
    const countedIn = (one: Press): object => (JSON.parse(readFileSync(join(one.out, "register.jsonl"), "utf8").trimEnd()) as { counted: object }).counted;
    expect(countedIn(other)).not.toEqual(countedIn(press));
  });

  it("is published once: the same id again is refused, and nothing changes", async () => {
    const before = contentsOf(press.out);
    const said = await press.publish(facts, smallSpecification("2027-q1"));
    expect(said).toMatchObject({ code: 1, err: expect.stringContaining('Release "2027-q1" was published before. What is printed is frozen') });
    expect(contentsOf(press.out)).toEqual(before);
  });
});

/** One in a hundred was registered otherwise than it is now. */
const corrected = (all: readonly Fact[], round: number): Fact[] => all.map((fact, at) => ((at + round) % 100 === 0 ? { ...fact, sector: fact.sector === "po" ? "vo" : "po", topic: "threat" } : fact));

describe("releases one after the other", () => {
  /** What the network had registered by a week of the year: two in a hundred of the last quarter are not in yet, and corrections came in. */
  function registered(until: number, round: number): Fact[] {
    const weekOf = ({ week }: Fact): number => Number(week.slice(6));
    return corrected(facts, round).filter((fact, at) => weekOf(fact) <= until && ((at + 3) % 50 !== 0 || weekOf(fact) <= until - 13));
  }

  it("stay safe together while facts come late and are corrected, and no printed number ever differs", { timeout: 240_000 }, async () => {
    const press = newPress();
    const periods = ["2027-q1", "2027-q2", "2027-q3", "2027-q4", "2027"];
    for (const [round, period] of periods.entries()) {
      const said = await press.publish(registered(Math.min(52, 13 * (round + 1)), round), smallSpecification(period));
      expect(said.code, said.err).toBe(0);
      if (period === "2027") expect(said.out).toContain("The figures stay as they were counted then.");
    }
    const releases = periods.map(press.released);
    expect(await attack(releases, [])).toEqual([]);
    const total = (id: string): unknown => press.released(id).tables.find((one) => one.id === "topic-sector")?.cells.find((cell) => Object.keys(cell).length === 1)?.value;
    expect(total("2027")).toBe(periods.slice(0, 4).reduce((sum, id) => sum + Number(total(id)), 0));
    expect(await press.verify()).toMatchObject({ code: 0, out: expect.stringContaining("5 releases, every line signed") });
  });

  it("name the earlier release that is missing or was altered, and publish nothing", async () => {
    const press = newPress();
    await press.publish(facts, smallSpecification("2027-q1"));
    const whole = contentsOf(press.out);
    const [path, register] = [join(press.out, "2027-q1.json"), join(press.out, "register.jsonl")];
    const refused = async (sentence: string): Promise<void> => {
      for (const said of [await press.publish(facts, smallSpecification("2027-q2")), await press.verify()]) expect(said).toMatchObject({ code: 1, err: expect.stringContaining(sentence) });
      expect(Object.keys(contentsOf(press.out)).some((name) => name.includes("2027-q2"))).toBe(false);
      for (const [name, content] of Object.entries(whole)) writeFileSync(join(press.out, name), content);
    };
    writeFileSync(path, (whole["2027-q1.json"] ?? "").replace(/"value": (\d+)/, (_, value: string) => `"value": ${String(Number(value) + 1)}`));
    await refused('release "2027-q1": the file 2027-q1.json was altered');
    rmSync(path);
    await refused('release "2027-q1": the file 2027-q1.json is missing');
    writeFileSync(join(press.out, "2027-q1/organisation.csv"), "x");
    await refused("the file 2027-q1/organisation.csv was altered");
    writeFileSync(register, (whole["register.jsonl"] ?? "").replace(/"made":"\d{4}/, '"made":"2001'));
    await refused("line 1 of register.jsonl was changed: its signature does not fit");
    const other = newPress();
    await other.publish(facts, smallSpecification("2027-q1"));
    writeFileSync(register, readFileSync(join(other.out, "register.jsonl"), "utf8"));
    await refused("was signed with another key");
    rmSync(register);
    expect(await press.publish(facts, smallSpecification("2027-q2"))).toMatchObject({ code: 1, err: expect.stringContaining('release "2027-q1" lies there without a register') });
  });

  it("are read from one folder and written to another, but never so that the register loses a line", async () => {
    const press = newPress();
    await press.publish(facts, smallSpecification("2027-q1"));
    const next = join(newFolder(), "next");
    expect(await press.publish(facts, smallSpecification("2027-q2"), ["--previous", press.out, "--out", next])).toMatchObject({ code: 0 });
    expect(readFileSync(join(next, "register.jsonl"), "utf8").startsWith(readFileSync(join(press.out, "register.jsonl"), "utf8"))).toBe(true);
    expect(await press.publish(facts, smallSpecification("2027-q2"), ["--previous", newPress().out])).toMatchObject({ code: 1, err: expect.stringContaining("holds releases that") });
    expect(await press.publish(facts, smallSpecification("2027-q2"), ["--previous", join(press.folder, "nowhere")])).toMatchObject({ code: 1, err: expect.stringContaining("There is no folder") });
  });

  it("stand on what was counted then: without it, and with other facts, there is no new figure of that quarter", async () => {
    const press = newPress();
    await press.publish(facts, smallSpecification("2027-q1"));
    rmSync(join(press.data, "registration", "counted"), { recursive: true });
    const again = smallSpecification("2027-q1", { id: "2027-q1-again", tables: [{ id: "topic", dims: ["topicGroup"] }] });
    expect(await press.publish(corrected(facts, 0), again)).toMatchObject({ code: 1, err: expect.stringContaining("2027-q1 was published before, its facts were changed since") });
    expect(await press.publish(facts, again)).toMatchObject({ code: 0 });
  });
});

describe("bad input", () => {
  const refused = async (given: readonly Fact[] | string, specification: string, sentence: RegExp): Promise<void> => {
    const press = newPress();
    const said = await press.publish(given, specification);
    expect(said.code).toBe(1);
    expect(said.err).toMatch(sentence);
    expect(said.err).toContain(nothing);
    expect(contentsOf(press.out)).toEqual({});
  };

  it("is named with line and field", async () => {
    await refused(writeFacts(facts, { madeUp: true }).replace(/\n2027-W01,[a-z-]+/, "\n2027-W01,somewhere"), smallSpecification("2027-q1"), /^Facts, line 2: field "organisation": the code "somewhere" is not known/m);
    await refused(writeFacts(facts, { madeUp: true }).replace("2027-W01", "2027-W54"), smallSpecification("2027-q1"), /line 2: field "week": "2027-W54" is not a week/);
    await refused(writeFacts([], { madeUp: true }), smallSpecification("2027-q1"), /holds no facts/);
  });

  it("is a table that is empty, or whose contacts are all of one organisation", async () => {
    await refused(facts, smallSpecification("2026-q1"), /^Table "topic-sector" is empty/m);
    await refused(facts.filter(({ organisation }) => organisation === "balans"), smallSpecification("2027-q1"), /^Table "topic-sector" holds facts of one organisation only/m);
  });

  it("is a specification that is not one, or asks for what is too fine", async () => {
    await refused(facts, "{", /^Specification: it is not JSON/m);
    await refused(facts, smallSpecification("2027-q1", { periods: ["2027-05"] }), /^Specification: "periods.0"/m);
    await refused(facts, smallSpecification("2027-q1", { id: "../up" }), /^Specification: "id"/m);
    await refused(facts, smallSpecification("2027-q1", { tables: [{ id: "a", dims: ["colour"] }] }), /table "a" names the subject "colour"/);
    await refused(facts, smallSpecification("2027-q1", { tables: [{ id: "a", dims: ["topic", "sector", "organisation", "linked"] }] }), /is too fine: leave out a subject/);
  });

  it("is a hierarchy that adds up otherwise than before", async () => {
    const press = newPress();
    await press.publish(facts, smallSpecification("2027-q1"));
    const { dims } = JSON.parse(smallSpecification("2027-q2")) as { dims: { topic: { sums: { parent: string; children: string[] }[] } } };
    const sums = dims.topic.sums.map(({ parent, children }) => ({ parent, children: parent === "exclusion" ? [...children, "threat"] : children.filter((code) => code !== "threat") }));
    const said = await press.publish(facts, smallSpecification("2027-q2", { dims: { ...dims, topic: { ...dims.topic, sums } } }));
    expect(said).toMatchObject({ code: 1, err: expect.stringContaining("2027-q1: topic: its classes add up otherwise than in an earlier release") });
  });

  it("is made-up facts beside real ones, in one register", async () => {
    const press = newPress();
    await press.publish(facts, smallSpecification("2027-q1"));
    expect(await press.publish(writeFacts(facts, { madeUp: false }), smallSpecification("2027-q2"))).toMatchObject({ code: 1, err: expect.stringContaining("are not both real, or both made up") });
  });

  it("is answered with 2 when the command was called wrongly", async () => {
    const data = newFolder();
    for (const argv of [["publish"], ["publish", "--facts", "x", "--spec", "y"], ["publish", "--facts", "x", "--spec", "y", "--out", "z", "--threshold", "1"], ["publish", "verify"], ["simulate", "--years", "0"], ["simulate", "--seed", "x"], ["simulate", "--json"]]) expect((await called(argv, data)).code, argv.join(" ")).toBe(2);
    expect(await called(["publish", "--facts", join(data, "none"), "--spec", join(data, "none"), "--out", data], data)).toMatchObject({ code: 1, err: expect.stringContaining("There is no file") });
    expect((await called(["publish", "--help"], data)).out).toContain("--previous DIR");
    expect(everybody).toHaveLength(17);
  });
});

describe("whoever stops a release", () => {
  it("leaves nothing half done, and may begin again", async () => {
    const press = newPress();
    const going = press.publish(facts, smallSpecification("2027-q1"));
    process.emit("SIGINT");
    expect(await going).toMatchObject({ code: 1, err: expect.stringContaining("Stopped. Nothing was published.") });
    expect(contentsOf(press.out)).toEqual({});
    // What a fall left between the files and the register was never published.
    writeFileSync(join(press.out, "2027-q1.json"), "half");
    expect(await press.verify()).toMatchObject({ code: 1 });
    rmSync(join(press.out, "2027-q1.json"));
    expect((await press.publish(facts, smallSpecification("2027-q1"))).code).toBe(0);
  });
});
