/** What the network may learn from escalations: proposed by one of the ministry, agreed by another, read by the coordinator. */
import { dayOf, ok, refused } from "../../base/index.ts";
import type { RequestContext, Result } from "../../base/index.ts";
import { plusDays, weekdayNumber } from "../../clock/index.ts";
import { agreeLesson, lessonsFor, proposeLesson } from "../records/escalations.ts";
import type { LessonPost, LessonsAnswer } from "../shape/escalation.ts";
import { asMember, line } from "./acting.ts";

/** Agreed ones of the network; proposed ones of the own organisation only. */
export function lessons(context: RequestContext): Promise<Result<LessonsAnswer>> {
  return asMember(context, async (tx, me) => ok({ lessons: [...(await lessonsFor(tx, me.member))] }));
}

/** The text is open: whoever proposes it writes nothing of a case. Nothing here leads back to one. */
export function propose(context: RequestContext, { text }: LessonPost): Promise<Result<Record<string, never>>> {
  return asMember(context, async (tx, me) => {
    const today = dayOf(context.clock.now());
    await proposeLesson(tx, { id: context.random.uuid(), organisation: me.organisation, week: plusDays(today, -weekdayNumber(today)), text, member: me.member });
    await tx.audit(line(me, "lesson.proposed"));
    return ok({});
  });
}

/** Refuses second-person-required to who proposed it. */
export function agree(context: RequestContext, id: string): Promise<Result<Record<string, never>>> {
  return asMember(context, async (tx, me) => {
    const known = (await lessonsFor(tx, me.member)).find((one) => one.id === id && one.organisation === me.organisation);
    if (known === undefined) return refused("not-found");
    if (known.mine) return refused("second-person-required");
    if (!(await agreeLesson(tx, id))) return refused("state-changed");
    await tx.audit(line(me, "lesson.agreed"));
    await tx.emit({ event: "lesson.agreed", payload: { team: "" } });
    return ok({});
  });
}
