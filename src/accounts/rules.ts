/** Pure decisions of accounts. */
import type { Actor, Who } from "../base/index.ts";
import { rolesMay, type Permission } from "./rules/permissions.ts";

/** For a route: members whose role has this permission. */
export function can(permission: Permission): Who {
  return { kind: "can", permission };
}

/** Whether this actor's role carries the permission; whose case or team it is, the query decides. */
export function mayI(actor: Actor, permission: Permission): boolean {
  return actor.kind === "member" && rolesMay(actor.roles, permission);
}

/** The session ends for good after this, whatever happens in between; the browser locks itself far earlier. */
export const sessionHours = 12;
export const setupLinkMinutes = 60;
export const invitationDays = 7;
