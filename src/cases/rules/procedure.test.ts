import { describe, expect, it } from "vitest";
import { assert, constantFrom, property } from "fast-check";
import {
  adviceOn,
  affiliationOf,
  asksWhom,
  endingOf,
  heldBack,
  judgeComplaint,
  lastDayOf,
  mayBind,
  mayNow,
  obligationState,
  Parties,
  ProcedureKinds,
  ProcedureStates,
  ProcedureSteps,
  settledBy,
  stepOf,
  stepsOf,
  Turns,
} from "./procedure.ts";
import type { ComplaintFacts, Obligation, ProcedureLaw, ProcedureState, Standing } from "./procedure.ts";

const law: ProcedureLaw = {
  terms: {
    filing: { value: { count: 1, unit: "years" }, source: "https://a.example", readOn: "2026-08" },
    "disputes-filing": { value: { count: 6, unit: "weeks" }, source: "https://a.example", readOn: "2026-08" },
    "board-first-answer": { value: { count: 14, unit: "calendar-days" }, source: "https://a.example", readOn: "2026-08" },
    "board-solution": { value: { count: 4, unit: "weeks" }, source: "https://a.example", readOn: "2026-08" },
    "board-reaction": { value: { count: 4, unit: "weeks" }, source: "https://a.example", readOn: "2026-08" },
    defence: { value: "not-known" },
    decision: { value: "not-known" },
  },
  grounds: { po: { value: "WPO artikel 14", source: "https://a.example", readOn: "2026-08" }, vo: { value: "not-known" } },
  advice: [{ sectors: ["po", "vo"], from: "2031-01-01", until: "2035-12-31", binding: true, ground: "een wet die er nog niet is", source: "https://b.example", readOn: "2026-08" }],
  affiliations: [{ brin: "01AB", committee: "lkc", source: "https://c.example", readOn: "2026-08" }],
};

/** Everything a procedure can be in, as far as steps ask for it. */
type Place = Omit<Standing, "today" | "dueDay"> & { readonly passed: boolean };
const key = (place: Place): string => JSON.stringify(place);
const at = (place: Place): Standing => ({ ...place, today: "2026-11-26", dueDay: place.passed ? "2026-11-25" : "2026-11-27" });

/** The places that one step leads to. Time may pass at any moment. */
function onward(place: Place, parties: readonly (typeof Parties)[number][]): Place[] {
  const steps = parties.flatMap((party) => mayNow(at(place), party));
  const moved = steps.flatMap((step): Place[] => {
    const next: Place = { ...place, state: step.to ?? place.state, passed: step.next === "kept" ? place.passed : false, pausedSince: step.act === "pause" ? "2026-11-20" : step.act === "resume" || step.to !== undefined ? null : place.pausedSince };
    if (step.act === "advise") return [{ ...next, binding: true }, { ...next, binding: false }];
    if (step.kind === "obligation") return [{ ...next, openObligations: 1 }];
    if (step.kind === "done-answer" && step.by === "committee") return [{ ...next, openObligations: 0 }];
    return step.kind === "done-answer" ? [next, { ...next, openObligations: 0 }] : [next];
  });
  return [...moved, { ...place, passed: true }, { ...place, boardInvited: true }];
}

function reached(start: Place, parties: readonly (typeof Parties)[number][]): Map<string, Place> {
  const seen = new Map([[key(start), start]]);
  for (const place of seen.values()) for (const next of onward(place, parties)) if (!seen.has(key(next))) seen.set(key(next), next);
  return seen;
}

const start: Place = { state: "started", pausedSince: null, binding: null, boardInvited: false, openObligations: 0, passed: false };

