/**
 * Logs are an allow-list (house rule 7): an event from this closed list, and fields of low cardinality from its own line.
 * No address, query, body, header, network address, mail address or id of a report can be written, because the types
 * and the writer leave no place for one.
 */
export const LogEvents = {
  "server.started": ["port", "engine", "milliseconds"],
  "server.stopping": ["reason"],
  "server.stopped": [],
  "request.failed": ["route", "kind"],
  "request.slow": ["route", "milliseconds"],
  "database.self-test": ["engine", "fsyncs"],
  "database.away": ["engine"],
  "database.back": ["engine"],
  "migration.applied": ["version"],
  "job.finished": ["job", "count"],
  "job.failed": ["job", "kind"],
  "outbox.sent": ["kind", "count"],
  "outbox.stuck": ["count"],
  "disk.low": ["percent"],
  "intake.closed": ["reason"],
  "backup.written": ["bytes"],
  "restore.finished": ["rows"],
  "demo.filled": ["cases"],
} as const satisfies Record<string, readonly string[]>;

export type LogEvent = keyof typeof LogEvents;
export type LogFields<E extends LogEvent> = Partial<Record<(typeof LogEvents)[E][number], string | number>>;
export type Log = <E extends LogEvent>(event: E, fields?: LogFields<E>) => void;

/** Writes one JSON line per event; a field that is not on the event's list, or is longer than 60 characters, is dropped. */
export function lineLog(write: (line: string) => void, now: () => Date): Log {
  return (event, fields) => {
    const allowed: readonly string[] = LogEvents[event];
    const kept = Object.entries(fields ?? {}).filter(([name, value]) => allowed.includes(name) && String(value).length <= 60);
    write(`${JSON.stringify({ at: now().toISOString().slice(0, 19), event, ...Object.fromEntries(kept) })}\n`);
  };
}

export const silentLog: Log = () => undefined;
