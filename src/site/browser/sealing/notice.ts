/** The address of a neutral notice; fetched when somebody changes it. */
import { noticeText, type NoticeHours } from "../../../cases/shape.ts";
import { toBase64Url, wrap } from "../../../envelope/visitor.ts";
import type { Answer, Line } from "./api.ts";
import { act, isAnything, type Talk } from "./talk.ts";

/** Keeps another notice address, or none (`undefined`). The address is sealed to the notice key, here. */
export async function setNotice(line: Line, talk: Talk, to: { readonly mail: string; readonly hours: NoticeHours; readonly language: string; readonly recipient: string } | undefined): Promise<Answer<unknown>> {
  const notice = to === undefined ? null : { sealed: toBase64Url(await wrap(noticeText(to.mail, to.language), [to.recipient])), hours: to.hours };
  return act(talk.keys, "notice", { notice }, { line, send: (body) => line.ask({ method: "POST", path: "/api/v1/conversation/notice", body }, isAnything) });
}
