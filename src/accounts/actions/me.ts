/** What a member's browser needs to open his own keys: his wraps, his teams' wraps, nothing of others. */
import type { Transaction } from "../../base/index.ts";
import { toBase64Url } from "../../envelope/index.ts";
import { rootWrapOf, wrapsOf } from "../records/keys.ts";
import { memberById, saltOf, teamMembersOf } from "../records/members.ts";
import { installationId, organisationName } from "../records/organisations.ts";
import { passkeysOf } from "../records/passkeys.ts";
import type { Me } from "../shape.ts";

export type SignedInMember = { readonly member: string; readonly organisation: string; readonly endsAt: Date };

/** Undefined when there is no such member. Runs as the system: salt and wraps are handed to their owner only. */
export async function meOf(tx: Transaction, who: SignedInMember): Promise<Me | undefined> {
  const row = await memberById(tx, who.organisation, who.member);
  const salt = await saltOf(tx, who.member);
  if (row === undefined || salt === undefined) return undefined;
  const root = await rootWrapOf(tx, who.member);
  const teams = (await teamMembersOf(tx, who.organisation)).filter((one) => one.member === who.member);
  return {
    member: row.id,
    organisation: row.organisation,
    organisationName: (await organisationName(tx, row.organisation)) ?? row.organisation,
    name: row.name,
    shownName: row.shown_name,
    roles: [...row.roles],
    teams: teams.map((one) => one.team),
    installation: await installationId(tx),
    salt: toBase64Url(salt),
    keys: { recipient: row.recipient, signPublic: toBase64Url(row.sign_public), wrapped: toBase64Url(row.wrapped) },
    certified: row.certified,
    teamKeys: (await wrapsOf(tx, row.id)).map((one) => ({ ...one, wrapped: toBase64Url(one.wrapped) })),
    root: root === undefined ? null : { public: toBase64Url(root.public), wrapped: toBase64Url(root.wrapped) },
    passkeys: (await passkeysOf(tx, row.id)).map((one) => ({ id: one.id, prfSalt: toBase64Url(one.prf_salt), wrapped: toBase64Url(one.wrapped) })),
    endsAt: who.endsAt.toISOString(),
  };
}
