/** Lying bars with the number beside each. Widths in percent and heights in em: it fits 320 pixels, and grows with the letters. */
import type { FC } from "hono/jsx";
import { lengthOf, linesOf, type Shown } from "./scale.ts";

export interface Bar {
  readonly label: string;
  readonly value: Shown;
  /** The number as it is written, or the words for a gap. */
  readonly text: string;
}

/** The longest bar leaves room for its number. */
const room = 74;
/** What a line of a label may hold on a narrow screen, in letters. */
const lineLength = 32;
const lineHeight = 1.2;
const barHeight = 1.7;

const tenth = (value: number): number => Math.round(value * 10) / 10;

const Row: FC<{ readonly bar: Bar; readonly lines: readonly string[]; readonly values: readonly Shown[]; readonly top: number }> = ({ bar, lines, values, top }) => {
  const length = bar.value === undefined ? undefined : lengthOf(bar.value, values, room);
  const under = top + lines.length * lineHeight + 0.1;
  return (
    <>
      {lines.map((line, index) => (
        <text x="0" y={`${tenth(top + 0.9 + index * lineHeight)}em`}>
          {line}
        </text>
      ))}
      {length === undefined ? null : <rect class="chart__bar" x="0" y={`${tenth(under)}em`} width={`${length}%`} height="1em" />}
      {/* Every gap looks the same, however large what is behind it. */}
      {length === undefined ? <line class="chart__gap" x1="0" y1={`${tenth(under + 0.5)}em`} x2="2em" y2={`${tenth(under + 0.5)}em`} /> : null}
      <text class={length === undefined ? "chart__none" : "chart__number"} x={length === undefined ? "2em" : `${length}%`} dx="0.4em" y={`${tenth(under + 0.8)}em`}>
        {bar.text}
      </text>
    </>
  );
};

/** `label`: what a screen reader says instead, made from the same texts. */
export const Bars: FC<{ readonly label: string; readonly bars: readonly Bar[] }> = ({ label, bars }) => {
  const values = bars.map(({ value }) => value);
  let height = 0;
  const rows = bars.map((bar) => {
    const lines = linesOf(bar.label, lineLength);
    const top = height;
    height += lines.length * lineHeight + barHeight;
    return <Row bar={bar} lines={lines} values={values} top={top} />;
  });
  return (
    // A picture drawn in the page is no `img` of its own; its role and words make it one.
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
    <svg class="chart" role="img" aria-label={label} width="100%" height={`${tenth(height)}em`}>
      {rows}
    </svg>
  );
};
