/** Lying bars with the number beside each. Widths in percent and heights in em: it fits 320 pixels, and grows with the letters. */
import type { FC } from "hono/jsx";
import { lengthOf, type Shown } from "./scale.ts";

export interface Bar {
  readonly label: string;
  readonly value: Shown;
  /** The number as it is written, or the words for a gap. */
  readonly text: string;
}

/** The longest bar leaves room for its number. */
const room = 74;
const step = 2.7;

const Row: FC<{ readonly bar: Bar; readonly values: readonly Shown[]; readonly top: number }> = ({ bar, values, top }) => {
  const length = bar.value === undefined ? undefined : lengthOf(bar.value, values, room);
  return (
    <>
      <text x="0" y={`${top + 0.9}em`}>
        {bar.label}
      </text>
      {length === undefined ? null : <rect class="chart__bar" x="0" y={`${top + 1.2}em`} width={`${length}%`} height="1em" />}
      {/* Every gap looks the same, however large what is behind it. */}
      {length === undefined ? <line class="chart__gap" x1="0" y1={`${top + 1.7}em`} x2="2em" y2={`${top + 1.7}em`} /> : null}
      <text class={length === undefined ? "chart__none" : "chart__number"} x={length === undefined ? "2em" : `${length}%`} dx="0.4em" y={`${top + 2}em`}>
        {bar.text}
      </text>
    </>
  );
};

/** `label`: what a screen reader says instead, made from the same texts. */
export const Bars: FC<{ readonly label: string; readonly bars: readonly Bar[] }> = ({ label, bars }) => {
  const values = bars.map(({ value }) => value);
  return (
    // A picture drawn in the page is no `img` of its own; its role and words make it one.
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
    <svg class="chart" role="img" aria-label={label} width="100%" height={`${Math.ceil(bars.length * step * 10) / 10}em`}>
      {bars.map((bar, index) => (
        <Row bar={bar} values={values} top={Math.round(index * step * 10) / 10} />
      ))}
    </svg>
  );
};
