import type { Doing } from "./doing.ts";
import { Notice } from "./notice.tsx";

/** Says how it went, next to the button that was pressed. */
export function DoingNotice({ doing }: { readonly doing: Doing }) {
  return (
    <>
      {doing.problem !== undefined && <Notice kind="wrong">{doing.problem}</Notice>}
      {doing.done !== undefined && <Notice kind="good">{doing.done}</Notice>}
    </>
  );
}