describe("the steps of a procedure", () => {
  const places = [...reached(start, Parties).values()];

  it("reach every state but the one that deletion makes", () => {
    expect(new Set(places.map(({ state }) => state))).toEqual(new Set(ProcedureStates.filter((state) => state !== "removed")));
  });

  it("leave from every place a way to the end, also when complainant and board keep silent", () => {
    for (const place of places) {
      const ends = [...reached(place, ["committee"]).values()].some(({ state }) => state === "ended");
      expect(ends, key(place)).toBe(true);
    }
  });

  it("have in every state somebody whose turn it is, who can do something then", () => {
    for (const state of ProcedureStates.filter((one) => one !== "removed")) {
      const turn = Turns[state];
      expect(turn, state).toBeDefined();
      if (turn !== undefined) expect(stepsOf(state, turn).length, state).toBeGreaterThan(0);
      expect(stepsOf(state, "committee").length, state).toBeGreaterThan(0);
    }
    expect(Parties.flatMap((party) => stepsOf("removed", party))).toEqual([]);
  });

  it("never end a binding advice as not adopted", () => {
    for (const place of places) {
      if (place.binding !== true) continue;
      expect(mayNow(at(place), "committee").map(({ act }) => act)).not.toContain("end-not-adopted");
    }
  });

  it("end as followed only when nothing is open", () => {
    const finish = stepOf("following", "finish", "committee");
    expect(finish && heldBack(finish, { ...at({ ...start, state: "following" }), openObligations: 1 })).toBe("all-settled");
    expect(finish && heldBack(finish, { ...at({ ...start, state: "following" }), openObligations: 0 })).toBeUndefined();
  });

  it("let the committee go on without an answer only after the term, and never while it is paused", () => {
    for (const [state, act] of [["forwarded", "take-up"], ["defence", "no-defence"], ["advised", "no-reaction"]] as const) {
      const step = stepOf(state, act, "committee");
      if (step === undefined) throw new Error(act);
      expect(heldBack(step, at({ ...start, state, passed: false }))).toBe("term-passed");
      expect(heldBack(step, at({ ...start, state, passed: true }))).toBeUndefined();
      expect(heldBack(step, at({ ...start, state, passed: true, pausedSince: "2026-11-20" }))).toBe("term-passed");
    }
  });

  it("ask a board nothing before it was invited, and let it write nothing before the complaint was forwarded or admitted", () => {
    for (const act of ["forward", "ask-defence"] as const) {
      const step = stepOf(act === "forward" ? "admissibility" : "handling", act, "committee");
      expect(step && heldBack(step, at({ ...start, state: "admissibility" }))).toBe("board-invited");
    }
    for (const state of ["started", "received", "admissibility", "ended"] as ProcedureState[]) expect(stepsOf(state, "board")).toEqual([]);
  });

  it("let the complainant withdraw from every living state", () => {
    for (const state of ProcedureStates.filter((one) => one !== "ended" && one !== "removed")) expect(stepOf(state, "withdraw", "complainant"), state).toBeDefined();
  });

  it("have one step for an act, a party and a state, and a piece of a known kind", () => {
    const seen = ProcedureSteps.flatMap((one) => one.from.map((state) => `${one.act} ${one.by} ${state}`));
    expect(new Set(seen).size).toBe(seen.length);
    for (const { kind } of ProcedureSteps) expect(ProcedureKinds).toContain(kind);
  });
});

describe("an advice", () => {
  it("binds only where the law of that day says so", () => {
    expect(adviceOn(law, "2030-12-31", "po")).toEqual({ binding: false, ground: "WPO artikel 14", source: "https://a.example" });
    expect(adviceOn(law, "2031-01-01", "po")).toMatchObject({ binding: true, ground: "een wet die er nog niet is" });
    expect(adviceOn(law, "2036-01-01", "po").binding).toBe(false);
    expect(adviceOn(law, "2032-01-01", "so")).toEqual({ binding: false, ground: "not-known" });
    expect(adviceOn(law, "2026-11-26", "vo")).toEqual({ binding: false, ground: "not-known" });
    expect([mayBind(law, "2030-12-31"), mayBind(law, "2031-01-01"), mayBind(law, "2035-12-31"), mayBind(law, "2036-01-01")]).toEqual([false, true, true, false]);
  });

  it("is not known to bind anywhere in the data of today", async () => {
    const { lawOf } = await import("../actions/procedure/law.ts");
    const today = lawOf(new URL("../../..", import.meta.url).pathname);
    for (const sector of ["po", "vo", "so", "mbo"]) expect(adviceOn(today, "2026-11-26", sector).binding).toBe(false);
    expect(today.terms.decision).toEqual({ value: "not-known" });
  });
});

