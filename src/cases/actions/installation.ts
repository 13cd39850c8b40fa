/** What sealing needs to know of the installation. Read once per database and process; it never changes. */
import { createHmac } from "node:crypto";
import { recipientOf, signerFrom } from "../../envelope/index.ts";
import type { Context, Database, Secrets, Transaction } from "../../base/index.ts";
import { settings } from "../records/reports.ts";
import type { Settings } from "../records/reports.ts";

const known = new WeakMap<Database, Settings>();

export async function installationOf(context: Context): Promise<Settings> {
  const found = known.get(context.db) ?? (await context.db.transaction({ role: "visitor" }, (tx) => settings(tx)));
  known.set(context.db, found);
  return found;
}

/** The same inside a transaction that is open already. */
export async function installationIn(context: Context, tx: Transaction): Promise<Settings> {
  const found = known.get(context.db) ?? (await settings(tx));
  known.set(context.db, found);
  return found;
}

type Public = { readonly noticeRecipient: Promise<string>; readonly serverKey: Uint8Array };
const publics = new WeakMap<Secrets, Public>();

function publicOf(secrets: Secrets): Public {
  const found = publics.get(secrets) ?? { noticeRecipient: recipientOf(secrets.noticeIdentity), serverKey: signerFrom(secrets.serverSigning).publicKey };
  publics.set(secrets, found);
  return found;
}

/** What notice addresses are sealed to. */
export const noticeRecipientOf = (context: Context): Promise<string> => publicOf(context.secrets).noticeRecipient;
/** With what acts are checked that the server signed. */
export const serverKeyOf = (context: Context): Uint8Array => publicOf(context.secrets).serverKey;

/** What the database keeps of a lookup: worthless without the pepper, which is outside database and backups. */
export function peppered(context: Context, lookup: Uint8Array): Uint8Array {
  return createHmac("sha256", context.secrets.pepper).update("gehoord lookup v1\n").update(lookup).digest();
}
