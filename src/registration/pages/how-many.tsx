/** How often: the total of a period in a sentence, and the course over quarters or years as a line with its table. */
import type { FC } from "hono/jsx";
import { Details, Heading, Paragraph, Table } from "../../ui/index.ts";
import { periodOf, yearBefore, type Figures, type Period } from "../published/index.ts";
import type { CellValue } from "../disclosure/index.ts";
import { Line } from "./chart/line.tsx";
import { labelled } from "./chart/scale.ts";
import { cellIn, drawn, numberIn, periodIn, periodShort, type Seen } from "./words.ts";

type Given = Seen & { readonly figures: Figures; readonly period: Period };
type Moment = { readonly period: Period; readonly value: CellValue };

/** At most three years of quarters, ten of years; oldest first. */
const most = { quarter: 12, year: 10, "school-year": 10, other: 10 } as const;

/** Periods of one kind up to this one whose total some table has. */
export function courseOf({ figures, period }: Pick<Given, "figures" | "period">, kind: Period["kind"]): readonly Moment[] {
  const until = figures.periods.filter((one) => one.kind === kind && one.year <= period.year && (one.year < period.year || (one.quarter ?? 4) <= (period.quarter ?? 4)));
  return until
    .flatMap((one): Moment[] => {
      const value = figures.value(one, {});
      return value === undefined ? [] : [{ period: one, value }];
    })
    .slice(0, most[kind])
    .toReversed();
}

const Course: FC<Given & { readonly course: readonly Moment[] }> = ({ course, ...given }) => {
  const { text, language, period } = given;
  const { heading, column, quarters, years } = text.howMany;
  const caption = course[0]?.period.kind === "quarter" ? quarters : years;
  const points = course.map((one, index) => ({ label: markOf(course, index), value: drawn(one.value), text: cellIn(given, one.value) }));
  const said = course.map((one) => `${periodShort(given, one.period)}: ${cellIn(given, one.value)}`).join("; ");
  return (
    <>
      <Paragraph>{course[0]?.period.kind === "quarter" ? text.howMany.eachQuarter : text.howMany.eachYear}</Paragraph>
      <Line label={text.picture(`${heading} ${caption}.`, periodIn(given, period), `${said}.`)} points={points} written={(value) => numberIn(language, value)} />
      <Details summary={text.numbers}>
        <Table caption={caption} label={caption} head={[column, text.count]} rows={course.map((one) => [periodIn(given, one.period), cellIn(given, one.value)])} firstIsHeader />
      </Details>
    </>
  );
};

/** Short enough for under a point on a phone: years that fit, and of quarters the year where it begins. */
function markOf(course: readonly Moment[], index: number): string | undefined {
  const period = course[index]?.period;
  if (period === undefined) return undefined;
  if (period.kind === "quarter") return period.quarter === 1 ? String(period.year) : undefined;
  return labelled(index, course.length) ? String(period.year) : undefined;
}

export const HowMany: FC<Given> = (given) => {
  const { text, figures, period } = given;
  const total = figures.value(period, {});
  const before = yearBefore(period);
  const earlier = before === undefined ? undefined : figures.value(periodOf(before), {});
  const matters = figures.value(period, { count: "matters" });
  const courses = (["year", "school-year", "quarter"] as const).map((kind) => courseOf(given, kind)).filter((course) => course.length > 2);
  if (total === undefined && courses.length === 0) return null;
  const gaps = total === null || courses.some((course) => course.some(({ value }) => value === null));
  return (
    <section id="hoeveel">
      <Heading level={2}>{text.howMany.heading}</Heading>
      {typeof total === "number" ? <Paragraph>{text.howMany.total(periodIn(given, period), cellIn(given, total))}</Paragraph> : null}
      {typeof total === "number" && typeof earlier === "number" && before !== undefined ? <Paragraph>{text.howMany.before(periodIn(given, periodOf(before)), cellIn(given, earlier))}</Paragraph> : null}
      {typeof matters === "number" ? <Paragraph>{text.howMany.matters(cellIn(given, matters))}</Paragraph> : null}
      {courses.length === 0 ? null : <Paragraph>{text.howMany.explain}</Paragraph>}
      {courses.map((course) => (
        <Course {...given} course={course} />
      ))}
      {gaps ? <Paragraph small>{text.gaps.sentence}</Paragraph> : null}
    </section>
  );
};
