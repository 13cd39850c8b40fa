/**
 * All states of everything that runs for one person, together: whoever is helped said so, somebody always answers to the
 * person, and there is always a way on that waits for nobody. Products of the tables with the steps that couple them.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { isWaiting } from "../../src/cases/rules/call-back.ts";
import { answerableFor } from "../../src/cases/rules/escalation.ts";
import { Turns } from "../../src/cases/rules/procedure.ts";
import { answerable } from "../../src/cases/rules/referral.ts";
import { isOpen, releaseActs, ReleaseStates, ReleaseTransitions } from "../../src/registration/rules/release.ts";
import { figure } from "../signpost/figures.ts";
import { allRows, askingAfter, calling, claiming, complaining, escalating, everybody, firstCase, recovering, referring, secondCase, sharing, tables, toldNow } from "./joint-states.ts";
import type { Mover, Place, Who } from "./joint-states.ts";

type Product = { readonly name: string; readonly movers: readonly Mover[]; readonly start: Place };
type Edge = { readonly from: number; readonly to: number; readonly row: string; readonly by: Who };
type Walked = { readonly places: readonly Place[]; readonly edges: readonly Edge[] };

const called: Place = { ...toldNow, callBack: "asked" };
const products: readonly Product[] = [
  { name: "two desks and a consent", movers: [firstCase, secondCase, sharing, referring], start: toldNow },
  { name: "a desk and the ministry", movers: [firstCase, escalating], start: toldNow },
  { name: "two desks, a call-back, a claim", movers: [firstCase, secondCase, sharing, referring, calling, claiming], start: called },
  { name: "two desks and the ministry", movers: [firstCase, secondCase, sharing, referring, escalating], start: toldNow },
  { name: "the ministry, a call-back, check-ins", movers: [firstCase, escalating, calling, askingAfter], start: called },
  { name: "a procedure, a claim, check-ins", movers: [firstCase, complaining, claiming, askingAfter], start: toldNow },
  { name: "a desk, the ministry, a worker's lost key", movers: [firstCase, escalating, recovering], start: toldNow },
  { name: "a procedure and the ministry", movers: [firstCase, complaining, escalating], start: toldNow },
];

/** Everything that is reached from the start, once. */
function walked({ movers, start }: Product): Walked {
  const keyOf = (place: Place): string => Object.values(place).join(" ");
  const places = [start];
  const known = new Map([[keyOf(start), 0]]);
  const edges: Edge[] = [];
  for (let from = 0; from < places.length; from += 1) {
    for (const mover of movers) {
      for (const { row, by, to } of mover(places[from] as Place)) {
        const key = keyOf(to);
        const at = known.get(key) ?? places.push(to) - 1;
        known.set(key, at);
        edges.push({ from, to: at, row, by });
      }
    }
  }
  return { places, edges };
}

/** Places from which only these people reach one that fits. */
function leadsTo({ places, edges }: Walked, fits: (place: Place) => boolean, parties: readonly Who[]): ReadonlySet<number> {
  const back = new Map<number, number[]>();
  for (const { from, to, by } of edges) {
    if (!parties.includes(by)) continue;
    const before = back.get(to);
    if (before === undefined) back.set(to, [from]);
    else before.push(from);
  }
  const found = new Set(places.flatMap((place, at) => (fits(place) ? [at] : [])));
  for (const at of found) for (const from of back.get(at) ?? []) found.add(from);
  return found;
}

const shown = (place: Place | undefined): string => JSON.stringify(place);
const isRemoved = ({ sender }: Place): boolean => sender === "removed";
const carrier = ({ referral }: Place): "desk" | "receiver" => (referral !== "-" && answerable[referral] === "receiver" ? "receiver" : "desk");

/** What is wrong with who answers here; undefined: nothing. `steps`: who can do something. */
function unanswered(place: Place, steps: ReadonlySet<Who>): string | undefined {
  const desk = carrier(place);
  const of = desk === "receiver" ? place.receiver : place.sender;
  if (of === "-" || of === "removed") return `the ${desk} answers and has no case`;
  if (!steps.has(desk)) return `the ${desk} answers and can do nothing`;
  if (place.referral === "offered" && !(steps.has("receiver") && place.receiver === "new")) return "nobody can accept what is offered";
  if (place.escalation !== "-" && !steps.has(answerableFor[place.escalation])) return "nobody acts on what lies before the ministry";
  if (place.callBack !== "-" && isWaiting(place.callBack) && place.sender === "closed") return "somebody waits for a call in a case that is closed";
  if ((place.recovery === "begun" || place.recovery === "waiting") && !steps.has("calendar")) return "a recovery that nobody ends stays open";
  if (place.procedure !== "-" && place.procedure !== "removed" && (Turns[place.procedure] === undefined || !steps.has("committee"))) return "nobody is answerable for the procedure";
  return undefined;
}

/** What may still run after the person deleted everything: nothing. */
function leftAfterDeletion(place: Place): string | undefined {
  const over = place.receiver === "-" || place.receiver === "removed";
  const ended = (place.escalation === "-" || place.escalation === "withdrawn") && (place.procedure === "-" || place.procedure === "removed");
  return over && ended && place.referral !== "offered" && [place.callBack, place.claim, place.checkIn].every((one) => one === "-") ? undefined : shown(place);
}

const walkedRows = new Set<string>();
/** Steps of these lines are taken by the consent under them. */
const byConsent = /^(referral: withdraw|escalation: (say-yes|say-no|withdraw)) /;

