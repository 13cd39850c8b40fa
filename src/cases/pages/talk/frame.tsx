/** What every form of the conversation has: it posts to the server by itself, and with script it is handled on the page. */
import type { Child, FC } from "hono/jsx";
import { pathIn } from "../../../base/index.ts";
import type { Language } from "../../../base/index.ts";
import { Hidden } from "../../../ui/index.ts";

/** `mark`: one id per form that was drawn, so that what is sent twice is stored once. */
export type Inside = { readonly language: Language; readonly ticket: string; readonly mark: string; readonly scripted: boolean };

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
