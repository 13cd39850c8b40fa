import type { Child, FC } from "hono/jsx";

/** First thing on a page: leads the keyboard past header and danger strip. */
export const SkipLink: FC<{ readonly target: string; readonly children?: Child }> = ({ target, children }) => (
  <a class="utrecht-skip-link" href={`#${target}`}>
    {children}
  </a>
);
