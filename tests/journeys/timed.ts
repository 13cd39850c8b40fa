/** What the time of an answer tells: two kinds of requests, asked in turns, compared as somebody would who guesses by the clock. */

/** Milliseconds of the one kind and of the other, pair by pair. */
export type Timed = { readonly one: readonly number[]; readonly other: readonly number[] };

async function timeOf(ask: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await ask();
  return performance.now() - started;
}

/** Asks both in every pair, the one first as often as the other, so that whatever else the machine does, and coming second, meets both. */
export async function timed(pairs: number, one: () => Promise<unknown>, other: () => Promise<unknown>): Promise<Timed> {
  const times: { readonly one: number[]; readonly other: number[] } = { one: [], other: [] };
  for (let pair = 0; pair < pairs; pair++) {
    const first = pair % 2 === 0;
    const here = first ? await timeOf(one) : 0;
    times.other.push(await timeOf(other));
    times.one.push(first ? here : await timeOf(one));
  }
  return times;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** How far the medians lie apart, as a part of the smaller one. */
export function apart({ one, other }: Timed): number {
  const [here, there] = [median(one), median(other)];
  return Math.abs(here - there) / Math.min(here, there);
}

/** The area under the curve of who tells the two apart by their time alone: 0.5 is guessing, 1 is knowing (Mann and Whitney). */
export function tellsApart({ one, other }: Timed): number {
  const all = [...one.map((time) => ({ time, mine: true })), ...other.map((time) => ({ time, mine: false }))].toSorted((a, b) => a.time - b.time);
  const ranks = all.reduce((sum, { mine }, at) => (mine ? sum + at + 1 : sum), 0);
  const area = (ranks - (one.length * (one.length + 1)) / 2) / (one.length * other.length);
  return Math.max(area, 1 - area);
}

/** Pairs of many kinds of requests as one measurement: every time as a part of what its kind of request usually takes. */
export function together(all: readonly Timed[]): Timed {
  const usual = all.map(({ one, other }) => median([...one, ...other]));
  const scaled = (side: keyof Timed): number[] => all.flatMap((times, at) => times[side].map((time) => time / (usual[at] ?? 1)));
  return { one: scaled("one"), other: scaled("other") };
}

/** The same from pairs of many kinds of requests, each pair against itself. */
export function pairsTellApart(all: readonly Timed[]): number {
  const won = all.flatMap(({ one, other }) => one.map((time, at) => time > (other[at] ?? 0)));
  const share = won.filter(Boolean).length / won.length;
  return Math.max(share, 1 - share);
}
