/** Every member of an installation gave an address for mails about what waits. */
import { noticeText } from "../../src/cases/shape.ts";
import { recipientOf, wrap } from "../../src/envelope/index.ts";
import type { Store } from "../../src/store/index.ts";

export async function tellEverybody(db: Store, noticeIdentity: string, mail: string): Promise<void> {
  const sealed = await wrap(noticeText(mail, "nl"), [await recipientOf(noticeIdentity)]);
  await db.asOwner(({ run }) => run("insert into member_notices (member, organisation, sealed, digest) select id, organisation, $1, 'at-once' from members where status = 'active'", [sealed]));
}
