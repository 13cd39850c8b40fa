/** One subject of the page: heading, sentences, picture, and its table, all from the same printed cells. */
import type { FC } from "hono/jsx";
import { Details, Heading, Paragraph, Table } from "../../ui/index.ts";
import { finest, isBroken, largestFirst, periodOf, shareOf, yearBefore, type Breakdown, type Figures, type Period, type Row } from "../published/index.ts";
import type { Subject } from "../texts/figures.ts";
import { Bars } from "./chart/bars.tsx";
import { cellIn, drawn, nameIn, numberIn, periodIn, type Seen } from "./words.ts";

/** Which dimension a subject is about; of two the first that a period has. `bySize`: largest number first, otherwise the order of the list. */
export const plan: Readonly<Record<Subject, { readonly dimensions: readonly string[]; readonly bySize: boolean }>> = {
  waarover: { dimensions: ["topic", "topicGroup"], bySize: true },
  "door-wie": { dimensions: ["by"], bySize: true },
  wie: { dimensions: ["role"], bySize: true },
  school: { dimensions: ["sector"], bySize: false },
  waar: { dimensions: ["region", "province"], bySize: false },
  organisatie: { dimensions: ["organisation"], bySize: false },
  hoe: { dimensions: ["channel"], bySize: true },
  gedaan: { dimensions: ["done"], bySize: true },
  geholpen: { dimensions: ["outcome"], bySize: false },
};

/** What a period has about a subject. */
export function breakdownFor(figures: Figures, period: Period, subject: Subject): Breakdown | undefined {
  for (const dimension of plan[subject].dimensions) {
    const found = figures.breakdown(period, dimension);
    if (found !== undefined) return found;
  }
  return undefined;
}

export type Part = Seen & { readonly figures: Figures; readonly subject: Subject; readonly breakdown: Breakdown };

/** The rows of the picture, in the order of the picture. */
function drawnRows({ subject, breakdown }: Part): readonly Row[] {
  return plan[subject].bySize ? largestFirst(finest(breakdown)) : finest(breakdown);
}

/** Which one is largest, when it is certain; with a gap among them only what is shown can be compared. */
function largestInWords(part: Part, rows: readonly Row[]): string | undefined {
  const [first, second] = largestFirst(rows);
  if (typeof first?.value !== "number" || first.value === 0 || first.value === second?.value) return undefined;
  const say = part.text.subjects[part.subject][rows.every(({ value }) => typeof value === "number") ? "most" : "mostShown"];
  return say(nameIn(part, part.breakdown.dimension, first.code), numberIn(part.language, first.value));
}

function helpedInWords({ text, subject, breakdown }: Part): string | undefined {
  const share = subject === "geholpen" ? shareOf(breakdown.rows.find(({ code }) => code === "helped")?.value, breakdown.total) : undefined;
  return share === undefined ? undefined : text.helped(share);
}

/** A picture of a long list that is mostly zeros would say nothing: more of them than this are told by their number, beside the table that has them all. */
const mostZeros = 8;

/** The picture with what a screen reader says instead. */
export const Picture: FC<Part> = (part) => {
  const { text, breakdown, subject } = part;
  const all = drawnRows(part);
  const some = all.filter(({ value }) => value !== 0);
  const left = all.length - some.length > mostZeros && some.length > 0 ? all.length - some.length : 0;
  const bars = (left > 0 ? some : all).map(({ code, value }) => ({ label: nameIn(part, breakdown.dimension, code), value: drawn(value), text: cellIn(part, value) }));
  const parts = bars.map((bar) => `${bar.label}: ${bar.text}`).join("; ");
  return (
    <>
      <Bars label={text.picture(text.subjects[subject].heading, periodIn(part, breakdown.period), `${parts}.`)} bars={bars} />
      {left > 0 ? <Paragraph small>{text.zeros(numberIn(part.language, left))}</Paragraph> : null}
    </>
  );
};

type Column = { readonly head: string; readonly cell: (row: Row) => string };

function columnsOf(part: Part): readonly Column[] {
  const { text, figures, breakdown } = part;
  const columns: Column[] = [{ head: text.count, cell: ({ value }) => cellIn(part, value) }];
  const share = ({ value }: Row): string => {
    const known = shareOf(value, breakdown.total);
    return known === undefined ? (value === null ? text.hidden : "") : text.percent(known);
  };
  if (typeof breakdown.total === "number") columns.push({ head: text.share, cell: share });
  const before = yearBefore(breakdown.period);
  const earlier = before === undefined ? undefined : figures.breakdown(periodOf(before), breakdown.dimension);
  if (earlier !== undefined) {
    const of = new Map(earlier.rows.map((row) => [row.code, row.value]));
    columns.push({ head: text.before, cell: ({ code }) => (of.has(code) ? cellIn(part, of.get(code) ?? null) : "") });
  }
  return columns;
}

const indent = "\u2003";

/** Every class of the list, also those above the ones in the picture, and the total when it is printed. */
export const Numbers: FC<Part> = (part) => {
  const { text, breakdown, subject } = part;
  const { heading, column } = text.subjects[subject];
  const columns = columnsOf(part);
  const rows = breakdown.rows.map((row) => [`${indent.repeat(row.depth)}${nameIn(part, breakdown.dimension, row.code)}`, ...columns.map(({ cell }) => cell(row))]);
  const total = breakdown.total === undefined ? [] : [[text.all, cellIn(part, breakdown.total), ...columns.slice(1).map(() => "")]];
  const caption = `${heading} ${periodIn(part, breakdown.period)}`;
  return <Table caption={caption} label={caption} head={[column, ...columns.map(({ head }) => head)]} rows={[...rows, ...total]} firstIsHeader />;
};

/** A year earlier stands in the table, but was counted by another list. */
function isCompared({ figures, breakdown }: Part): boolean {
  const before = yearBefore(breakdown.period);
  return before !== undefined && figures.breakdown(periodOf(before), breakdown.dimension) !== undefined && isBroken(figures, breakdown.dimension, breakdown.period, periodOf(before));
}

const hasGap = ({ rows, total }: Breakdown): boolean => total === null || rows.some(({ value }) => value === null);

export const SubjectPart: FC<Part> = (part) => {
  const { text, subject, breakdown } = part;
  const { heading, explain } = text.subjects[subject];
  const largest = largestInWords(part, drawnRows(part));
  const helped = helpedInWords(part);
  return (
    <section id={subject}>
      <Heading level={2}>{heading}</Heading>
      <Paragraph>{explain}</Paragraph>
      {helped === undefined ? null : <Paragraph>{helped}</Paragraph>}
      {largest === undefined ? null : <Paragraph>{largest}</Paragraph>}
      <Picture {...part} />
      {isCompared(part) ? <Paragraph small>{text.changedList}</Paragraph> : null}
      {hasGap(breakdown) ? <Paragraph small>{text.gaps.sentence}</Paragraph> : null}
      <Details summary={text.numbers}>
        <Numbers {...part} />
      </Details>
    </section>
  );
};
