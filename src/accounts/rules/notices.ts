/** When a worker is told by mail that something waits at the desk. Pure; the desk imports it. */
export const Digests = ["at-once", "daily"] as const;
export type Digest = (typeof Digests)[number];

/** What the mail is about, and no finer: something came in, it must be read today, or a term went by. */
export const NoticeKinds = ["new", "today", "late"] as const;
export type NoticeKind = (typeof NoticeKinds)[number];

/** What must be read today is not kept for the hour of a daily mail. */
export function waitsForHour(digest: Digest, kind: NoticeKind): boolean {
  return digest === "daily" && kind !== "today";
}
