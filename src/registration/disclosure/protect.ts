/** From counts to a release that withstands every attack: mark, hide, attack, repair, until nothing is found. */
import { byOrganisations, byPersons, bySeries, knowledgeOf, type Demand, type Insider, type Subject, type Weakness } from "./audit.ts";
import { certain } from "./certain.ts";
import { codesIn, draftOf, ordered } from "./draft.ts";
import { evidenceOf, within } from "./evidence.ts";
import { joined, type Hierarchies } from "./hierarchy.ts";
import { insidersOf } from "./insiders.ts";
import { costOf, dearestFirst, levelOf, neededMost } from "./importance.ts";
import { fault, refuse, type Protected, type ProtectInput } from "./input.ts";
import { freely, Printing } from "./modular.ts";
import { Contradiction, Puzzle, stand, type Table } from "./puzzle.ts";
import { cheapestBeside, Repairer } from "./repair.ts";
import { countsOf, isSmall, leavesFew, liesBehind, marginsOf, primaries, zerosBehind, zerosOfOpenSums, type Counted, type Margin, type Why } from "./sensitive.ts";
import type { CountedTable, PublishableRelease } from "./shape.ts";
import { solver } from "./solver.ts";
import { suppress } from "./suppress.ts";
import { placeOf, type System } from "./system.ts";
import { Pace, type Watching } from "./watching.ts";

/** Steps that can be switched off one at a time, so that tests show what each is for. Never exported by the door. */
export type Steps = { readonly secondary: boolean; readonly history: boolean; readonly intervals: boolean; readonly insiders: boolean; readonly givingBack: boolean };
export const allSteps: Steps = { secondary: true, history: true, intervals: true, insiders: true, givingBack: true };

const mostRounds = 40;
/** So many linear programs at least may be spent on giving cells back. */
const leastGivingBack = 2000;

