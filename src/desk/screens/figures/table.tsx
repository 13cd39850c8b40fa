import { useSpeech } from "../../speech.tsx";
import type { Shown } from "./scale.ts";
import { said } from "./words.ts";

export type TableRow = { readonly key: string; readonly label: string; readonly now: Shown; readonly was: Shown };
type NumbersProps = { readonly caption: string; readonly rows: readonly TableRow[]; readonly compared: boolean };

/** The numbers of a picture, all of them. */
export function Numbers({ caption, rows, compared }: NumbersProps) {
  const speech = useSpeech();
  const words = speech.t.figures;
  return (
    <details className="more">
      <summary>{words.table(caption)}</summary>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a table that is wider than the screen is moved by keyboard */}
      <section className="scroll" aria-label={words.table(caption)} tabIndex={0}>
        <table className="numbers">
          <thead>
            <tr>
              <th scope="col">{caption}</th>
              <th scope="col">{compared ? words.now : words.number}</th>
              {compared && <th scope="col">{words.before}</th>}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, label, now, was }) => (
              <tr key={key}>
                <th scope="row">{label}</th>
                <td>{said(speech, now)}</td>
                {compared && <td>{said(speech, was)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
