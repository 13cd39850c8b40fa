/**
 * The one permission table: which role may do what. It serves the check before an action, the SQL scope (`scope` names
 * how far the permission reaches), the buttons of the desk, the matrix test and `docs/permissions.md`.
 */
import { FourEyes } from "./four-eyes.ts";

export const Roles = [
  "worker",
  "team-lead",
  "organisation-admin",
  "coordinator",
  "secretary",
  "ministry",
  "editor",
] as const;
export type Role = (typeof Roles)[number];

/** How far a permission reaches. No scope is wider than one organisation, except what concerns the network itself. */
export type Scope = "own-team" | "own-organisation" | "network";

type Rule = { readonly scope: Scope; readonly roles: readonly Role[]; readonly meaning: string };

/**
 * An organisation's administrator and the coordinator have no case permission at all: managing people is not reading
 * what was told. Who does both has both roles, and both are shown to the others.
 */
export const Permissions = {
  "case.list": { scope: "own-team", roles: ["worker", "team-lead", "secretary"], meaning: "See the list of the own team's cases" },
  "case.read": { scope: "own-team", roles: ["worker", "team-lead", "secretary", "ministry"], meaning: "Open a case of the own team; leaves a line" },
  "case.write": { scope: "own-team", roles: ["worker", "team-lead", "secretary"], meaning: "Answer and write notes in a case of the own team" },
  "case.assign": { scope: "own-team", roles: ["worker", "team-lead", "secretary"], meaning: "Take a case, or hand it to a colleague of the team" },
  "case.close": { scope: "own-team", roles: ["worker", "team-lead", "secretary"], meaning: "Close a case with an outcome" },
  "case.hand-over": { scope: "own-team", roles: ["team-lead"], meaning: "Hand a colleague's cases over, and say that a colleague is away" },
  "case.export": { scope: "own-team", roles: ["worker", "team-lead"], meaning: "Print a dossier or seal it into an archive; leaves a line" },
  "fact.register": { scope: "own-organisation", roles: ["worker", "team-lead", "secretary"], meaning: "Count a contact in codes, without words and without its case" },
  "figures.read": { scope: "own-organisation", roles: ["team-lead", "organisation-admin"], meaning: "See what the own organisation counted; leaves a line" },
  "figures.network": { scope: "network", roles: ["coordinator"], meaning: "See what all organisations counted together, without small numbers; leaves a line" },
  "text.read": { scope: "own-organisation", roles: ["worker", "team-lead", "organisation-admin", "editor"], meaning: "Read the organisation's text blocks" },
  "text.edit": { scope: "own-organisation", roles: ["team-lead", "organisation-admin", "editor"], meaning: "Write, look at again and remove text blocks" },
  "call-back.list": { scope: "own-team", roles: ["worker", "team-lead"], meaning: "See who of the own team's people waits for a call" },
  "call-back.write": { scope: "own-team", roles: ["worker", "team-lead"], meaning: "Say what came of a call, agree another moment" },
  "duty.read": { scope: "own-team", roles: ["worker", "team-lead"], meaning: "See who is on duty when in the own team" },
  "duty.plan": { scope: "own-team", roles: ["team-lead"], meaning: "Put members of the own team on duty, open its line for call-backs" },
  "case.rewrap": { scope: "own-team", roles: ["worker", "team-lead", "secretary", "ministry"], meaning: "Seal the team's cases again to its new key" },
  "reading.alerts": { scope: "own-team", roles: ["team-lead"], meaning: "See that a colleague opened very many cases" },
  "escalation.write": { scope: "own-team", roles: ["worker", "team-lead"], meaning: "Prepare, second and send a dossier to the ministry, and take its answer to the person" },
  "escalation.list": { scope: "own-team", roles: ["ministry"], meaning: "See what was sent to the own team of the ministry" },
  "escalation.answer": { scope: "own-team", roles: ["ministry"], meaning: "Take, ask back, answer or return what was sent to the own team of the ministry" },
  "lesson.list": { scope: "network", roles: ["ministry", "coordinator"], meaning: "See what the network may learn from escalations" },
  "lesson.write": { scope: "own-organisation", roles: ["ministry"], meaning: "Propose a lesson for the network, and agree to a colleague's" },
  "procedure.list": { scope: "own-team", roles: ["secretary"], meaning: "See the complaint procedures of the own team" },
  "procedure.read": { scope: "own-team", roles: ["secretary"], meaning: "Open a complaint procedure of the own team; leaves a line" },
  "procedure.write": { scope: "own-team", roles: ["secretary"], meaning: "Begin a complaint procedure, take its steps, invite the board" },
  "team.read": { scope: "own-organisation", roles: ["worker", "team-lead", "organisation-admin", "secretary", "ministry"], meaning: "See teams, members and whether keys work" },
  "team.intake": { scope: "own-organisation", roles: ["worker", "team-lead", "organisation-admin", "secretary"], meaning: "Open or close a team's intake" },
  "team.share-key": { scope: "own-team", roles: ["worker", "team-lead", "secretary"], meaning: "Wrap the team's key to a certified new member" },
  "team.manage": { scope: "own-organisation", roles: ["organisation-admin"], meaning: "Make a team, set its days to answer, make its key" },
  "calendar.read": { scope: "own-organisation", roles: ["worker", "team-lead", "organisation-admin", "secretary"], meaning: "See the days on which the organisation is closed, and which terms moved" },
  "calendar.manage": { scope: "own-organisation", roles: ["organisation-admin"], meaning: "Close days and take that back; sees how many terms move, never of which case" },
  "identity.own": { scope: "own-organisation", roles: ["worker", "team-lead", "organisation-admin", "secretary", "ministry", "editor"], meaning: "Say which person at the organisation's identity provider one is" },
  "identity.manage": { scope: "own-organisation", roles: ["organisation-admin"], meaning: "Set the organisation's identity provider" },
  "notice.own": { scope: "own-organisation", roles: ["worker", "team-lead", "organisation-admin", "coordinator", "secretary", "ministry", "editor"], meaning: "Say where and when one is told by mail that something waits" },
  "member.invite": { scope: "own-organisation", roles: ["organisation-admin"], meaning: "Invite a member, give roles and teams" },
  "member.certify": { scope: "own-organisation", roles: ["organisation-admin"], meaning: "Certify a member's key after comparing its fingerprint" },
  "member.end": { scope: "own-organisation", roles: ["organisation-admin"], meaning: "End a membership" },
  "recovery.hold": { scope: "own-organisation", roles: Roles, meaning: "Choose two holders of the own key, hold a colleague's share, begin and stop a recovery" },
  "organisation.create": { scope: "network", roles: ["coordinator"], meaning: "Let an organisation take part, with its first administrator" },
  "retention.read": { scope: "network", roles: ["coordinator"], meaning: "See how long what is kept, and the proofs of what was destroyed: numbers and weeks" },
  "release.read": { scope: "network", roles: ["coordinator"], meaning: "See what a release would print and why the rest is hidden; never what is hidden" },
  "release.write": { scope: "network", roles: ["coordinator"], meaning: "Prepare a release, agree to another's, publish or withdraw it" },
  "organisation.list": { scope: "network", roles: ["coordinator"], meaning: "See which organisations take part and whether they can receive" },
} as const satisfies Record<string, Rule>;

