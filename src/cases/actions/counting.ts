/** The counting door: what stands open about a case of the own team and is counted. No sealed byte goes out, so nothing was read. */
import { ok } from "../../base/index.ts";
import type { RequestContext, Result } from "../../base/index.ts";
import { callBackOfCase } from "../records/call-backs.ts";
import { consentsOf, referralsOf } from "../records/consent.ts";
import { firstPromise } from "../records/desk.ts";
import { checkInsOf } from "../records/person.ts";
import type { CaseCounting } from "../shape/counting.ts";
import { asMember, mine } from "./acting.ts";
import { answerKind } from "./terms.ts";

/** Refuses not-found. */
export function caseCounting(context: RequestContext, id: string): Promise<Result<CaseCounting>> {
  return asMember(context, async (tx, me) => {
    const found = await mine(tx, me, id, false);
    if (!found.ok) return found;
    const referrals = await referralsOf(tx, id);
    const brought = referrals.find((one) => one.to_case === id);
    const under = brought === undefined ? undefined : (await consentsOf(tx, id)).find((one) => one.id === brought.consent);
    return ok({
      promised: await firstPromise(tx, id, answerKind),
      callBack: (await callBackOfCase(tx, id, false))?.state ?? null,
      checkIns: [...(await checkInsOf(tx, id))],
      offered: referrals.filter((one) => one.from_case === id).map(({ to_team: team, consent, state }) => ({ team, consent, state })),
      brought: brought === undefined ? null : { state: brought.state, consent: under?.state ?? null },
    });
  });
}
