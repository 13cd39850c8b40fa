/** Every member of an installation gave an address for mails about what waits; and who of them hears of what happened. */
import type { Context } from "../../src/base/index.ts";
import { caseEvents } from "../../src/cases/jobs.ts";
import { deskNews } from "../../src/cases/jobs/desk-notices.ts";
import { noticeText } from "../../src/cases/shape.ts";
import { recipientOf, wrap } from "../../src/envelope/index.ts";
import type { Delivery, Store } from "../../src/store/index.ts";

export async function tellEverybody(db: Store, noticeIdentity: string, mail: string): Promise<void> {
  const sealed = await wrap(noticeText(mail, "nl"), [await recipientOf(noticeIdentity)]);
  await db.asOwner(({ run }) => run("insert into member_notices (member, organisation, sealed, digest) select id, organisation, $1, 'at-once' from members where status = 'active'", [sealed]));
}

type Waiting = { readonly id: string; readonly event: string; readonly payload: Delivery["payload"] };

/** Hands out the news that waits, sends nothing, and empties the outbox: the ids of the members whom a mail would reach. */
export async function whoHears(context: Context, db: Store): Promise<readonly string[]> {
  const handlers = caseEvents({ mail: { sendMail: () => Promise.resolve() }, from: "Gehoord <noreply@gehoord.test>" });
  for (const { id, event, payload } of await db.asOwner(({ run }) => run<Waiting>("select id::text, event, payload from outbox order by id"))) {
    if (deskNews.some((one) => one === event)) await handlers[event]?.(context, { id, payload, attempt: 1 });
  }
  const told = await db.asOwner(({ run }) => run<{ member: string }>("select distinct payload ->> 'member' as member from outbox where event = 'member.notice' order by member"));
  await db.asOwner(({ run }) => run("delete from outbox"));
  return told.map(({ member }) => member);
}
