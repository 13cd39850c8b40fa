/** The one-time link with which an installation gets its first coordinator. */
import type { Context } from "../../base/index.ts";
import { toBase64Url } from "../../envelope/index.ts";
import { setupLinkMinutes } from "../rules.ts";
import { insertInvitation } from "../records/invitations.ts";
import { ensureOrganisation } from "../records/organisations.ts";
import { tokenHash } from "./authenticate.ts";

/** The coordinator's own organisation: it has no teams and receives nothing. */
export const networkOrganisation = "netwerk";

/**
 * A link for the first coordinator, valid for an hour and once. The token stands behind `#`, so that no proxy and no
 * server log ever sees it; the database holds its hash.
 */
export async function createSetupLink(context: Context): Promise<string> {
  const token = toBase64Url(context.random.bytes(32));
  const endsAt = new Date(context.clock.now().getTime() + setupLinkMinutes * 60_000);
  await context.db.transaction({ role: "system" }, async (tx) => {
    await ensureOrganisation(tx, { id: networkOrganisation, name: "Gehoord" }, context.clock.now());
    await insertInvitation(tx, {
      id: context.random.uuid(),
      token_hash: tokenHash(token),
      organisation: networkOrganisation,
      shown_name: "",
      roles: ["coordinator"],
      teams: [],
      ends_at: endsAt,
    });
    await tx.audit({ act: "setup.link-made", by: "system", organisation: networkOrganisation });
  });
  return `${context.config.origin}/desk/begin#${token}`;
}
