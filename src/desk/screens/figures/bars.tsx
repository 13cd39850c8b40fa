/** Lying bars with the number behind each; the earlier period as an open bar under it. What is not shown is words, without a length. */
import { lengthOf } from "./scale.ts";
import type { Shown } from "./scale.ts";

export type Bar = { readonly key: string; readonly label: string; readonly now: Shown; readonly was: Shown };
type BarsProps = { readonly name: string; readonly bars: readonly Bar[]; readonly compared: boolean; readonly said: (value: Shown) => string };

/** The longest bar leaves room for its number. */
const room = 78;

type OneProps = { readonly kind: "now" | "was"; readonly value: Shown; readonly values: readonly Shown[]; readonly top: number; readonly said: (value: Shown) => string };

function One({ kind, value, values, top, said }: OneProps) {
  const length = value === null ? 0 : lengthOf(value, values, room);
  return (
    <g className={`chart-${kind}`}>
      {value !== null && <rect x="1" y={`${top}em`} width={`${length}%`} height="0.9em" />}
      <text x={`${length}%`} dx="0.5em" y={`${top + 0.8}em`}>
        {said(value)}
      </text>
    </g>
  );
}

export function Bars({ name, bars, compared, said }: BarsProps) {
  const values = bars.flatMap(({ now, was }) => (compared ? [now, was] : [now]));
  const step = compared ? 3.9 : 2.7;
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a picture drawn in the page is no `img` of its own
    <svg className="chart" role="img" aria-label={name} width="100%" height={`${bars.length * step}em`}>
      {bars.map(({ key, label, now, was }, at) => (
        <g key={key}>
          <text x="0" y={`${at * step + 0.9}em`}>
            {label}
          </text>
          <One kind="now" value={now} values={values} top={at * step + 1.2} said={said} />
          {compared && <One kind="was" value={was} values={values} top={at * step + 2.3} said={said} />}
        </g>
      ))}
    </svg>
  );
}
