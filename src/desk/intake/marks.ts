/** What was asked on the telephone, on its way to the case that the call became. In memory until the case's guide takes it. */
const waiting = new Map<string, readonly string[]>();

export function leaveMarks(id: string, marks: readonly string[]): void {
  if (marks.length > 0) waiting.set(id, marks);
}

export function marksLeft(id: string): readonly string[] {
  return waiting.get(id) ?? [];
}

export function marksTaken(id: string): void {
  waiting.delete(id);
}
