/** What a member says about himself: which schools and boards he has to do with (`security.md` 2.6). */
import { ok } from "../../base/index.ts";
import type { RequestContext, Result } from "../../base/index.ts";
import { setTies, tiesOf } from "../records/ties.ts";
import type { Ties } from "../shape.ts";
import { acting, noteAct } from "./acting.ts";

export async function readTies(context: RequestContext): Promise<Result<Ties>> {
  return acting(context, "case.list", async (tx, me) => ok({ ties: (await tiesOf(tx, me.member)) as Ties["ties"] }));
}

export async function declareTies(context: RequestContext, { ties }: Ties): Promise<Result<undefined>> {
  return acting(context, "case.list", async (tx, me) => {
    await setTies(tx, { member: me.member, organisation: me.organisation }, ties);
    await noteAct(tx, me, "member.ties-set");
    return ok(undefined);
  });
}
