import type { Child, FC } from "hono/jsx";

export interface CardProps {
  readonly title: Child;
  /** Makes the title a link; the whole card can be touched. */
  readonly href?: string;
  readonly level?: 2 | 3 | 4;
  /** A short remark above the title: "Nu open". */
  readonly tag?: Child;
  readonly tone?: "plain" | "warm" | "calm";
  readonly id?: string;
  readonly children?: Child;
}

/** One thing among others: an organisation, a next step. */
export const Card: FC<CardProps> = ({ title, href, level, tag, tone, id, children }) => {
  const Title = `h${level ?? 2}` as const;
  return (
    <article class={`card card--${tone ?? "plain"}`} id={id}>
      {tag === undefined ? null : <p class="card__tag">{tag}</p>}
      <Title class="card__title">{href === undefined ? title : <a href={href}>{title}</a>}</Title>
      {children}
    </article>
  );
};

/** Cards beside each other where there is room. */
export const Cards: FC<{ readonly children?: Child }> = ({ children }) => <div class="cards">{children}</div>;

export interface LinkItem {
  readonly href: string;
  readonly label: Child;
  readonly hint?: Child;
}

/** A list of places to go to, each big enough for a thumb. */
export const LinkList: FC<{ readonly items: readonly LinkItem[] }> = ({ items }) => (
  <ul class="link-list">
    {items.map(({ href, label, hint }) => (
      <li>
        <a href={href}>
          <span class="link-list__label">{label}</span>
          {hint === undefined ? null : <span class="link-list__hint">{hint}</span>}
        </a>
      </li>
    ))}
  </ul>
);

/** A telephone number that can be touched; spaces and dashes are for the eye only. */
export const Phone: FC<{ readonly number: string; readonly children?: Child }> = ({ number, children }) => (
  <a class="phone" href={`tel:${number.replaceAll(/[^0-9+]/g, "")}`}>
    {children ?? number}
  </a>
);
