/**
 * "Who looked", for the person (`security.md` 2.4): organisation, role and day, merged per day; in a list is less than
 * opened; no role for a team so small that it would name somebody. Pure.
 */
export const LookRoles = ["worker", "team-lead", "secretary", "ministry", "coordinator"] as const;
export type LookRole = (typeof LookRoles)[number];
export type Look = { readonly day: string; readonly organisation: string; readonly role?: LookRole; readonly how: "opened" | "listed" };

/** A line of the audit chain with what is known now of who made it. `at`: whole hour, ISO. */
export type LookLine = { readonly act: string; readonly at: string; readonly organisation: string; readonly roles: readonly string[]; readonly teamSize: number };

/** Fewer people than this: the organisation only. */
export const smallTeam = 3;

function roleOf({ roles, teamSize }: LookLine): LookRole | undefined {
  if (teamSize < smallTeam) return undefined;
  return [...LookRoles].reverse().find((role) => roles.includes(role));
}

/** Newest day first. Who opened it on a day is not said once more to have seen it in a list that day. */
export function looksOf(lines: readonly LookLine[], dayOf: (at: Date) => string): readonly Look[] {
  const merged = new Map<string, Look>();
  for (const line of lines) {
    const role = roleOf(line);
    const day = dayOf(new Date(line.at));
    const key = `${day} ${line.organisation} ${role ?? ""}`;
    const how = line.act === "case.listed" ? "listed" : "opened";
    if (how === "listed" && merged.get(key)?.how === "opened") continue;
    merged.set(key, { day, organisation: line.organisation, how, ...(role === undefined ? {} : { role }) });
  }
  return [...merged.values()].sort((one, other) => other.day.localeCompare(one.day) || one.organisation.localeCompare(other.organisation));
}
