/** Facts of a made-up network, the same for the same seed. What nobody would know in life (which contacts are one matter) is handed out too, for tests. */
import type { Fact } from "../facts/file.ts";
import { quarterOf, weeksIn, weekText } from "../facts/weeks.ts";
import type { Role } from "../../signpost/shape.ts";
import { chanceFrom, type Chance } from "./chance.ts";
import { bysOf, donesOf, linkedShare, organisations, outcomesOf, provinces, seasons, sectorsOf, topicsOf, visits } from "./network.ts";

export type SimulationOrder = { readonly seed: number; readonly years: number; readonly perYear: number; /** First year. */ readonly from: number };
/** `matters`: which matter each fact belongs to, linked or not. */
export type Simulated = { readonly facts: readonly Fact[]; readonly matters: readonly number[] };

type Week = { readonly text: string; readonly weight: number; readonly shock: boolean };
type Story = Pick<Fact, "role" | "sector" | "province" | "topic" | "by">;
type Drawn = { readonly fact: Fact; readonly matter: number; readonly at: number; readonly order: number };

const shares = Object.fromEntries(Object.entries(organisations).map(([name, { size }]) => [name, size]));
/** More contacts every year, as the published counts of every desk show. */
const growth = 1.06;
/** A week in which threats go round: a wave of messages to schools, an election. */
const shocked = { threat: 55, calamity: 10, bullying: 20, discrimination: 15 };

/** Thursday decides the month, as it decides the quarter. The week against bullying is the last whole one of September. */
function weeksOf(year: number, chance: Chance): Week[] {
  const shock = 3 + chance.whole(20);
  return Array.from({ length: weeksIn(year) }, (_, index) => {
    const text = weekText(year, index + 1);
    const thursday = new Date(Date.UTC(year, 0, 4 + index * 7 - ((new Date(Date.UTC(year, 0, 4)).getUTCDay() + 6) % 7) + 3));
    const season = seasons[thursday.getUTCMonth()] ?? 1;
    return { text, shock: index === shock, weight: season * (index === 38 ? 1.35 : 1) * (index === shock ? 1.3 : 1) * (0.9 + 0.2 * chance.share()) };
  });
}

/** How many contacts each week has; together exactly `count`. */
function spread(weeks: readonly Week[], count: number): number[] {
  const sum = weeks.reduce((all, { weight }) => all + weight, 0);
  let before = 0;
  let so = 0;
  return weeks.map(({ weight }) => {
    so += weight;
    const until = Math.round((count * so) / sum);
    const here = until - before;
    before = until;
    return here;
  });
}

function storyOf(chance: Chance, organisation: string, shock: boolean): Story {
  const profile = organisations[organisation];
  const role = chance.pick(profile?.roles ?? {}) as Role | "unknown";
  const topic = shock && profile?.topics === undefined ? chance.pick(shocked) : chance.pick(profile?.topics ?? topicsOf(role));
  return { role, topic, sector: chance.pick(sectorsOf[role]), province: chance.pick(provinces), by: chance.pick(bysOf(role, topic)) };
}

function contact(chance: Chance, story: Story, place: { readonly week: string; readonly organisation: string; readonly matter: string }): Fact {
  const channel = chance.pick(organisations[place.organisation]?.channels ?? {});
  const done = chance.pick(donesOf(channel));
  return { ...story, ...place, channel, done, outcome: chance.pick(outcomesOf(done)) };
}

const token = (chance: Chance): string => Array.from({ length: 4 }, () => Math.floor(chance.share() * 4_294_967_296).toString(16).padStart(8, "0")).join("");

/** Another desk that takes people like this one; the same desk never twice for one matter. */
function nextDesk(chance: Chance, story: Story, been: readonly string[]): string | undefined {
  const open = Object.fromEntries(Object.entries(organisations).filter(([name, { roles, topics }]) => !been.includes(name) && (roles[story.role] ?? 0) > 5 && (topics === undefined || (topics[story.topic] ?? 0) > 0)).map(([name, { size }]) => [name, Math.sqrt(size)]));
  return Object.keys(open).length === 0 ? undefined : chance.pick(open);
}

type Room = { readonly weeks: readonly Week[]; readonly left: number[] };

/** One matter: its first contact in this week, the others within the weeks after, where those still have room. */
function tell(chance: Chance, { weeks, left }: Room, start: number, matter: number): Omit<Drawn, "order">[] {
  const wanted = chance.pick(visits);
  const first = chance.pick(shares);
  const story = storyOf(chance, first, weeks[start]?.shock ?? false);
  const stops: { organisation: string; at: number }[] = [];
  let at = start;
  let organisation: string | undefined = first;
  while (organisation !== undefined && stops.length < Number(wanted) && (left[at] ?? 0) > 0) {
    stops.push({ organisation, at });
    left[at] = (left[at] ?? 0) - 1;
    organisation = nextDesk(chance, story, stops.map((stop) => stop.organisation));
    at += chance.whole(5);
  }
  const isLinked = chance.share() < (linkedShare[String(stops.length)] ?? 0);
  // A token holds within one quarter only, and differs in the next.
  const tokens = new Map<string, string>();
  return stops.map((stop) => {
    const week = weeks[stop.at]?.text ?? "";
    const quarter = quarterOf(week);
    if (isLinked && !tokens.has(quarter)) tokens.set(quarter, token(chance));
    return { fact: contact(chance, story, { week, organisation: stop.organisation, matter: tokens.get(quarter) ?? "" }), matter, at: stop.at };
  });
}

/** Exactly `years × perYear` facts; within a week in random order, as they are kept. */
export function simulate({ seed, years, perYear, from }: SimulationOrder): Simulated {
  const chance = chanceFrom(seed);
  const weeks = Array.from({ length: years }, (_, year) => weeksOf(from + year, chance).map((week) => ({ ...week, weight: week.weight * growth ** year }))).flat();
  const left = spread(weeks, years * perYear);
  const drawn: Drawn[] = [];
  let matter = 0;
  for (let start = 0; start < weeks.length; start += 1) {
    while ((left[start] ?? 0) > 0) {
      for (const one of tell(chance, { weeks, left }, start, matter)) drawn.push({ ...one, order: chance.share() });
      matter += 1;
    }
  }
  drawn.sort((a, b) => a.at - b.at || a.order - b.order);
  return { facts: drawn.map(({ fact }) => fact), matters: drawn.map(({ matter: one }) => one) };
}
