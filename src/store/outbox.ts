/**
 * What must happen after commit: at least once, in the order of `notBefore`, also after a crash. As far as a receiver can
 * tell it happens once, because every attempt carries the same `id`, which a handler hands on (as Message-ID, as key).
 */
import { sql } from "kysely";
import type { Context, Transaction } from "../base/index.ts";
import { storeTables, type OutboxPayload } from "./tables.ts";

export type Delivery = {
  /** The same on every attempt: the key by which a receiver recognises what it already had. */
  readonly id: string;
  readonly payload: OutboxPayload;
  /** 1 at the first attempt. */
  readonly attempt: number;
};

/** Throws when it could not be delivered: it is then tried again later, for ever. Must end within a minute. */
export type OutboxHandler = (context: Context, delivery: Delivery) => Promise<void>;

/** Event name to handler. An event without a handler stays in the outbox and shows in `doctor`. */
export type OutboxHandlers = Readonly<Record<string, OutboxHandler>>;

type Claimed = { readonly id: string; readonly event: string; readonly payload: OutboxPayload; readonly attempts: number };

const minute = 60_000;
const leaseMilliseconds = 2 * minute;
const handlerMilliseconds = minute;

/** After a failure: 1, 2, 4 … minutes, at most an hour. */
export function retryAfter(attempts: number): number {
  return Math.min(2 ** (attempts - 1), 60) * minute;
}

async function claim(context: Context, events: readonly string[], lease: string): Promise<Claimed | undefined> {
  const now = context.clock.now();
  const until = new Date(now.getTime() + leaseMilliseconds);
  return context.db.transaction({ role: "system" }, async (tx) => {
    const { rows } = await sql<Claimed>`
      with due as (
        select id from outbox
        where not_before <= ${now} and (leased_until is null or leased_until <= ${now}) and event = any (${events})
        order by not_before, id limit 1 for update skip locked)
      update outbox set leased_until = ${until}, lease = ${lease}, attempts = attempts + 1
      from due where outbox.id = due.id
      returning outbox.id, outbox.event, outbox.payload, outbox.attempts`.execute(tx.sql);
    return rows[0];
  });
}

async function done(context: Context, id: string, lease: string): Promise<void> {
  await context.db.transaction({ role: "system" }, (tx) => storeTables(tx).deleteFrom("outbox").where("id", "=", id).where("lease", "=", lease).execute());
}

/**
 * For a handler that does all its work in one transaction of the system: takes the event out in that transaction, so that it happens
 * once also when the process dies before it says that it is done. False: somebody else did it already; do nothing.
 */
export async function takeDelivery(tx: Transaction, { id }: Pick<Delivery, "id">): Promise<boolean> {
  const taken = await storeTables(tx).deleteFrom("outbox").where("id", "=", id).executeTakeFirst();
  return taken.numDeletedRows > 0n;
}

async function later(context: Context, one: Claimed, lease: string, error: unknown): Promise<void> {
  const again = new Date(context.clock.now().getTime() + retryAfter(one.attempts));
  const kind = (error instanceof Error ? error.name : "unknown").slice(0, 60);
  await context.db.transaction({ role: "system" }, (tx) =>
    storeTables(tx).updateTable("outbox").set({ leased_until: again, failed_with: kind }).where("id", "=", one.id).where("lease", "=", lease).execute(),
  );
}

async function inTime(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DOMException("The handler took too long", "TimeoutError")), handlerMilliseconds);
  });
  try {
    await Promise.race([work, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

/** Delivers everything that is due, one after another; answers how many were delivered. */
export async function runOutbox(context: Context, handlers: OutboxHandlers): Promise<number> {
  const events = Object.keys(handlers);
  for (let delivered = 0; ; ) {
    const lease = context.random.uuid();
    const one = await claim(context, events, lease);
    const handler = one === undefined ? undefined : handlers[one.event];
    if (one === undefined || handler === undefined) return delivered;
    try {
      await inTime(handler(context, { id: one.id, payload: one.payload, attempt: one.attempts }));
      await done(context, one.id, lease);
      delivered += 1;
      context.log("outbox.sent", { kind: one.event, count: 1 });
    } catch (error) {
      await later(context, one, lease, error);
    }
  }
}

/** Events that were due longer than `hours` ago and are still here: an alarm without content. */
export async function unsentSince(context: Context, hours: number): Promise<number> {
  const before = new Date(context.clock.now().getTime() - hours * 60 * minute);
  return context.db.transaction({ role: "system" }, async (tx) => {
    const row = await storeTables(tx).selectFrom("outbox").where("not_before", "<", before).select((all) => all.fn.countAll<number>().as("count")).executeTakeFirst();
    return row?.count ?? 0;
  });
}
