/**
 * Contacts over time: a line with points, and the earlier period as a broken line with open points. What is not shown is a
 * dotted line of one height, whatever is behind it. Letters stay as large as the reader's.
 */
import { acrossOf, heightOf, isLabelled, topOf, unbroken } from "./scale.ts";
import type { Shown } from "./scale.ts";

export type Point = { readonly key: string; readonly label: string; readonly now: Shown; readonly was: Shown };
type LineProps = { readonly name: string; readonly points: readonly Point[]; readonly written: (value: number) => string; readonly most: number };

const plot = { high: 1.6, low: 10 } as const;

function Stroke({ kind, values, top }: { readonly kind: "now" | "was"; readonly values: readonly Shown[]; readonly top: number }) {
  const place = (at: number) => ({ x: `${acrossOf(at, values.length)}%`, y: `${heightOf(values[at] ?? 0, top, plot)}em` });
  return (
    <g className={`chart-${kind}`}>
      {unbroken(values).map((at) => (
        <line key={at} x1={place(at - 1).x} y1={place(at - 1).y} x2={place(at).x} y2={place(at).y} />
      ))}
      {values.length <= 60 && values.map((value, at) => value !== null && <circle key={at} cx={place(at).x} cy={place(at).y} r={kind === "now" ? "0.28em" : "0.22em"} />)}
    </g>
  );
}

export function Line({ name, points, written, most }: LineProps) {
  const now = points.map((point) => point.now);
  const was = points.map((point) => point.was);
  const top = topOf([...now, ...was]);
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a picture drawn in the page is no `img` of its own
    <svg className="chart" role="img" aria-label={name} width="100%" height="11.6em">
      {[0, top].map((mark) => (
        <g key={mark} className="chart-grid">
          <line x1="0" x2="100%" y1={`${heightOf(mark, top, plot)}em`} y2={`${heightOf(mark, top, plot)}em`} />
          <text x="0" y={`${heightOf(mark, top, plot) - 0.3}em`}>
            {written(mark)}
          </text>
        </g>
      ))}
      {now.map((value, at) => value === null && <line key={points[at]?.key} className="chart-gap" x1={`${acrossOf(at, now.length)}%`} x2={`${acrossOf(at, now.length)}%`} y1={`${plot.high}em`} y2={`${plot.low}em`} />)}
      {was.some((value) => value !== null) && <Stroke kind="was" values={was} top={top} />}
      <Stroke kind="now" values={now} top={top} />
      {points.map(({ key, label }, at) =>
        isLabelled(at, points.length, most) ? (
          <text key={key} className="chart-under" x={`${acrossOf(at, points.length)}%`} y={`${plot.low + 1.3}em`}>
            {label}
          </text>
        ) : null,
      )}
    </svg>
  );
}
