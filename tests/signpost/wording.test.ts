import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fixedClock, Languages, seededRandom } from "../../src/base/index.ts";
import { loadDirectory } from "../../src/directory/index.ts";
import { decide, Outcome, outcome, SignpostInput } from "../../src/signpost/index.ts";
import { routes } from "../../src/signpost/routes.ts";
import { NeverSteps, OrganisationSteps } from "../../src/signpost/shape.ts";
import { outcomeTexts } from "../../src/signpost/texts/index.ts";
import { specialReasons, whyNot } from "../../src/signpost/rules/reasons.ts";
import { bareContext } from "../support/bare-context.ts";
import { figure } from "./figures.ts";
import { randomInput } from "./inputs.ts";

const root = join(import.meta.dirname, "..", "..");
const directory = loadDirectory(root);
/** A Monday, 12:30 in Amsterdam. */
const monday = fixedClock("2026-11-23T11:30:00Z");

describe("the signpost in words", () => {
  it("names only services of the directory, and says of each what it cannot do", () => {
    expect([...OrganisationSteps, ...NeverSteps].filter((id) => directory.service(id) === undefined)).toEqual([]);
    for (const id of OrganisationSteps) expect(outcome({ role: "pupil" }, "nl", directory, monday).steps.every((step) => step.cannot !== "") && id).toBe(id);
  });

  it("has a reason, a way and a limit for every step, in every language", () => {
    const random = seededRandom(5);
    for (let at = 0; at < 3000; at += 1) {
      const input = randomInput(random);
      for (const language of Languages) {
        const said = Outcome.parse(outcome(input, language, directory, monday));
        const texts = [...said.urgent, ...said.steps].flatMap(({ because, how, cannot }) => [because, how, cannot]);
        const notices = [...said.duties, ...said.warnings].flatMap(({ because, how, source }) => [because, how, source]);
        expect([...texts, ...notices, ...said.notSuitable.map(({ because }) => because)].filter((text) => text.trim().length < 4)).toEqual([]);
      }
    }
  });

  it("says nothing for a situation that cannot arise", () => {
    const random = seededRandom(9);
    const used = new Set<string>();
    for (let at = 0; at < 60_000; at += 1) {
      const { urgent, steps, notSuitable } = decide(randomInput(random));
      for (const { because } of [...urgent, ...steps, ...notSuitable]) used.add(because);
    }
    expect([...specialReasons, ...whyNot].filter((reason) => !used.has(reason))).toEqual([]);
  });

  it("never sends somebody who complains about the leader to the leader first", () => {
    const route = (by: "school-leader" | "school-staff", language: "nl" | "en"): string | undefined =>
      outcome({ role: "parent", sector: "po", topic: "intimidation", by, goal: "complaint" }, language, directory, monday).steps.find(({ id }) => id === "complaints-route-explained")?.how;
    expect([route("school-staff", "nl"), route("school-leader", "nl"), route("school-leader", "en")]).toEqual([
      expect.stringMatching(/^Eerst de leiding/),
      expect.stringMatching(/niet eerst naar de leiding. Eerst het bestuur/),
      expect.stringMatching(/need not go to the leader first. First the board/),
    ]);
  });

  it("tells the telephone number from the directory, never from the rules", () => {
    const { urgent } = outcome({ role: "pupil", topic: "suicidal" }, "nl", directory, monday);
    expect(urgent[0]?.how).toContain("0800-0113");
    expect(JSON.stringify(outcomeTexts)).not.toMatch(/\b0[89]00|\b\d{3}-\d{3} \d{2} \d{2}\b/);
  });

  it("says who answers now and when another opens", () => {
    const step = (id: string, at: string): unknown => outcome({ role: "pupil", sector: "vo", age: 14, topic: "bullying" }, "nl", directory, fixedClock(at)).steps.find((one) => one.id === id);
    expect(step("vertrouwensinspecteur", "2026-11-23T11:30:00Z")).toMatchObject({ openNow: true, opensAt: null });
    expect(step("vertrouwensinspecteur", "2026-11-22T11:30:00Z")).toMatchObject({ openNow: false, opensAt: "2026-11-23T07:00:00.000Z" });
    expect(step("laks", "2026-11-23T11:30:00Z")).toMatchObject({ openNow: null, opensAt: null });
    expect(step("in-school:mentor", "2026-11-23T11:30:00Z")).toMatchObject({ openNow: null, opensAt: null, kind: "in-school" });
  });

  it("differs by language in words only", () => {
    const input: SignpostInput = { role: "staff", sector: "vo", topic: "sexual-behaviour", by: "colleague" };
    const [nl, en] = [outcome(input, "nl", directory, monday), outcome(input, "en", directory, monday)];
    expect(en.steps.map(({ id }) => id)).toEqual(nl.steps.map(({ id }) => id));
    expect(nl.duties[0]?.how).toContain("bestuur");
    expect(en.duties[0]?.how).toContain("board");
    expect(nl.duties[0]?.source).toContain("artikel 4a");
  });

  it("takes less than 0.2 ms of CPU, opening hours included", async ({ annotate }) => {
    const random = seededRandom(3);
    const inputs = Array.from({ length: 20_000 }, () => randomInput(random));
    for (const input of inputs.slice(0, 2000)) outcome(input, "nl", directory, monday);
    const start = process.cpuUsage();
    for (const [at, input] of inputs.entries()) {
      if (at % 500 === 0) monday.advance(60_000);
      outcome(input, at % 2 === 0 ? "nl" : "en", directory, monday);
    }
    const { user, system } = process.cpuUsage(start);
    const each = (user + system) / inputs.length / 1000;
    await annotate(figure(`signpost: ${each.toFixed(4)} ms of CPU a call, opening hours included`));
    expect(each).toBeLessThan(0.2);
  });
});