describe.each(products)("$name", (product) => {
  const walk = walked(product);
  const { places, edges } = walk;
  for (const { row } of edges) walkedRows.add(row);

  it(`is walked whole: ${places.length} states, ${edges.length} steps`, () => {
    figure(`${product.name}: ${places.length} states, ${edges.length} steps`);
    expect(places.length).toBeGreaterThan(100);
  });

  it("ends as helped by the person's own word only, after being asked", () => {
    for (const end of ["senderEnd", "receiverEnd"] as const) {
      const ends = edges.filter(({ from, to }) => places[to]?.[end] === "helped" && places[from]?.[end] !== "helped");
      expect([...new Set(ends.map(({ by, row }) => `${by}, ${row}`))]).toEqual(end === "senderEnd" || product.movers.includes(secondCase) ? ["person, case: say-helped from asked-helped"] : []);
    }
  });

  it("has in every state somebody who answers to the person and can do something", () => {
    const steps = places.map(() => new Set<Who>());
    for (const { from, by } of edges) steps[from]?.add(by);
    const wrong = places.flatMap((place, at) => {
      const fault = isRemoved(place) ? undefined : unanswered(place, steps[at] ?? new Set());
      return fault === undefined ? [] : [`${fault}: ${shown(place)}`];
    });
    expect(wrong.slice(0, 3)).toEqual([]);
  });

  it("has a way on from every state but the deleted one, and deletion is one step away", () => {
    const onward = new Set(edges.filter(({ from, to }) => from !== to).map(({ from }) => from));
    const gone = new Set(edges.filter(({ by, to }) => by === "person" && isRemoved(places[to] as Place)).map(({ from }) => from));
    const wrong = places.filter((place, at) => !isRemoved(place) && !(onward.has(at) && gone.has(at)));
    expect(wrong.slice(0, 3)).toEqual([]);
    expect(places.filter(isRemoved).flatMap((place) => leftAfterDeletion(place) ?? []).slice(0, 3)).toEqual([]);
    expect(edges.filter(({ from, to }) => isRemoved(places[from] as Place) && from !== to)).toEqual([]);
  });

  it("comes to an end without anybody but the desk that answers, however long the others keep silent", () => {
    const own = leadsTo(walk, (place) => isRemoved(place) || place.sender === "closed", ["desk", "calendar"]);
    const wrong = places.filter((_, at) => !own.has(at));
    expect(wrong.slice(0, 3)).toEqual([]);
    const there = leadsTo(walk, (place) => place.receiver === "closed", ["receiver"]);
    expect(places.filter((place, at) => carrier(place) === "receiver" && !isRemoved(place) && !there.has(at)).slice(0, 3)).toEqual([]);
  });

  it("can still end as helped, as long as it is not deleted", () => {
    const helped = leadsTo(walk, ({ senderEnd }) => senderEnd === "helped", everybody);
    expect(places.filter((place, at) => !isRemoved(place) && !helped.has(at)).slice(0, 3)).toEqual([]);
    const silent = leadsTo(walk, ({ senderEnd, receiverEnd }) => senderEnd === "helped" || receiverEnd === "helped", everybody.filter((one) => one !== "person"));
    // Nobody else brings it there: without the person it only stays what she made it.
    expect([...silent].filter((at) => places[at]?.senderEnd !== "helped" && places[at]?.receiverEnd !== "helped").slice(0, 3)).toEqual([]);
  });
});

/** Tables that run for no person and touch no case: walked alone, below. */
const ofNobody = ["ReleaseTransitions"];

describe("a release of figures", () => {
  const lines = ReleaseTransitions.flatMap(({ from, to, ...line }) => from.map((state) => ({ ...line, from: state, to })));
  const ends = ReleaseStates.filter((state) => !isOpen(state));
  const before = (states: readonly string[]): readonly string[] => [...new Set([...states, ...lines.filter(({ to }) => states.includes(to)).map(({ from }) => from)])];

  it("comes to an end from every state, and a coordinator alone can always end it", () => {
    expect(ends).toEqual(["refused", "published", "withdrawn"]);
    expect(ReleaseStates.reduce((known) => before(known), ends as readonly string[]).toSorted()).toEqual([...ReleaseStates].toSorted());
    for (const state of ReleaseStates.filter(isOpen)) expect(releaseActs(state, true)).toContain("withdraw");
  });

  it("is published in no other way than after another coordinator agreed", () => {
    expect(lines.filter(({ to }) => to === "published").map(({ from }) => from)).toEqual(["agreed"]);
    expect(lines.filter(({ to }) => to === "agreed")).toEqual([{ act: "agree", by: "coordinator", from: "prepared", to: "agreed", second: true }]);
    expect(ReleaseStates.filter((state) => releaseActs(state, true).includes("agree"))).toEqual([]);
  });
});

describe("the tables", () => {
  afterAll(() => walkedRows.clear());

  it("are all in this search, also one that is added tomorrow", () => {
    const root = join(import.meta.dirname, "../../src");
    const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) => /(^|\/)rules(\/|\.ts$)/.test(name) && name.endsWith(".ts") && !name.endsWith(".test.ts"));
    const found = files.flatMap((name) => [...readFileSync(join(root, name), "utf8").matchAll(/export const (\w*(?:Transitions|Steps))\b/g)].map(([, table]) => table));
    expect(found.toSorted()).toEqual([...Object.keys(tables), ...ofNobody].toSorted());
  });

  it("have no line that is never walked", () => {
    expect(allRows.filter((row) => !walkedRows.has(row) && !byConsent.test(row))).toEqual([]);
  });
});
