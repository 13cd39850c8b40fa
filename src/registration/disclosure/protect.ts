/** From counts to a release that withstands every attack: mark, hide, attack, repair, until nothing is found. */
import { byOrganisations, byPersons, bySeries, type Demand, type Insider, type Subject, type Weakness } from "./audit.ts";
import { evidenceOf, within } from "./evidence.ts";
import { joined, type Hierarchies } from "./hierarchy.ts";
import { insidersOf } from "./insiders.ts";
import { costOf, levelOf } from "./importance.ts";
import { fault, refuse, type Protected, type ProtectInput } from "./input.ts";
import { adds, Contradiction, Puzzle, type Table } from "./puzzle.ts";
import { Repairer } from "./repair.ts";
import { countsOf, isSmall, leavesFew, marginsOf, primaries, zerosBehind, type Counted, type Margin, type Why } from "./sensitive.ts";
import type { CountedTable, PublishableRelease, Release } from "./shape.ts";
import { solver } from "./solver.ts";
import { suppress } from "./suppress.ts";
import { placeOf, type System } from "./system.ts";
import { Pace, type Watching } from "./watching.ts";

/** Steps that can be switched off one at a time, so that tests show what each is for. Never exported by the door. */
export type Steps = { readonly secondary: boolean; readonly history: boolean; readonly intervals: boolean; readonly insiders: boolean };
export const allSteps: Steps = { secondary: true, history: true, intervals: true, insiders: true };

const mostRounds = 40;

const codesIn = (cell: CountedTable["cells"][number], total: string): Record<string, string> => Object.fromEntries(Object.entries(cell.codes).filter(([, code]) => code !== total));

/** Everything as a draft in which all is printed: what its system is made of. */
const draftOf = ({ id, total, dims, tables, previous, meta }: ProtectInput, value: (cell: CountedTable["cells"][number], table: CountedTable) => number | null): Release => ({
  id,
  previous: previous.map((one) => one.id),
  total,
  dims: { ...dims },
  tables: tables.map((table) => ({ id: table.id, dims: [...table.dims], fixed: { ...table.fixed }, cells: table.cells.map((cell) => ({ ...codesIn(cell, total), value: value(cell, table) })) })),
  meta,
});

class Protection {
  readonly #input: ProtectInput;
  readonly #steps: Steps;
  readonly #pace: Pace;
  readonly #hierarchies: Hierarchies;
  readonly #system: System;
  /** Counts of this release; of earlier ones when they are known. */
  readonly #counts: ReadonlyMap<number, Counted>;
  readonly #before: ReadonlyMap<number, Counted>;
  readonly #printedBefore: ReadonlyMap<number, number>;
  readonly #hiddenBefore: ReadonlySet<number>;
  readonly #margins: readonly Margin[];
  readonly #inner: ReadonlySet<number>;
  readonly why = new Map<number, Why>();
  readonly #sensitive = new Set<number>();
  #witnesses: readonly Table[] = [];
  #base: Table = new Int32Array();
  rounds = 0;