const nameOf = ({ variable, insider, extra, how }: Weakness): string => `${how} ${variable} ${insider?.name} ${how === "person" ? [...certain(extra).keys()].join() : ""}`;

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
  /** Also where nothing ties it to this release yet. */
  readonly #everPrinted: ReadonlyMap<string, number>;
  readonly #hiddenBefore: ReadonlySet<number>;
  readonly #margins: readonly Margin[];
  readonly why = new Map<number, Why>();
  readonly #sensitive = new Set<number>();
  #witnesses: readonly Table[] = [];
  #base: Table = new Int32Array();
  /** Weaknesses that earlier releases left: hiding all of this one would not mend them. */
  readonly #gave = new Set<string>();
  /** Hidden whatever the attacks say. */
  readonly #kept = new Set<number>();
  #solved = 0;
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
    const moved = <T>(map: Iterable<readonly [number, T]>): Map<number, T> => new Map([...map].flatMap(([old, value]) => (part.to.has(old) ? [[certain(part.to.get(old)), value] as const] : [])));
    this.#system = part.system;
    this.#counts = moved(mine);
    this.#before = moved(countsOf(input.earlier ?? [], this.#hierarchies, whole.system));
    this.#printedBefore = moved(whole.printed);
    this.#everPrinted = new Map([...whole.printed].map(([variable, value]) => [certain(whole.system.places[variable]).key, value]));
    const before = evidenceOf(history, false);
    const keys = [...before.hidden].map((one) => certain(before.system.places[one]).key);
    this.#hiddenBefore = new Set(keys.flatMap((key) => this.#system.index.get(key) ?? []));
    this.#margins = marginsOf(this.#counts, this.#hierarchies, this.#system, input.sensitive);
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

  /** The table and the cell, for whoever asked for it. A cell that no table asked for has only its own name. */
  #name(variable: number): string {
    const { key } = certain(this.#system.places[variable]);
    const table = this.#input.tables.find(({ fixed, cells }) => cells.some(({ codes }) => placeOf({ ...fixed, ...codes }, this.#hierarchies).key === key));
    return `${this.#input.id}${table === undefined ? "" : `/${table.id}`}: ${key}`;
  }

  readonly #isHidden = (variable: number): boolean => this.why.has(variable);
  readonly #isForced = (variable: number): boolean => this.#printedBefore.has(variable);
  readonly #isGap = (variable: number): boolean => this.#isHidden(variable) || this.#hiddenBefore.has(variable);

  #hide(variable: number, why: Why): void {
    if (!this.why.has(variable) && !this.#isForced(variable)) this.why.set(variable, why);
  }

  /** Zeros behind what is hidden are hidden too, until none is left; all of them say something of somebody. */
  #hideZeros(): void {
    const left = (): number[] => zerosBehind(this.#counts, this.#margins, this.#isGap).filter((one) => !this.#isForced(one));
    for (let zeros = left(); zeros.length > 0; zeros = left()) for (const zero of zeros) this.#hide(zero, "primary");
    for (const { parent, children } of this.#margins) if (parent !== undefined && this.#isGap(parent)) for (const child of children) if (certain(this.#counts.get(child)).count === 0 && this.#isHidden(child)) this.#sensitive.add(child);
  }

  mark(): void {
    for (const [variable, why] of primaries(this.#counts, this.#margins, this.#input.threshold, this.#steps.insiders)) {
      this.#hide(variable, why);
      if (this.why.has(variable)) this.#sensitive.add(variable);
    }
    for (const variable of this.#hiddenBefore) {
      if (this.#counts.has(variable)) {
        this.#hide(variable, "previous");
        this.#kept.add(variable);
      }
      const counted = this.#before.get(variable);
      if (counted !== undefined && (isSmall(counted.count, this.#input.threshold) || leavesFew(counted))) this.#sensitive.add(variable);
    }
    for (const zero of zerosOfOpenSums(this.#counts, this.#hierarchies, this.#system.index, this.#everPrinted, this.#isHidden)) {
      this.#hide(zero, "secondary");
      this.#kept.add(zero);
    }
    this.#hideZeros();
  }

  hideSecondaries(): void {
    if (!this.#steps.secondary) return;
    const plain = { count: this.#system.plain.places, relations: this.#system.relations.slice(0, this.#system.plain.relations) };
    suppress({
      ...plain,
      forced: [...this.#printedBefore.keys()],
      guarded: [...this.why.keys(), ...this.#hiddenBefore],
      candidates: this.#inOrder(),
      behind: (variable) => {
        this.#hide(variable, "secondary");
        const known = new Set(this.why.keys());
        this.#hideZeros();
        return [...this.why.keys()].filter((one) => !known.has(one));
      },
    });
  }

  #inOrder(): number[] {
    const serves = new Map<number, number>();
    for (const relation of this.#system.relations) if (relation.some(this.#isHidden)) for (const one of relation) serves.set(one, (serves.get(one) ?? 0) + 1);
    const rank = [...this.#counts].map(([variable, counted]) => ({ variable, level: levelOf(counted, this.#hierarchies), serves: serves.get(variable) ?? 0, count: counted.count, key: certain(this.#system.places[variable]).key }));
    return rank.toSorted(neededMost).map(({ variable }) => variable);
  }

  #insiders(): Insider[] {
    if (!this.#steps.insiders) return [];
    return insidersOf(this.#system, new Map([...this.#before, ...this.#counts]), this.#hierarchies);
  }

  /** Attacks what would be printed and hides more, until no attack finds anything. Undefined when that is reached. */
  async repair(): Promise<Protected | undefined> {
    const highs = await solver();
    const insiders = this.#insiders();
    let last: number | undefined;
    for (this.rounds = 1; this.rounds <= mostRounds; this.rounds++) {
      const printed = [...this.#counts].filter(([variable]) => !this.#isHidden(variable) && !this.#isForced(variable));
      const puzzle = this.#puzzle(highs);
      try {
        const weak = await this.#attacked(puzzle, insiders);
        this.#witnesses = puzzle.witnesses;
        this.#solved += puzzle.solved;
        if (weak.length === 0) return undefined;
        const lost = await this.#hideMore(highs, weak, puzzle, printed);
        if (lost !== undefined) return refuse("cannot-be-protected", this.#name(lost));
        last = weak[0]?.variable;
        this.#hideZeros();
      } finally {
        puzzle.end();
      }
    }
    return refuse("cannot-be-protected", this.#name(last ?? 0));
  }

  /** Everything that is printed once this release is: every number of earlier ones, and what is not hidden here. */
  #printed(): ReadonlyMap<number, number> {
    const mine = [...this.#counts].filter(([variable]) => !this.#isHidden(variable)).map(([variable, { count }]) => [variable, count] as const);
    return new Map([...mine, ...this.#printedBefore]);
  }

  /** What a reader of all this has before him, with everything known that fits it. */
  #puzzle(highs: Awaited<ReturnType<typeof solver>>): Puzzle {
    const puzzle = new Puzzle(highs, this.#system.places.length, this.#system.relations, this.#printed());
    puzzle.admit(this.#base);
    for (const table of this.#witnesses) puzzle.admit(table);
    return puzzle;
  }

  #demands(): Demand[] {
    const { threshold } = this.#input;
    const all = [...new Set([...this.why.keys(), ...this.#hiddenBefore])].toSorted((a, b) => a - b);
    return all.map((variable) => (this.#sensitive.has(variable) && this.#steps.intervals ? { variable, width: threshold, top: threshold } : { variable, width: 1, top: 0 }));
  }

  /** One kind of attack after the other: what the first finds, its repair often mends for the next. */
  async #attacked(puzzle: Puzzle, insiders: readonly Insider[], firstOnly = false): Promise<Weakness[]> {
    const unprinted = this.#system.places.slice(0, this.#system.plain.places).flatMap((_, at) => (this.#counts.has(at) || this.#printedBefore.has(at) || this.#hiddenBefore.has(at) ? [] : [at]));
    const subject: Subject = { puzzle, base: this.#base, demands: this.#demands(), sensitive: this.#sensitive, unprinted, threshold: this.#input.threshold, insiders, firstOnly: firstOnly && this.#gave.size === 0 };
    for (const by of [bySeries, byOrganisations, byPersons]) {
      const weak = await this.#old((await by(subject, this.#pace)).filter((one) => !this.#gave.has(nameOf(one))));
      if (weak.length > 0) return weak;
    }
    return [];
  }

  /** What earlier releases gave away already cannot be taken back: it is no weakness of this one. */
  async #old(weak: readonly Weakness[]): Promise<Weakness[]> {
    const old = weak.filter(({ variable }) => this.#hiddenBefore.has(variable) && !this.#counts.has(variable));
    const given = await this.#given(old);
    for (const one of given) this.#gave.add(nameOf(one));
    return weak.filter((one) => !given.has(one));
  }

  /** Of some weaknesses, those that are there when nothing of this release is printed. */
  async #given(weak: readonly Weakness[]): Promise<ReadonlySet<Weakness>> {
    const given = new Set<Weakness>();
    if (weak.length === 0) return given;
    const puzzle = new Puzzle(await solver(), this.#system.places.length, this.#system.relations, this.#printedBefore);
    puzzle.admit(this.#base);
    for (const [at, one] of weak.entries()) {
      const { variable, width, top, extra, insider } = one;
      const known = insider === undefined ? extra : knowledgeOf(insider, this.#base, (other) => !puzzle.known.has(other));
      const step = (): Promise<void> => this.#pace.step("history", at, weak.length);
      const gave = known === undefined ? !puzzle.protects(variable, width, top).ok : (await puzzle.closedTo(known, [variable], step)).length > 0;
      if (gave) given.add(one);
    }
    puzzle.end();
    return given;
  }

  /** Hides what helps. Returns what nothing helps: what was printed before determines it. */
  async #hideMore(highs: Awaited<ReturnType<typeof solver>>, weak: readonly Weakness[], puzzle: Puzzle, printed: readonly (readonly [number, Counted])[]): Promise<number | undefined> {
    const priced = printed.map(([variable, counted]) => [variable, { value: counted.count, cost: costOf(counted, this.#hierarchies) }] as const);
    const repairer = new Repairer(highs, { count: this.#system.places.length, relations: this.#system.relations, fixed: this.#printedBefore, printed: new Map(priced) });
    const before = this.why.size;
    const helpless: Weakness[] = [];
    for (const weakness of weak) {
      const hide = repairer.for(weakness, this.#base, puzzle.shown(weakness.variable));
      if (hide === undefined) helpless.push(weakness);
      for (const variable of hide ?? []) this.#hide(variable, weakness.how === "series" ? "interval" : "insider");
    }
    repairer.end();
    const [lost] = await this.#given(helpless);
    if (lost !== undefined) return lost.variable;
    if (this.why.size > before) return undefined;
    const costs = new Map(priced.map(([variable, { cost }]) => [variable, cost]));
    const helped = weak.filter(({ variable }) => this.#hideBeside(new Set([variable]), costs));
    return helped.length > 0 || this.#hideBeside(new Set(this.why.keys()), costs) ? undefined : weak[0]?.variable;
  }

  /** When fractions say that nothing is amiss, or that nothing helps, and whole numbers may disagree: one more cell in a line with one of these. */
  #hideBeside(these: ReadonlySet<number>, costs: Map<number, number>): boolean {
    const best = cheapestBeside(these, this.#system.relations, costs);
    if (best === undefined) return false;
    costs.delete(best);
    this.#hide(best, "interval");
    return true;
  }

  /** Hidden for others only: neither sensitive itself, nor a zero behind something hidden, nor kept for a sum that comes later. */
  #isSpare(variable: number): boolean {
    if (this.#kept.has(variable)) return false;
    return certain(this.#counts.get(variable)).count > 0 ? !this.#sensitive.has(variable) : !liesBehind(variable, this.#margins, this.#isGap);
  }

  #byCost(): number[] {
    const rank = [...this.why.keys()].map((variable) => ({ variable, cost: costOf(certain(this.#counts.get(variable)), this.#hierarchies), key: certain(this.#system.places[variable]).key }));
    return rank.toSorted(dearestFirst).map(({ variable }) => variable);
  }

  /** What was hidden for the sake of others and no attack needs any more is printed after all. Bounded by the work that it took to hide. */
  async giveBack(): Promise<void> {
    if (!this.#steps.givingBack) return;
    const highs = await solver();
    const insiders = this.#insiders();
    const printing = this.#printing();
    const most = this.#solved + leastGivingBack;
    for (const [at, variable] of this.#byCost().entries()) {
      await this.#pace.step("giving back", at, this.why.size);
      if (!this.#isSpare(variable) || printing.tells(variable)) continue;
      if (this.#solved > 2 * most) return;
      if (await this.#isSafeWith(variable, highs, insiders)) printing.print(variable, true);
    }
  }

  #printing(): Printing {
    const printing = new Printing(freely(this.#system.plain.places, this.#system.relations.slice(0, this.#system.plain.relations)));
    for (const variable of this.#printedBefore.keys()) printing.print(variable);
    for (const variable of this.why.keys()) printing.guard(variable);
    for (const variable of this.#hiddenBefore) printing.guard(variable);
    for (const variable of this.#counts.keys()) if (!this.#isHidden(variable) && !this.#isForced(variable)) printing.print(variable, true);
    return printing;
  }

  /** Prints it, if no attack finds anything then. */
  async #isSafeWith(variable: number, highs: Awaited<ReturnType<typeof solver>>, insiders: readonly Insider[]): Promise<boolean> {
    const why = certain(this.why.get(variable));
    const wasSensitive = this.#sensitive.delete(variable);
    this.why.delete(variable);
    const puzzle = this.#puzzle(highs);
    const isSafe = (await this.#attacked(puzzle, insiders, true)).length === 0;
    this.#solved += puzzle.solved;
    if (isSafe) this.#witnesses = puzzle.witnesses;
    else this.why.set(variable, why);
    if (!isSafe && wasSensitive) this.#sensitive.add(variable);
    puzzle.end();
    return isSafe;
  }

  /** Every witness once more, in whole numbers, against everything printed. */
  withstands(): boolean {
    return stand(this.#witnesses, this.#system.relations, this.#printed());
  }

  get witnesses(): number {
    return this.#witnesses.length;
  }

  result(): Protected {
    const isGap = (cell: CountedTable["cells"][number], table: CountedTable): Why | undefined => this.why.get(certain(this.#system.index.get(placeOf({ ...table.fixed, ...cell.codes }, this.#hierarchies).key)));
    const { tables } = this.#input;
    const release = draftOf(this.#input, (cell, table) => (isGap(cell, table) === undefined ? cell.count : null));
    const hidden = tables.flatMap((table) => table.cells.flatMap((cell) => { const why = isGap(cell, table); return why === undefined ? [] : [{ table: table.id, codes: { ...table.fixed, ...codesIn(cell, this.#input.total) }, why }]; }));
    const cells = this.#counts.size;
    return { ok: true, release: release as PublishableRelease, report: { cells, printed: cells - this.why.size, sensitive: [...this.#sensitive].filter((variable) => this.#counts.has(variable)).length, hidden, rounds: this.rounds, witnesses: this.witnesses } };
  }
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
    await protection.giveBack();
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
