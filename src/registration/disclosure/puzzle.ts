/**
 * What somebody who knows the printed numbers can still think of the others. Every table that fits is a witness: whole numbers, checked exactly. That a
 * cell is protected is believed only of witnesses; that it is not, as soon as the solver finds no better.
 */
import type { Highs } from "highs";
import { certain } from "./certain.ts";
import { boundless, Program, type Best, type Bounds, type Row } from "./solver.ts";
import { groupsOf, type Relation } from "./system.ts";

export type Table = Int32Array;
export type Range = { readonly low: number; readonly high: number };
/** What somebody knows besides what is printed: bounds of some variables. */
export type Extra = ReadonlyMap<number, Bounds>;

/** Some numbers cannot stand together: `variable` is one of them. */
export class Contradiction extends Error {
  readonly variable: number;
  constructor(variable: number) {
    super("numbers that cannot stand together");
    this.variable = variable;
  }
}

type Block = { readonly variables: readonly number[]; readonly column: ReadonlyMap<number, number>; readonly rows: readonly Row[] };

/** True when every relation holds and nothing is negative. */
export function adds(table: ArrayLike<number>, relations: readonly Relation[]): boolean {
  return relations.every(([parent, ...children]) => children.reduce((sum, child) => sum + (table[child] ?? 0), 0) === table[parent ?? 0]);
}

/** True when there is a table, and all of them add up and say what was printed: what a release rests on. */
export function stand(tables: readonly Table[], relations: readonly Relation[], printed: ReadonlyMap<number, number>): boolean {
  return tables.length > 0 && tables.every((table) => adds(table, relations) && [...printed].every(([variable, value]) => table[variable] === value));
}

/** Numbers that follow from one relation alone: the last unknown of it, or parts of nothing. */
function follow(relations: readonly Relation[], known: Map<number, number>): void {
  for (let moved = true; moved; ) {
    moved = false;
    for (const relation of relations) {
      const unknown = relation.filter((one) => !known.has(one));
      if (unknown.length === 0) continue;
      const [parent, ...children] = relation;
      const rest = (known.get(parent ?? 0) ?? 0) - children.reduce((sum, child) => sum + (known.get(child) ?? 0), 0);
      const [only] = unknown;
      if (unknown.length === 1 && only !== undefined) {
        known.set(only, only === parent ? -rest : rest);
        moved = true;
      } else if (rest === 0 && parent !== undefined && known.has(parent)) {
        for (const one of unknown) known.set(one, 0);
        moved = true;
      }
    }
  }
}

export class Puzzle {
  readonly known: ReadonlyMap<number, number>;
  readonly #highs: Highs;
  readonly #count: number;
  readonly #relations: readonly Relation[];
  readonly #ranges: ReadonlyMap<number, Bounds>;
  readonly #blocks: Block[] = [];
  readonly #blockOf = new Map<number | undefined, Block>();
  readonly #programs = new Map<Block, { loose?: Program; whole?: Program }>();
  readonly witnesses: Table[] = [];
  readonly #low: Int32Array;
  readonly #high: Int32Array;
  #solved = 0;

  /** Throws `Contradiction` where the numbers do not add up. */
  constructor(highs: Highs, count: number, relations: readonly Relation[], printed: ReadonlyMap<number, number>, ranges: ReadonlyMap<number, Bounds> = new Map()) {
    this.#highs = highs;
    this.#count = count;
    this.#relations = relations;
    this.#ranges = ranges;
    const known = new Map(printed);
    follow(relations, known);
    for (const [variable, value] of known) if (value < 0) throw new Contradiction(variable);
    for (const [parent = 0, ...children] of relations) {
      if (!known.has(parent) || !children.every((child) => known.has(child))) continue;
      if (children.reduce((sum, child) => sum + (known.get(child) ?? 0), 0) !== known.get(parent)) throw new Contradiction(parent);
    }
    this.known = known;
    this.#low = new Int32Array(count).fill(boundless);
    this.#high = new Int32Array(count).fill(-1);
    this.#split();
  }

  get solved(): number {
    return this.#solved;
  }