describe("whether a committee can take a complaint up", () => {
  const facts: ComplaintFacts = { today: "2026-11-26", eventDay: "2026-03-01", sector: "vo", filedBy: "pupil", dispute: false, ownCommitteeRuled: false, exception: "none" };
  const judged = (change: Partial<ComplaintFacts>): unknown => judgeComplaint({ ...facts, ...change }, law);

  it("is a year, to the day", () => {
    expect(judged({ eventDay: "2025-11-26" })).toEqual([{ finding: "in-time", open: "open" }]);
    expect(judged({ eventDay: "2025-11-25" })).toEqual([{ finding: "too-late", open: "closed" }]);
    expect(judged({ eventDay: "2025-11-25", exception: "tried-another-way" })).toEqual([{ finding: "too-late-with-reason", open: "ask" }]);
    expect(lastDayOf("2024-02-29", { count: 1, unit: "years" })).toBe("2025-02-28");
  });

  it("asks an adult to file for a primary pupil, not for a secondary one", () => {
    expect(judged({ sector: "po" })).toEqual([{ finding: "adult-needed", open: "ask" }, { finding: "in-time", open: "open" }]);
    expect(judged({ sector: "po", filedBy: "parent" })).toEqual([{ finding: "in-time", open: "open" }]);
  });

  it("sends disputes about support to their own committee, within six weeks", () => {
    expect(judged({ dispute: true, eventDay: "2026-10-15" })).toEqual([{ finding: "disputes-committee", open: "closed" }]);
    expect(judged({ dispute: true, eventDay: "2026-10-14" })).toEqual([{ finding: "disputes-committee-too-late", open: "ask" }]);
  });

  it("is no appeal, and asks what is not known", () => {
    expect(judged({ ownCommitteeRuled: true })).toEqual([{ finding: "own-committee-ruled", open: "closed" }, { finding: "in-time", open: "open" }]);
    expect(judged({ eventDay: "not-known" })).toEqual([{ finding: "day-not-known", open: "ask" }]);
  });

  it("knows a school's committee only where somebody noted it", () => {
    expect(affiliationOf(law, " 01ab ")).toMatchObject({ committee: "lkc" });
    expect(affiliationOf(law, "99ZZ")).toBe("not-known");
  });
});

describe("obligations", () => {
  const one: Obligation = { id: "a", addressee: "board", dueDay: "2026-12-01", boardSays: null, complainantSays: null, settled: null, alert: 0 };
  const today = "2026-11-26";

  it("are followed only by the yes of both sides", () => {
    const says = constantFrom(null, "yes" as const, "no" as const);
    assert(property(says, says, (board, complainant) => settledBy(board, complainant) === (board === "yes" && complainant === "yes" ? "followed" : null)));
    expect(obligationState({ ...one, boardSays: "yes" }, today)).toBe("one-says-done");
    expect(obligationState({ ...one, boardSays: "yes", complainantSays: "no" }, today)).toBe("disputed");
  });

  it("ask the side that was not heard, once somebody spoke or the day is over", () => {
    expect(asksWhom(one, today)).toEqual([]);
    expect(asksWhom({ ...one, boardSays: "yes" }, today)).toEqual(["complainant"]);
    expect(asksWhom(one, "2026-12-02")).toEqual(["board", "complainant"]);
    expect(obligationState(one, "2026-12-01")).toBe("open");
    expect(obligationState(one, "2026-12-02")).toBe("overdue");
  });

  it("decide together how the procedure ends", () => {
    expect(endingOf([])).toBeUndefined();
    expect(endingOf([{ settled: "followed" }, { settled: null }])).toBeUndefined();
    expect(endingOf([{ settled: "followed" }, { settled: "followed" }])).toBe("followed");
    expect(endingOf([{ settled: "followed" }, { settled: "not-known" }])).toBe("not-followed");
  });
});
