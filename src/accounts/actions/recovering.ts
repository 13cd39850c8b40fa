/**
 * A member who lost passphrase and device, with the one-time link that a holder gave him: he chooses a new passphrase, waits, and
 * ends with his own key, which he proves to have. The link alone opens nothing and ends nothing.
 */
import { ok, refused } from "../../base/index.ts";
import type { RequestContext, Result, Transaction } from "../../base/index.ts";
import { toBase64Url, verifyAct } from "../../envelope/index.ts";
import { askRecovery, finishRecovery, giftsOf, recoveryByToken, replaceWayIn } from "../records/recovery.ts";
import { recoveryAct, recoveryStep, recoveryTimes } from "../rules/recovery.ts";
import type { RecoveryAsk, RecoveryFinish, RecoveryOpened } from "../shape.ts";
import { acceptTotp } from "../totp.ts";
import { tokenHash } from "./authenticate.ts";
import { credentialOf } from "./invitations.ts";
import { bytesOf } from "./sign-in.ts";

type Found = NonNullable<Awaited<ReturnType<typeof recoveryByToken>>>;

function withLink<T>(context: RequestContext, token: string, work: (tx: Transaction, found: Found) => Promise<Result<T>>): Promise<Result<T>> {
  return context.db.transaction({ role: "system" }, async (tx) => {
    const found = await recoveryByToken(tx, tokenHash(token), context.clock.now());
    return found === undefined ? refused("invitation-not-valid") : work(tx, found);
  });
}

/** What the link is for and how far it is. Unknown, stopped, used and expired look the same. */
export async function openRecovery(context: RequestContext, token: string): Promise<Result<RecoveryOpened>> {
  return withLink(context, token, async (tx, found) => {
    const gifts = await giftsOf(tx, found.id);
    return ok({
      id: found.id, member: found.member, name: found.name, shownName: found.shown_name, organisationName: found.organisation_name,
      state: found.state === "begun" ? "begun" : "waiting",
      opensAt: found.opens_at?.toISOString() ?? null, endsAt: found.ends_at.toISOString(),
      salt: found.salt === null ? null : toBase64Url(found.salt), recipient: found.recipient,
      keys: { recipient: found.own_recipient, signPublic: toBase64Url(found.sign_public) },
      given: gifts.length, shares: gifts.length === 2 ? gifts.map(toBase64Url) : [],
    });
  });
}

/** The new passphrase and authenticator are laid ready; the wait begins. Once: who comes second finds it taken. */
export async function requestRecovery(context: RequestContext, given: RecoveryAsk): Promise<Result<undefined>> {
  const totpSecret = bytesOf(given.totpSecret);
  if (acceptTotp(totpSecret, given.totp, context.clock.now(), 0) === undefined) return refused("second-factor-wrong", { totp: "second-factor-wrong" });
  return withLink(context, given.token, async (tx, found) => {
    if (recoveryStep("ask", "link", found.state) === undefined) return refused("already-there");
    const times = recoveryTimes(context.clock.now());
    const { member: _, ...credential } = credentialOf(context, found.member, { salt: bytesOf(given.salt), auth: bytesOf(given.auth), totpSecret });
    await askRecovery(tx, found.id, { ...credential, recipient: given.recipient, asked: times.asked, opens_at: times.opensAt });
    await tx.audit({ act: "member.recovery-asked", by: "system", organisation: found.organisation, record: found.member });
    return ok(undefined);
  });
}

/** The end: only with both shares, and only signed by the very key that was lost. Every earlier way in is gone. */
export async function endRecovery(context: RequestContext, given: RecoveryFinish): Promise<Result<undefined>> {
  return withLink(context, given.token, async (tx, found) => {
    const { salt, auth_salt, auth_hash, totp_sealed, opens_at } = found;
    const ready = opens_at !== null && opens_at <= context.clock.now() && (await giftsOf(tx, found.id)).length === 2;
    if (!ready || recoveryStep("finish", "link", found.state) === undefined || salt === null || auth_salt === null || auth_hash === null || totp_sealed === null) return refused("transition-not-allowed");
    if (!verifyAct(found.sign_public, recoveryAct(found.id, given.wrapped), bytesOf(given.signature))) return refused("signature-invalid");
    await replaceWayIn(tx, { member: found.member, wrapped: bytesOf(given.wrapped), salt, auth_salt, auth_hash, totp_sealed, totp_last_step: 0 });
    await finishRecovery(tx, found.id);
    await tx.audit({ act: "member.recovered", by: "member", member: found.member, organisation: found.organisation, record: found.member });
    return ok(undefined);
  });
}