  constructor(input: ProtectInput, steps: Steps, pace: Pace) {
    this.#input = input;
    this.#steps = steps;
    this.#pace = pace;
    const history = steps.history ? input.previous : [];
    const all = [...history, draftOf(input, () => null)];
    const whole = evidenceOf(all);
    this.#hierarchies = joined(all);
    const mine = countsOf(input.tables, this.#hierarchies, whole.system);
    const part = within(whole.system, mine.keys());
    const moved = <T>(map: Iterable<readonly [number, T]>): Map<number, T> => new Map([...map].flatMap(([old, value]) => (part.to.has(old) ? [[part.to.get(old) ?? 0, value] as const] : [])));
    this.#system = part.system;
    this.#counts = moved(mine);
    this.#before = moved(countsOf(history.length === 0 ? [] : (input.earlier ?? []), this.#hierarchies, whole.system));
    this.#printedBefore = moved(whole.printed);
    const hiddenBefore = history.length === 0 ? [] : evidenceOf(history, false);
    const keys = Array.isArray(hiddenBefore) ? [] : [...hiddenBefore.hidden].flatMap((one) => hiddenBefore.system.places[one]?.key ?? []);
    this.#hiddenBefore = new Set(keys.flatMap((key) => this.#system.index.get(key) ?? []).filter((one) => !this.#printedBefore.has(one)));
    this.#margins = marginsOf(this.#counts, this.#hierarchies, this.#system, input.sensitive);
    this.#inner = new Set(Array.from({ length: this.#system.places.length }, (_, at) => at).slice(this.#system.plain.places));
  }

  /** Refuses with the release or table whose numbers cannot stand beside the others. */
  async check(): Promise<Protected | undefined> {
    for (const [variable, value] of this.#printedBefore) {
      const counted = this.#counts.get(variable);
      if (counted !== undefined && counted.count !== value) return refuse("previous-altered", this.#name(variable));
    }
    const highs = await solver();
    const counted = [...this.#before, ...this.#counts].map(([variable, { count }]) => [variable, count] as const);
    const before = this.#fits(highs, this.#printedBefore);
    if (before !== undefined) return refuse("previous-altered", before);
    const all = this.#fits(highs, new Map([...counted, ...this.#printedBefore]), true);
    return all === undefined ? undefined : refuse("input-invalid", all);
  }

  #fits(highs: Awaited<ReturnType<typeof solver>>, known: ReadonlyMap<number, number>, keep = false): string | undefined {
    try {
      const puzzle = new Puzzle(highs, this.#system.places.length, this.#system.relations, known);
      if (keep) this.#base = puzzle.complete();
      puzzle.end();
      return undefined;
    } catch (error) {
      if (error instanceof Contradiction) return this.#name(error.variable);
      throw error;
    }
  }

  #name(variable: number): string {
    return `${this.#input.id}: ${this.#system.places[variable]?.key ?? ""}`;
  }

  readonly #isHidden = (variable: number): boolean => this.why.has(variable);
  readonly #isForced = (variable: number): boolean => this.#printedBefore.has(variable);

  #hide(variable: number, why: Why): void {
    if (!this.why.has(variable) && !this.#isForced(variable)) this.why.set(variable, why);
  }

  /** Zeros behind what is hidden, until none is left. */
  #hideZeros(): void {
    for (let zeros = zerosBehind(this.#counts, this.#margins, this.#isHidden).filter((one) => !this.#isForced(one)); zeros.length > 0; zeros = zerosBehind(this.#counts, this.#margins, this.#isHidden).filter((one) => !this.#isForced(one)))
      for (const zero of zeros) {
        this.#hide(zero, "primary");
        this.#sensitive.add(zero);
      }
  }

  mark(): void {
    for (const [variable, why] of primaries(this.#counts, this.#margins, this.#input.threshold, this.#steps.insiders)) {
      this.#hide(variable, why);
      if (this.why.has(variable)) this.#sensitive.add(variable);
    }
    for (const variable of this.#hiddenBefore) {
      if (this.#counts.has(variable)) this.#hide(variable, "previous");
      const counted = this.#before.get(variable);
      if (counted !== undefined && (isSmall(counted.count, this.#input.threshold) || leavesFew(counted))) this.#sensitive.add(variable);
    }
    this.#hideZeros();
  }

  hideSecondaries(): void {
    if (!this.#steps.secondary) return;
    const plain = { count: this.#system.plain.places, relations: this.#system.relations.slice(0, this.#system.plain.relations) };
    const candidates = this.#inOrder().filter((variable) => !this.#isHidden(variable) && !this.#isForced(variable));
    const hidden = suppress({
      ...plain,
      forced: [...this.#printedBefore.keys()],
      guarded: [...new Set([...this.why.keys(), ...this.#hiddenBefore])].toSorted((a, b) => a - b),
      candidates,
      behind: (variable) => {
        this.#hide(variable, "secondary");
        const known = new Set(this.why.keys());
        this.#hideZeros();
        return [...this.why.keys()].filter((one) => !known.has(one));
      },
    });
    for (const variable of hidden) this.#hide(variable, "secondary");
  }

  /** From what readers need most to what they need least; ties by name, never by the order in which rows came. */
  #inOrder(): number[] {
    const rank = [...this.#counts].map(([variable, counted]) => ({ variable, level: levelOf(counted, this.#hierarchies), count: counted.count, key: this.#system.places[variable]?.key ?? "" }));
    rank.sort((a, b) => a.level - b.level || b.count - a.count || (a.key < b.key ? -1 : 1));
    return rank.map(({ variable }) => variable);
  }

  #insiders(): Insider[] {
    if (!this.#steps.insiders) return [];
    return insidersOf(this.#system, new Map([...this.#before, ...this.#counts]));
  }

  /** Attacks what would be printed and hides more, until no attack finds anything. Undefined when that is reached. */
  async repair(): Promise<Protected | undefined> {
    const highs = await solver();
    const insiders = this.#insiders();
    for (this.rounds = 1; this.rounds <= mostRounds; this.rounds++) {
      const printed = [...this.#counts].filter(([variable]) => !this.#isHidden(variable) && !this.#isForced(variable));
      const puzzle = new Puzzle(highs, this.#system.places.length, this.#system.relations, new Map([...this.#printedBefore, ...printed.map(([variable, { count }]) => [variable, count] as const)]));
      try {
        puzzle.admit(this.#base);
        for (const table of this.#witnesses) puzzle.admit(table);
        const weak = await this.#attacked(puzzle, insiders);
        this.#witnesses = puzzle.witnesses;
        if (weak.length === 0) return undefined;
        const failed = this.#hideMore(highs, weak, puzzle, printed);
        if (failed !== undefined) return refuse("cannot-be-protected", this.#name(failed));
        this.#hideZeros();
      } finally {
        puzzle.end();
      }
    }
    return refuse("cannot-be-protected", this.#input.id);
  }

  #demands(): Demand[] {
    const { threshold } = this.#input;
    const all = [...new Set([...this.why.keys(), ...this.#hiddenBefore])].toSorted((a, b) => a - b);
    return all.map((variable) => (this.#sensitive.has(variable) && this.#steps.intervals ? { variable, width: threshold, top: threshold } : { variable, width: 1, top: 0 }));
  }

  /** One kind of attack after the other: what the first finds, its repair often mends for the next. */
  async #attacked(puzzle: Puzzle, insiders: readonly Insider[]): Promise<Weakness[]> {
    const unprinted = this.#system.places.flatMap((_, at) => (this.#counts.has(at) || this.#printedBefore.has(at) || this.#hiddenBefore.has(at) || this.#inner.has(at) ? [] : [at]));
    const subject: Subject = { puzzle, base: this.#base, demands: this.#demands(), sensitive: this.#sensitive, unprinted, threshold: this.#input.threshold, insiders };
    const series = await bySeries(subject, this.#pace);
    if (series.length > 0) return this.#old(series);
    const organisations = await byOrganisations(subject, this.#pace);
    return organisations.length > 0 ? this.#old(organisations) : this.#old(await byPersons(subject, this.#pace));
  }

  /** What earlier releases gave away already cannot be taken back: it is no weakness of this one. */
  async #old(weak: readonly Weakness[]): Promise<Weakness[]> {
    const old = weak.filter(({ variable }) => this.#hiddenBefore.has(variable) && !this.#counts.has(variable));
    if (old.length === 0) return [...weak];
    const highs = await solver();
    const puzzle = new Puzzle(highs, this.#system.places.length, this.#system.relations, this.#printedBefore);
    puzzle.admit(this.#base);
    const given = new Set<Weakness>();
    for (const one of old) {
      const { variable, width, top, extra } = one;
      const gave = extra === undefined ? !puzzle.protects(variable, width, top).ok : (await puzzle.closedTo(extra, [variable], () => this.#pace.step("history", given.size, old.length))).length > 0;
      if (gave) given.add(one);
    }
    puzzle.end();
    return weak.filter((one) => !given.has(one));
  }

  #hideMore(highs: Awaited<ReturnType<typeof solver>>, weak: readonly Weakness[], puzzle: Puzzle, printed: readonly (readonly [number, Counted])[]): number | undefined {
    const repairer = new Repairer(highs, {
      count: this.#system.places.length,
      relations: this.#system.relations,
      fixed: this.#printedBefore,
      printed: new Map(printed.map(([variable, counted]) => [variable, { value: counted.count, cost: costOf(counted, this.#hierarchies) }])),
    });
    let hid = 0;
    try {
      for (const weakness of weak) {
        const hide = repairer.for(weakness, this.#base, puzzle.shown(weakness.variable));
        if (hide === undefined) return weakness.variable;
        for (const variable of hide) this.#hide(variable, weakness.how === "series" ? "interval" : "insider");
        hid += hide.length;
      }
    } finally {
      repairer.end();
    }
    return hid > 0 ? undefined : this.#cheapestBeside(weak[0]?.variable, printed);
  }

  /** When fractions say that nothing is amiss and whole numbers disagree: one more cell in a line with the weak one. */
  #cheapestBeside(variable: number | undefined, printed: readonly (readonly [number, Counted])[]): number | undefined {
    const open = new Map(printed);
    const beside = this.#system.relations.filter((relation) => variable !== undefined && relation.includes(variable)).flatMap((relation) => relation.flatMap((one) => (open.has(one) && !this.#isHidden(one) ? [one] : [])));
    const costs = beside.map((one) => ({ one, cost: costOf(open.get(one) ?? { count: 0, parts: {}, codes: {} }, this.#hierarchies) }));
    const [best] = costs.toSorted((a, b) => a.cost - b.cost || a.one - b.one);
    if (best === undefined) return variable;
    this.#hide(best.one, "interval");
    return undefined;
  }

  /** Every witness once more, in whole numbers, against everything printed. */
  withstands(): boolean {
    return this.#witnesses.length > 0 && this.#witnesses.every((table) => adds(table, this.#system.relations) && [...this.#printedBefore].every(([variable, value]) => table[variable] === value));
  }

  get witnesses(): number {
    return this.#witnesses.length;
  }

  result(): Protected {
    const isGap = (cell: CountedTable["cells"][number], table: CountedTable): Why | undefined => this.why.get(this.#system.index.get(placeOf({ ...table.fixed, ...cell.codes }, this.#hierarchies).key) ?? -1);
    const { tables } = this.#input;
    const release = draftOf(this.#input, (cell, table) => (isGap(cell, table) === undefined ? cell.count : null));
    const hidden = tables.flatMap((table) => table.cells.flatMap((cell) => { const why = isGap(cell, table); return why === undefined ? [] : [{ table: table.id, codes: { ...table.fixed, ...codesIn(cell, this.#input.total) }, why }]; }));
    const cells = this.#counts.size;
    return { ok: true, release: release as PublishableRelease, report: { cells, printed: cells - this.why.size, sensitive: this.#sensitive.size, hidden, rounds: this.rounds, witnesses: this.witnesses } };
  }
}

/** Tables and cells in one order, so that the same counts give the same bytes however they came. */
function ordered(input: ProtectInput): ProtectInput {
  const nameOf = (cell: CountedTable["cells"][number], table: CountedTable): string => JSON.stringify(table.dims.map((dimension) => cell.codes[dimension] ?? ""));
  const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  const tables = input.tables.map((table) => ({ ...table, cells: table.cells.toSorted((a, b) => byText(nameOf(a, table), nameOf(b, table))) })).toSorted((a, b) => byText(a.id, b.id));
  const dims = Object.fromEntries(Object.entries(input.dims).toSorted(([a], [b]) => byText(a, b)));
  return { ...input, dims, tables, previous: input.previous.toSorted((a, b) => byText(a.id, b.id)) };
}

export async function protectWith(given: ProtectInput, steps: Steps, watching?: Watching): Promise<Protected> {
  const wrong = fault(given);
  if (wrong !== undefined) return wrong;
  const input = ordered(given);
  try {
    const protection = new Protection(input, steps, new Pace(watching));
    const unfit = await protection.check();
    if (unfit !== undefined) return unfit;
    protection.mark();
    protection.hideSecondaries();
    const failed = await protection.repair();
    if (failed !== undefined) return failed;
    return protection.withstands() ? protection.result() : refuse("cannot-be-protected", input.id);
  } catch (error) {
    if (error instanceof RangeError) return refuse("input-invalid", `${input.id}: ${error.message}`);
    if (error instanceof Contradiction) return refuse("cannot-be-protected", input.id);
    throw error;
  }
}

/** A release that withstands attacks A to G, with all that was printed before it; or why there is none. Nothing half done is ever returned. */
export function protect(input: ProtectInput, watching?: Watching): Promise<Protected> {
  return protectWith(input, allSteps, watching);
}
