/** The door of accounts: who may do what, who asks, and which teams can receive. */
export { can, mayI, oldKeyHours, receives } from "./rules.ts";
export type { TiedTo } from "./records/ties.ts";
export { noticeAddress, type Told, wantNotices } from "./records/notices.ts";
export { waitsForHour, type NoticeKind } from "./rules/notices.ts";
export { keyReplaced } from "./records/leaving.ts";
export { isPermission, Permissions, permissionsDocument, Roles, type Permission, type Role } from "./rules/permissions.ts";
export { FourEyes, maySecond, needsSecond, type FourEyesAct } from "./rules/four-eyes.ts";
export { authenticate, authorise } from "./actions/authenticate.ts";
export { callingTeams, currentKeys, keyLog, keyLogHead, supportPoint, supportPoints, type CurrentTeamKey } from "./records/support-points.ts";
export { acting, type Member, noteAct } from "./actions/acting.ts";
export { createSetupLink } from "./actions/setup.ts";
export { createOrganisation, prepareMembers, type CreatedMember, type CreatedOrganisation, type CreatedTeam, type MadeMember, type PreparedMembers } from "./actions/making.ts";
export { totpAt } from "./totp.ts";
export type { SupportPoint } from "./shape.ts";