describe("POST /api/v1/signpost", () => {
  const [one] = routes;

  it("answers in the language that was asked", async () => {
    const context = { ...bareContext({ root }), actor: { kind: "visitor" } as const, language: "en" as const };
    const answer = await one?.handle(context, { params: undefined, query: undefined, body: { role: "parent", topic: "bullying" } });
    expect(answer).toMatchObject({ ok: true, value: { urgent: [], notSuitable: [{ id: "veilig-thuis", because: expect.stringContaining("home") }] } });
    expect(one).toMatchObject({ method: "POST", path: "/api/v1/signpost", who: { kind: "anyone" } });
  });

  it("refuses what is not in the contract and says which field", () => {
    const fields = (input: unknown): readonly string[] => SignpostInput.safeParse(input).error?.issues.map((issue) => (issue.code === "unrecognized_keys" ? issue.keys.join() : issue.path.join("."))) ?? [];
    expect(fields({})).toEqual(["role"]);
    expect(fields({ role: "pupil", name: "Sam" })).toEqual(["name"]);
    expect(fields({ role: "pupil", age: "twelve" })).toEqual(["age"]);
    expect(fields({ role: "pupil", age: -1 })).toEqual(["age"]);
    expect(fields({ role: "pupil", topic: "weather" })).toEqual(["topic"]);
    expect(fields({ role: "pupil", special: ["weeks-at-home:many"] })).toEqual(["special.0"]);
    expect(fields({ role: "unknown" })).toEqual(["role"]);
    expect(fields({ role: "pupil", tried: "nothing" })).toEqual(["tried"]);
  });

  it("takes unknown for everything but the role", () => {
    const unknown = Object.fromEntries(Object.keys(SignpostInput.shape).map((name) => [name, "unknown"]));
    expect(SignpostInput.safeParse({ ...unknown, role: "parent" }).success).toBe(true);
    expect(decide(SignpostInput.parse({ ...unknown, role: "parent" }))).toEqual(decide({ role: "parent" }));
    expect(decide({ role: "parent", special: ["unknown"], tried: ["unknown"] })).toEqual(decide({ role: "parent" }));
  });
});