  #split(): void {
    const open = this.#relations.map((relation) => relation.filter((one) => !this.known.has(one)));
    const groups = groupsOf(this.#count, open).filter(([first = 0]) => !this.known.has(first));
    for (const variables of groups) {
      const block: Block = { variables, column: new Map(variables.map((variable, at) => [variable, at])), rows: [] };
      this.#blocks.push(block);
      for (const variable of variables) this.#blockOf.set(variable, block);
    }
    for (const [at, relation] of this.#relations.entries()) {
      const [first] = certain(open[at]);
      const block = this.#blockOf.get(first);
      if (block !== undefined) (block.rows as Row[]).push(this.#row(relation, block));
    }
  }

  #row([parent = 0, ...children]: Relation, block: Block): Row {
    const terms: (readonly [number, number])[] = [];
    let equals = 0;
    const put = (variable: number, by: number): void => {
      const column = block.column.get(variable);
      if (column === undefined) equals -= by * (this.known.get(variable) ?? 0);
      else terms.push([column, by]);
    };
    put(parent, -1);
    for (const child of children) put(child, 1);
    return { terms, equals };
  }

  #bounds(variable: number): Bounds {
    return this.#ranges.get(variable) ?? [0, boundless];
  }

  #program(block: Block, whole: boolean): Program {
    const made = this.#programs.get(block) ?? {};
    this.#programs.set(block, made);
    const kind = whole ? "whole" : "loose";
    const program = made[kind] ?? new Program(this.#highs, block.variables.map((one) => this.#bounds(one)), block.rows, whole ? "whole" : "objective");
    made[kind] = program;
    return program;
  }

  #least(block: Block, variable: number, sign: 1 | -1 | 0, whole: boolean, extra?: Extra): Best | undefined {
    const program = this.#program(block, whole);
    const touched = extra === undefined ? [] : [...extra].flatMap(([one, bounds]) => (block.column.has(one) ? [[block.column.get(one) ?? 0, bounds] as const] : []));
    for (const [column, bounds] of touched) program.bound(column, bounds);
    this.#solved += 1;
    const best = program.least([[certain(block.column.get(variable)), sign]]);
    for (const [column] of touched) program.unbound(column);
    return best;
  }

  /** A table that fits: known numbers, `base` elsewhere, and the solver's answer in one block. Nothing when it does not fit in whole numbers. */
  #witness(block: Block, found: Best, base: Table | undefined): Table | undefined {
    const table = new Int32Array(this.#count);
    table.set(base ?? []);
    for (const [variable, value] of this.known) table[variable] = value;
    for (const [column, variable] of block.variables.entries()) table[variable] = Math.round(found.columns[column] ?? 0);
    return this.#fits(block, table) ? table : undefined;
  }

  #fits(block: Block, table: Table): boolean {
    const within = block.variables.every((variable) => {
      const [low, high] = this.#bounds(variable);
      return certain(table[variable]) >= low && certain(table[variable]) <= high;
    });
    return within && block.rows.every(({ terms, equals }) => terms.reduce((sum, [column, by]) => sum + by * (table[block.variables[column] ?? 0] ?? 0), 0) === equals);
  }

  /** Adds a table, if it fits everything; says whether it did. */
  admit(table: Table): boolean {
    for (const [variable, value] of this.known) if (table[variable] !== value) return false;
    if (!this.#blocks.every((block) => this.#fits(block, table))) return false;
    this.#keep(table);
    return true;
  }

  #keep(table: Table): void {
    this.witnesses.push(table);
    for (let at = 0; at < this.#count; at++) {
      const value = table[at] ?? 0;
      if (value < (this.#low[at] ?? 0)) this.#low[at] = value;
      if (value > (this.#high[at] ?? 0)) this.#high[at] = value;
    }
  }

  /** Whole numbers for everything, or throws `Contradiction`: the first witness. */
  complete(): Table {
    let table: Table = new Int32Array(this.#count);
    for (const [variable, value] of this.known) table[variable] = value;
    for (const block of this.#blocks) {
      const first = certain(block.variables[0]);
      const loose = this.#least(block, first, 0, false);
      const next = (loose === undefined ? undefined : this.#witness(block, loose, table)) ?? this.#wholly(block, table);
      if (next === undefined) throw new Contradiction(first);
      table = next;
    }
    this.#keep(table);
    return table;
  }

  #wholly(block: Block, base: Table): Table | undefined {
    const best = this.#least(block, certain(block.variables[0]), 0, true);
    return best === undefined ? undefined : this.#witness(block, best, base);
  }

  /** The smallest and the largest value that fit, as the solver sees it, rounded inwards to whole numbers. */
  interval(variable: number, extra?: Extra): Range {
    const value = this.known.get(variable);
    const block = this.#blockOf.get(variable);
    if (block === undefined) return { low: value ?? 0, high: value ?? Infinity };
    const least = this.#least(block, variable, 1, false, extra);
    const most = this.#least(block, variable, -1, false, extra);
    if (least === undefined || most === undefined) throw new Contradiction(variable);
    return { low: Math.max(0, Math.ceil(least.value - 1e-6)), high: -most.value > boundless / 2 ? Infinity : Math.floor(1e-6 - most.value) };
  }

  /** What the witnesses show of a variable so far. */
  shown(variable: number): Range {
    return { low: this.#low[variable] ?? 0, high: this.#high[variable] ?? 0 };
  }

  /** Looks for witnesses that lie `width` apart and reach `top`. `ok: false` with what the solver says is possible, or with what whole numbers reach. */
  protects(variable: number, width: number, top: number): Range & { readonly ok: boolean } {
    const good = ({ low, high }: Range): boolean => high - low >= width && high >= top;
    const block = this.#blockOf.get(variable);
    for (const [whole, sign] of [[false, -1], [false, 1], [true, -1], [true, 1]] as const) {
      if (good(this.shown(variable)) || block === undefined) break;
      this.#look(block, variable, sign, whole);
    }
    return { ...this.shown(variable), ok: good(this.shown(variable)) };
  }

  #look(block: Block, variable: number, sign: 1 | -1, whole: boolean, extra?: Extra): Table | undefined {
    const best = this.#least(block, variable, sign, whole, extra);
    const table = best === undefined ? undefined : this.#witness(block, best, this.witnesses[0]);
    if (table !== undefined) this.#keep(table);
    return table;
  }

  /** Of some variables, those that somebody who knows `extra` can work out: no two tables that fit it differ there. */
  async closedTo(extra: Extra, variables: Iterable<number>, step: () => Promise<void>): Promise<number[]> {
    const fits = (table: Table): boolean => [...extra].every(([one, [low, high]]) => (table[one] ?? 0) >= low && (table[one] ?? 0) <= high);
    const eligible = this.witnesses.filter(fits);
    const bounded = new Set<Block>();
    const closed: number[] = [];
    const differs = (variable: number): boolean => eligible.some((table) => table[variable] !== eligible[0]?.[variable]);
    for (const variable of variables) {
      await step();
      const block = this.#blockOf.get(variable);
      for (const [whole, sign] of [[false, -1], [false, 1], [true, -1], [true, 1]] as const) {
        if (block === undefined || differs(variable)) break;
        this.#limit(block, extra, bounded);
        const table = this.#look(block, variable, sign, whole, whole ? extra : undefined);
        if (table !== undefined && fits(table)) eligible.push(table);
      }
      if (!differs(variable)) closed.push(variable);
    }
    for (const block of bounded) for (const one of extra.keys()) if (block.column.has(one)) this.#program(block, false).unbound(block.column.get(one) ?? 0);
    return closed;
  }

  /** Puts what somebody knows on a block once, for all that is asked of it. */
  #limit(block: Block, extra: Extra, bounded: Set<Block>): void {
    if (bounded.has(block)) return;
    bounded.add(block);
    for (const [one, bounds] of extra) if (block.column.has(one)) this.#program(block, false).bound(block.column.get(one) ?? 0, bounds);
  }

  end(): void {
    for (const { loose, whole } of this.#programs.values()) {
      loose?.end();
      whole?.end();
    }
    this.#programs.clear();
  }
}
