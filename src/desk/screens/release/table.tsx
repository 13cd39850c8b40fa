/** A table as it would be published, with the reason of every gap. */
import type { ReleaseTableView } from "../../../registration/shape/releases.ts";
import { useSpeech } from "../../speech.tsx";
import { placeInWords, subjectInWords, tableInWords } from "./words.ts";

export function TableFold({ table }: { readonly table: ReleaseTableView }) {
  const { t, language } = useSpeech();
  const words = t.release;
  const title = tableInWords(words, table);
  const hidden = table.rows.filter(({ why }) => why !== null).length;
  return (
    <details data-table={table.id}>
      <summary>
        {title}: {words.hiddenIn(hidden, table.rows.length)}
      </summary>
      {/* A region that scrolls must be reachable by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above */}
      <section className="scroll" aria-label={title} tabIndex={0}>
        <table className="work work-lines">
          <thead>
            <tr>
              {table.dims.map((subject) => (
                <th key={subject} scope="col">
                  {subjectInWords(words, subject)}
                </th>
              ))}
              <th scope="col" className="number">
                {words.number}
              </th>
              <th scope="col">{words.reason}</th>
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row) => (
              <tr key={JSON.stringify(row.codes)}>
                {table.dims.map((subject, at) => {
                  const place = placeInWords(words, language, subject, row.codes[subject]);
                  return at === 0 ? (
                    <th key={subject} scope="row">
                      {place}
                    </th>
                  ) : (
                    <td key={subject} data-label={subjectInWords(words, subject)}>
                      {place}
                    </td>
                  );
                })}
                <td data-label={words.number} className="number">
                  {row.value ?? words.hidden}
                </td>
                <td>{row.why === null ? "" : words.why[row.why]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
