import { describe, expect, it } from "vitest";
import { quarterOf, readFacts, writeFacts } from "../facts/index.ts";
import { simulate, simulatedOrganisations } from "./index.ts";

const order = { seed: 7, years: 2, perYear: 6_000, from: 2027 };
const made = simulate(order);
const share = (count: number): number => count / made.facts.length;
const having = (field: "topic" | "organisation", code: string): number => made.facts.filter((fact) => fact[field] === code).length;

describe("a made-up network", () => {
  it("is the same for the same seed and another for another", () => {
    expect(simulate(order)).toEqual(made);
    expect(simulate({ ...order, seed: 8 }).facts).not.toEqual(made.facts);
  });

  it("has exactly the contacts that were asked for, more every year, and says in every row that it does not exist", () => {
    expect(made.facts).toHaveLength(12_000);
    expect(made.facts.filter(({ week }) => week < "2028").length).toBeLessThan(6_000);
    const text = writeFacts(made.facts, { madeUp: true });
    expect(text.trimEnd().split("\n").slice(1).every((row) => row.endsWith(",made-up"))).toBe(true);
    expect(readFacts(text)).toEqual({ ok: true, facts: made.facts, madeUp: true });
  });

  it("has seventeen desks of very different size, rare topics and quiet summers", () => {
    expect(new Set(made.facts.map(({ organisation }) => organisation))).toEqual(new Set(Object.keys(simulatedOrganisations)));
    expect(Object.keys(simulatedOrganisations)).toHaveLength(17);
    expect(share(having("organisation", "kindertelefoon"))).toBeGreaterThan(0.15);
    expect(share(having("organisation", "rutgers"))).toBeLessThan(0.005);
    expect(share(having("topic", "bullying"))).toBeGreaterThan(0.2);
    expect(having("topic", "radicalisation")).toBeLessThan(100);
    const week = (number: string): number => made.facts.filter((fact) => fact.week === `2027-W${number}`).length;
    expect(week("38")).toBeGreaterThan(2 * week("30"));
  });

  it("links contacts of one matter within one quarter only, and only sometimes", () => {
    const linked = Map.groupBy(made.facts.map((fact, at) => ({ fact, matter: made.matters[at] })).filter(({ fact }) => fact.matter !== ""), ({ fact }) => fact.matter);
    for (const contacts of linked.values()) {
      expect(new Set(contacts.map(({ fact }) => quarterOf(fact.week))).size).toBe(1);
      expect(new Set(contacts.map(({ matter }) => matter)).size).toBe(1);
      expect(new Set(contacts.map(({ fact }) => fact.organisation)).size).toBe(contacts.length);
    }
    expect([...linked.values()].some((contacts) => contacts.length > 1)).toBe(true);
    expect(share(made.facts.filter(({ matter }) => matter !== "").length)).toBeLessThan(0.4);
    expect(new Set(made.matters).size).toBeLessThan(0.9 * made.facts.length);
  });
});
