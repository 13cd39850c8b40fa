/** Each subject as a picture with its numbers, and its table below. */
import { newestList } from "../../../registration/rules/codes.ts";
import type { FactField } from "../../../registration/rules/codes.ts";
import type { Measure } from "../../../registration/rules/measures.ts";
import type { FiguresAnswer } from "../../../registration/shape/figures.ts";
import { useSpeech } from "../../speech.tsx";
import { useNarrow } from "../navigation.tsx";
import { Bars } from "./bars.tsx";
import { Line } from "./line.tsx";
import { Numbers } from "./table.tsx";
import type { TableRow } from "./table.tsx";
import { codeSaid, periodInWords, said, written } from "./words.ts";

type SeriesProps = { readonly series: FiguresAnswer["series"]; readonly per: "week" | "month" | "quarter"; readonly compared: boolean };

/** More points than these are told by the table only. */
const mostTold = 12;

export function SeriesCard({ series, per, compared }: SeriesProps) {
  const speech = useSpeech();
  const words = speech.t.figures;
  const heading = words.series[per];
  const isNarrow = useNarrow();
  const told = series.slice(-mostTold).map(({ period, count }) => `${periodInWords(speech, period, "long")}: ${said(speech, count)}`);
  const rows = series.map(({ period, count, before }) => ({ key: period, label: periodInWords(speech, period, "long"), now: count, was: before }));
  return (
    <section className="card" aria-labelledby="figures-series">
      <h2 id="figures-series">{heading}</h2>
      <Legend compared={compared} />
      <Line name={words.picture(heading, told.join(", "))} points={series.map(({ period, count, before }) => ({ key: period, label: periodInWords(speech, period, "short"), now: count, was: compared ? before : null }))} written={(value) => written(speech, value)} most={isNarrow ? 4 : 9} />
      <Numbers caption={heading} rows={rows} compared={compared} />
    </section>
  );
}

function Legend({ compared }: { readonly compared: boolean }) {
  const { t } = useSpeech();
  if (!compared) return null;
  return (
    <p className="chart-legend" aria-hidden="true">
      <svg className="chart" width="1.2em" height="1em">
        <g className="chart-now">
          <rect x="1" y="0.1em" width="1em" height="0.8em" />
        </g>
      </svg>{" "}
      {t.figures.now}{" "}
      <svg className="chart" width="1.2em" height="1em">
        <g className="chart-was">
          <rect x="1" y="0.1em" width="1em" height="0.8em" />
        </g>
      </svg>{" "}
      {t.figures.before}
    </p>
  );
}

type FieldProps = { readonly field: FactField; readonly cells: FiguresAnswer["fields"][FactField]; readonly compared: boolean };
type Cell = FieldProps["cells"][number];

/** The largest first; what is not shown last, in the order of the list, so that the order tells nothing of it. */
function inOrder(field: FactField, cells: readonly Cell[]): readonly Cell[] {
  const place = ({ code }: Cell): number => newestList.codes[field].indexOf(code);
  return cells.toSorted((one, other) => (other.count ?? -1) - (one.count ?? -1) || place(one) - place(other));
}

export function FieldCard({ field, cells, compared }: FieldProps) {
  const speech = useSpeech();
  const rows = inOrder(field, cells).map(({ code, count, before }) => ({ key: code, label: codeSaid(speech, field, code), now: count, was: before }));
  return <CountsCard id={`figures-of-${field}`} heading={speech.t.figures.fields[field]} rows={rows} compared={compared} />;
}

type MeasureProps = { readonly measure: Measure; readonly cells: NonNullable<FiguresAnswer["measures"]>[Measure]; readonly compared: boolean };

/** Only what was counted: where nothing was, nobody knows, and that is no zero. */
export function MeasureCard({ measure, cells, compared }: MeasureProps) {
  const { t } = useSpeech();
  const words = t.figures.measures[measure];
  const answers: Readonly<Record<string, string>> = words.answers;
  const rows = cells.map(({ answer, count, before }) => ({ key: answer, label: answers[answer] ?? answer, now: count, was: before }));
  if (rows.every(({ now, was }) => now === 0 && (was === 0 || was === null))) return null;
  return <CountsCard id={`figures-of-${measure}`} heading={words.heading} hint={words.hint} rows={rows} compared={compared} />;
}

type CountsProps = { readonly id: string; readonly heading: string; readonly hint?: string; readonly rows: readonly TableRow[]; readonly compared: boolean };

function CountsCard({ id, heading, hint, rows, compared }: CountsProps) {
  const speech = useSpeech();
  const words = speech.t.figures;
  const drawn = rows.filter(({ now, was }) => now !== 0 || (compared && was !== null && was !== 0));
  const zeros = rows.length - drawn.length;
  return (
    <section className="card" aria-labelledby={id}>
      <h2 id={id}>{heading}</h2>
      {hint !== undefined && <p className="hint">{hint}</p>}
      {drawn.length > 0 && <Bars name={words.picture(heading, drawn.map(({ label, now }) => `${label}: ${said(speech, now)}`).join(", "))} bars={drawn} compared={compared} said={(value) => said(speech, value)} />}
      {zeros > 0 && <p className="hint">{words.restZero(written(speech, zeros))}</p>}
      <Numbers caption={heading} rows={rows} compared={compared} />
    </section>
  );
}
