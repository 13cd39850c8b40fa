/** A line over periods, with its numbers at the points and an axis of three marks. Where a number is not shown the line is broken. */
import type { FC } from "hono/jsx";
import { acrossOf, heightOf, numbered, topOf, unbroken, type Shown, type Side } from "./scale.ts";

export interface Point {
  /** Under the point; nothing where there is no room for words. */
  readonly label?: string | undefined;
  readonly value: Shown;
  readonly text: string;
}

const plot = { high: 2, low: 11 } as const;
const height = 14;
/** A number over or under its point, in em. */
const places: Readonly<Record<Side, number>> = { over: -0.6, under: 1.35 };

const Mark: FC<{ readonly at: number; readonly text: string }> = ({ at, text }) => (
  <>
    <line class="chart__grid" x1="0" x2="100%" y1={`${at}em`} y2={`${at}em`} />
    <text class="chart__axis" x="0" y={`${at - 0.2}em`}>
      {text}
    </text>
  </>
);

const Dot: FC<{ readonly point: Point; readonly x: number; readonly top: number; readonly side: Side | undefined; readonly isFirst: boolean }> = ({ point, x, top, side, isFirst }) => {
  const y = point.value === undefined ? undefined : heightOf(point.value, top, plot);
  return (
    <>
      {/* Every gap is as high as the picture, however large what is behind it. */}
      {y === undefined ? <line class="chart__gap" x1={`${x}%`} x2={`${x}%`} y1={`${plot.high}em`} y2={`${plot.low}em`} /> : <circle class="chart__dot" cx={`${x}%`} cy={`${y}em`} r="0.3em" />}
      {side !== undefined && y !== undefined ? (
        // The number of the first point begins at it, or it would run into those of the axis.
        <text class={isFirst ? "chart__number" : "chart__number chart__middle"} x={`${x}%`} dx={isFirst ? "-0.2em" : undefined} y={`${Math.round((y + places[side]) * 100) / 100}em`}>
          {point.text}
        </text>
      ) : null}
      {point.label === undefined ? null : (
        <text class="chart__axis chart__middle" x={`${x}%`} y={`${plot.low + 2.4}em`}>
          {point.label}
        </text>
      )}
    </>
  );
};

/** `written`: how a number of the axis is written. */
export const Line: FC<{ readonly label: string; readonly points: readonly Point[]; readonly written: (value: number) => string }> = ({ label, points, written }) => {
  const values = points.map(({ value }) => value);
  const top = topOf(values);
  const sides = numbered(values);
  const at = (index: number): { readonly x: string; readonly y: string } => ({ x: `${acrossOf(index, points.length)}%`, y: `${heightOf(values[index] ?? 0, top, plot)}em` });
  return (
    // A picture drawn in the page is no `img` of its own; its role and words make it one.
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
    <svg class="chart" role="img" aria-label={label} width="100%" height={`${height}em`}>
      <Mark at={plot.low} text={written(0)} />
      <Mark at={plot.high} text={written(top)} />
      {unbroken(values).map(([from, to]) => (
        <line class="chart__line" x1={at(from).x} y1={at(from).y} x2={at(to).x} y2={at(to).y} />
      ))}
      {points.map((point, index) => (
        <Dot point={point} x={acrossOf(index, points.length)} top={top} side={sides[index]} isFirst={index === 0 && points.length > 1} />
      ))}
    </svg>
  );
};
