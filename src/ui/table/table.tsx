import type { Child, FC } from "hono/jsx";

export interface TableProps {
  readonly caption: Child;
  /** Names the scrolling region; the caption's words, as plain text. */
  readonly label: string;
  readonly head: readonly Child[];
  readonly rows: readonly (readonly Child[])[];
  /** The first cell of a row names the row. */
  readonly firstIsHeader?: boolean;
}

/** Scrolls by itself on a narrow screen, and can be scrolled with the keyboard. */
export const Table: FC<TableProps> = ({ caption, label, head, rows, firstIsHeader }) => (
  // A region that scrolls must be reachable by keyboard (WCAG 2.1.1), so it takes focus although it does nothing.
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
  <section class="utrecht-table-container" tabindex={0} aria-label={label}>
    <table class="utrecht-table">
      <caption>{caption}</caption>
      <thead>
        <tr>
          {head.map((cell) => (
            <th scope="col">{cell}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>{row.map((cell, index) => (index === 0 && firstIsHeader === true ? <th scope="row">{cell}</th> : <td>{cell}</td>))}</tr>
        ))}
      </tbody>
    </table>
  </section>
);
