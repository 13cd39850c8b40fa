/** Pure decisions of accounts. */
import type { Actor, Who } from "../base/index.ts";
import { rolesMay, type Permission, type Role } from "./rules/permissions.ts";
import type { SupportPoint } from "./shape.ts";

/** For a route: members whose role has this permission. */
export function can(permission: Permission): Who {
  return { kind: "can", permission };
}

/** Whether this actor's role carries the permission; whose case or team it is, the query decides. */
export function mayI(actor: Actor, permission: Permission): boolean {
  return actor.kind === "member" && rolesMay(actor.roles, permission);
}

/** Fewer working keys, and one person who is ill leaves a report unread (`security.md` 3.2). */
export const leastKeys = 2;

/** Whether a team may be offered to people who want to tell something. */
export function receives(point: SupportPoint): boolean {
  return point.intakeOpen && point.workingKeys >= leastKeys;
}

/** The session ends for good after this, whatever happens in between; the browser locks itself far earlier. */
export const sessionHours = 12;
export const setupLinkMinutes = 60;
export const invitationDays = 7;
/** Without any request for so long: an afternoon away from the desk. Keys are forgotten far earlier, in the browser. */
export const idleHours = 4;
/** What is sealed to a team's key before it was replaced is taken for so long after (`security.md` 1.8). */
export const oldKeyHours = 24;

/** What an administrator can give; whatever role is added later is the network's until it stands here. */
export const ownRoles: readonly Role[] = ["worker", "team-lead", "organisation-admin"];