export type Permission = keyof typeof Permissions;

/** Whether one of these roles carries the permission. Scope is for the query, not for this function. */
export function rolesMay(roles: readonly string[], permission: Permission): boolean {
  const rule: Rule = Permissions[permission];
  return rule.roles.some((role) => roles.includes(role));
}

export function isPermission(name: string): name is Permission {
  return Object.hasOwn(Permissions, name);
}

/** The table as the document `docs/permissions.md`; a test fails when the committed one is stale. */
export function permissionsDocument(): string {
  const head = ["Permission", "Meaning", "Reach", ...Roles];
  const rows = Object.entries(Permissions).map(([name, rule]: [string, Rule]) => [
    `\`${name}\``,
    rule.meaning,
    rule.scope.replace("-", " "),
    ...Roles.map((role) => (rule.roles.includes(role) ? "yes" : "")),
  ]);
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [
    "# Permissions",
    "",
    "Generated from `src/accounts/rules/permissions.ts`. What is not in the table is not allowed. A visitor has none of these.",
    "",
    line(head),
    line(head.map(() => "---")),
    ...rows.map(line),
    "",
    "## Four eyes",
    "",
    "Generated from `src/accounts/rules/four-eyes.ts`. One person alone cannot do these; the second is never the first.",
    "",
    line(["Act", "Meaning", "The second is of"]),
    line(["---", "---", "---"]),
    ...Object.entries(FourEyes).map(([act, { meaning, from }]) => line([`\`${act}\``, meaning, from.replaceAll("-", " ")])),
    "",
  ].join("\n");
}
