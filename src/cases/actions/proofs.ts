/**
 * Signed proofs (`security.md` 1.11): one key pair a week for the whole network. The private half is kept sealed with a
 * secret outside the database and erased when its week is over. What is signed holds no case, organisation or text, and
 * nothing of it is kept.
 */
import { dayOf, ok, refused } from "../../base/index.ts";
import type { Context, Result, Transaction } from "../../base/index.ts";
import { fromBase64Url, openTicket, proofKeyId, sealTicket, signerFrom, toBase64Url, writeProof } from "../../envelope/index.ts";
import type { JsonValue, ProofKey, Signer } from "../../envelope/index.ts";
import { cardOf, keepProofKey, proofKeyOf, proofKeys, stepsOf } from "../records/person.ts";
import { ProofKinds } from "../rules/follow-up.ts";
import type { ProofKind } from "../rules/follow-up.ts";
import { mayDecide } from "../rules/way-back.ts";
import { weekOf } from "../rules/weeks.ts";
import { signedFields } from "../shape.ts";
import type { ProofAnswer } from "../shape.ts";
import type { ProofPost } from "../shape/person.ts";
import { caseOfAct } from "./conversation.ts";
import type { Found } from "./conversation.ts";
import { rolledBack } from "./rolled-back.ts";

const purpose = "proof key";
const keptDays = 30;

/** For the job: a key for this week when there is none yet, and no private half of any other week. Answers 0 or 1. */
export async function renewProofKey(context: Context): Promise<number> {
  const now = context.clock.now();
  const secret = context.random.bytes(32);
  const { publicKey } = signerFrom(secret);
  const until = new Date(now.getTime() + keptDays * 86_400_000);
  const sealed = await sealTicket(context.secrets.tickets, toBase64Url(secret), until, purpose);
  const fresh = { key: proofKeyId(publicKey), week: weekOf(dayOf(now)), public: publicKey, sealed };
  return context.db.transaction({ role: "system" }, async (tx) => ((await keepProofKey(tx, fresh)) ? 1 : 0));
}

async function signerOf(context: Context, tx: Transaction, week: string): Promise<Signer | undefined> {
  const row = await proofKeyOf(tx, week);
  if (row === undefined) return undefined;
  const opened = await openTicket(context.secrets.tickets, row.sealed, context.clock.now(), purpose);
  const secret = opened.ok && typeof opened.payload === "string" ? fromBase64Url(opened.payload) : undefined;
  return secret === undefined ? undefined : signerFrom(secret);
}

/** Refuses person-only (a helper's code), transition-not-allowed for a step that the case does not have behind it, storage-away before the week's key is there. */
export async function proofFor(context: Context, tx: Transaction, { found, lookup }: Found, kind: ProofKind): Promise<Result<ProofAnswer>> {
  if (!mayDecide(await cardOf(tx, lookup))) return refused("person-only");
  const steps = { told: true, ...(await stepsOf(tx, lookup)) };
  if (!steps[kind]) return refused("transition-not-allowed");
  const week = weekOf(dayOf(context.clock.now()));
  const signer = await signerOf(context, tx, week);
  if (signer === undefined) return refused("storage-away");
  const proof = writeProof({ week, step: ProofKinds.indexOf(kind), serial: context.random.bytes(10) }, signer);
  await tx.audit({ act: "proof.given", by: "reporter", organisation: found.organisation, record: found.id });
  return ok({ proof });
}

export function giveProof(context: Context, post: ProofPost): Promise<Result<ProofAnswer>> {
  return rolledBack(context, { role: "visitor" }, async (tx) => {
    const act = await caseOfAct(context, tx, "proof", post, signedFields(post) as JsonValue, false);
    return act.ok ? proofFor(context, tx, act.value, post.kind) : act;
  });
}

/** Every key there ever was: a proof of an earlier week stays good. */
export async function publishedProofKeys(context: Context): Promise<readonly ProofKey[]> {
  const rows = await context.db.transaction({ role: "visitor" }, (tx) => proofKeys(tx));
  return rows.map((row) => ({ key: row.key, week: row.week, public: toBase64Url(row.public) }));
}
