/** Acts that one person alone cannot do: a second one, who is not the first, agrees. Pure; rooms and browsers ask it. */

/** What the second needs to be: of the same team, of the same organisation, or a named holder with another role. */
export type Second = { readonly from: "own-team" | "own-organisation" | "other-role"; readonly meaning: string };

export const FourEyes = {
  "legal-duty": { from: "own-team", meaning: "Telling somebody without the person's consent, by a legal duty of the closed list (product.md promise 6)" },
  "member.recover": { from: "other-role", meaning: "Giving a member his keys back: two holders in different roles, and a delay (security.md 1.9)" },
  "procedure.publish": { from: "own-organisation", meaning: "Publishing the summary of a closed complaint procedure" },
  "escalation.send": { from: "own-team", meaning: "Sending a dossier to the ministry, as agreed or anonymised" },
  "release.publish": { from: "own-organisation", meaning: "Publishing figures: another coordinator agrees to exactly what was looked at" },
  "escalation.lesson": { from: "own-organisation", meaning: "Giving a lesson of an escalation to the network" },
} as const satisfies Record<string, Second>;

export type FourEyesAct = keyof typeof FourEyes;

/** Whether this act needs a second person, and who that may be; `undefined`: one is enough. */
export function needsSecond(act: string): Second | undefined {
  return Object.hasOwn(FourEyes, act) ? FourEyes[act as FourEyesAct] : undefined;
}

export type Who = { readonly member: string; readonly organisation: string; readonly teams: readonly string[]; readonly roles: readonly string[] };

/** Whether `second` may be the second pair of eyes after `first`. Nobody is his own second, and none is of another organisation. */
export function maySecond(act: FourEyesAct, first: Who, second: Who): boolean {
  if (first.member === second.member || first.organisation !== second.organisation) return false;
  const { from }: Second = FourEyes[act];
  if (from === "own-organisation") return true;
  if (from === "own-team") return first.teams.some((team) => second.teams.includes(team));
  return second.roles.some((role) => !first.roles.includes(role)) || first.roles.some((role) => !second.roles.includes(role));
}
