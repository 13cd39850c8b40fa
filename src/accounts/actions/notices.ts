/** A member says where and when he is told that something waits. The address comes sealed; this server opens it only to send. */
import { ok, refused } from "../../base/index.ts";
import type { RequestContext, Result } from "../../base/index.ts";
import { fromBase64Url, recipientOf } from "../../envelope/index.ts";
import { changeNotice, endNotice, keepNotice, ownNotice } from "../records/notices.ts";
import type { NoticeChange, NoticeView } from "../shape.ts";
import { acting, noteAct } from "./acting.ts";

export async function readNotices(context: RequestContext): Promise<Result<NoticeView>> {
  const recipient = await recipientOf(context.secrets.noticeIdentity);
  return acting(context, "notice.own", async (tx, me) => ok({ recipient, notice: (await ownNotice(tx, me.member)) ?? null }));
}

/** Refuses input-invalid without an address when there is none yet, or with an hour that does not fit. */
export async function setNotices(context: RequestContext, { digest, hour, sealed }: NoticeChange): Promise<Result<undefined>> {
  if ((digest === "daily") !== (hour !== null)) return refused("input-invalid");
  return acting(context, "notice.own", async (tx, me) => {
    const address = sealed === undefined ? undefined : fromBase64Url(sealed);
    if (address !== undefined) await keepNotice(tx, me, address, { digest, hour });
    else if (!(await changeNotice(tx, me.member, { digest, hour }))) return refused("input-invalid");
    await noteAct(tx, me, "member.notices-set");
    return ok(undefined);
  });
}

export async function stopNotices(context: RequestContext): Promise<Result<undefined>> {
  return acting(context, "notice.own", async (tx, me) => {
    await endNotice(tx, me.member);
    await noteAct(tx, me, "member.notices-ended");
    return ok(undefined);
  });
}
