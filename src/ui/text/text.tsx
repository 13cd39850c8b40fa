/** Headings, paragraphs, pieces in another language, and facts in two columns. */
import type { Child, FC } from "hono/jsx";

type Inside = { readonly children?: Child };

/** One `level={1}` per page. `id` makes it a target of links and of `aria-labelledby`. */
export const Heading: FC<Inside & { readonly level: 1 | 2 | 3 | 4; readonly id?: string }> = ({ level, id, children }) => {
  const Tag = `h${level}` as const;
  return (
    <Tag class={`utrecht-heading-${level}`} id={id}>
      {children}
    </Tag>
  );
};

export const Paragraph: FC<Inside & { readonly small?: boolean }> = ({ small, children }) => (
  <p class={small === true ? "utrecht-paragraph utrecht-paragraph--small" : "utrecht-paragraph"}>{children}</p>
);

/** The first sentence or two of a page, larger. */
export const Lead: FC<Inside> = ({ children }) => <p class="utrecht-paragraph utrecht-paragraph--lead">{children}</p>;

/** A piece of text in another language than the page, so that a screen reader pronounces it well. */
export const LanguageText: FC<Inside & { readonly language: string; readonly direction?: "ltr" | "rtl" }> = ({ language, direction, children }) => (
  <span lang={language} dir={direction ?? "auto"}>
    {children}
  </span>
);

/** For screen readers only. */
export const HiddenText: FC<Inside> = ({ children }) => <span class="visually-hidden">{children}</span>;

export const List: FC<{ readonly items: readonly Child[]; readonly ordered?: boolean }> = ({ items, ordered }) => {
  const lines = items.map((item) => <li>{item}</li>);
  return ordered === true ? <ol class="utrecht-ordered-list">{lines}</ol> : <ul class="utrecht-unordered-list">{lines}</ul>;
};

export interface Fact {
  readonly term: Child;
  readonly value: Child;
  /** A link to change this answer. */
  readonly action?: { readonly href: string; readonly label: string };
}

/** What was filled in or is known: term and value beside each other, below each other on a phone. */
export const SummaryList: FC<{ readonly items: readonly Fact[] }> = ({ items }) => (
  <dl class="summary-list">
    {items.map(({ term, value, action }) => (
      <div class="summary-list__item">
        <dt>{term}</dt>
        <dd>{value}</dd>
        {action === undefined ? null : (
          <dd class="summary-list__action">
            <a href={action.href}>{action.label}</a>
          </dd>
        )}
      </div>
    ))}
  </dl>
);

/** Opens without script. */
export const Details: FC<Inside & { readonly summary: Child; readonly open?: boolean }> = ({ summary, open, children }) => (
  <details class="details" open={open === true}>
    <summary>{summary}</summary>
    <div class="details__content">{children}</div>
  </details>
);
