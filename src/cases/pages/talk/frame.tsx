/** What the parts of the conversation have, and what every form of it has: it posts to the server by itself, and with script it is handled on the page. */
import type { Child, FC } from "hono/jsx";
import { pathIn } from "../../../base/index.ts";
import type { Language } from "../../../base/index.ts";
import { Hidden } from "../../../ui/index.ts";

/**
 * `mark`: one id per form that was drawn, so that what is sent twice is stored once. `helper`: opened with a helper's code, which
 * decides nothing (without script; with script the page learns it later, and `data-gehoord-card` on `main` says it).
 */
export type Inside = { readonly language: Language; readonly ticket: string; readonly mark: string; readonly scripted: boolean; readonly helper?: boolean };

/** What only the person decides: who looks along with a helper's code is not offered what the server refuses. */
export const Decides: FC<Pick<Inside, "helper"> & { readonly children?: Child }> = ({ helper, children }) => (helper === true ? null : <div data-gehoord-decides="">{children}</div>);

export const TalkForm: FC<Inside & { readonly id: string; readonly to: string; readonly multipart?: boolean; readonly hidden?: boolean; readonly children?: Child }> = (props) => (
  <form
    class="utrecht-form"
    id={props.id}
    action={pathIn(props.language, props.to)}
    method="post"
    enctype={props.multipart === true ? "multipart/form-data" : undefined}
    autocomplete="off"
    novalidate
    hidden={props.hidden === true}
  >
    {props.scripted ? null : <Hidden values={{ ticket: props.ticket, mark: props.mark }} />}
    {props.children}
  </form>
);
