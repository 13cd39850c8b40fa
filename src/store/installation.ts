/** What this installation is: made once, at the first start, and never changed. */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { Database, Random, Secrets } from "../base/index.ts";
import { storeTables } from "./tables.ts";

export type Installation = { readonly id: string; readonly salt: Uint8Array; readonly mode: "demo" | "real" };

/** Thrown when a demonstration is started as a real installation or the other way round (`security.md` 3.7). */
export class WrongMode extends Error {
  constructor(is: "demo" | "real") {
    super(is === "demo" ? "This data belongs to a demonstration. It can never become a real installation." : "This data belongs to a real installation. It can never become a demonstration.");
    this.name = "WrongMode";
  }
}

/** Thrown when the secrets in the data folder are not those this database was made with: no code would open anything. */
export class WrongSecrets extends Error {
  constructor() {
    super("The secrets in the data folder are not those of this database. Put back the folder `secrets` of the installation.");
    this.name = "WrongSecrets";
  }
}

/** 32 bytes that show which pepper belongs to a database, and tell nothing about it. */
export function secretsCheck(secrets: Pick<Secrets, "pepper">): Uint8Array {
  return new Uint8Array(createHmac("sha256", secrets.pepper).update("gehoord secrets check v1").digest());
}

export type InstallationChoice = { readonly mode: "demo" | "real"; readonly random: Random; readonly secrets: Pick<Secrets, "pepper"> };

/** The installation of this database, made when there is none yet. Throws `WrongMode` and `WrongSecrets`. */
export async function ensureInstallation(db: Database, { mode, random, secrets }: InstallationChoice): Promise<Installation> {
  return db.transaction({ role: "system" }, async (tx) => {
    const tables = storeTables(tx);
    const check = secretsCheck(secrets);
    await tables.insertInto("settings").values({ single: true, installation: random.uuid(), salt: random.bytes(16), mode, secrets_check: check }).onConflict((row) => row.doNothing()).execute();
    const is = await tables.selectFrom("settings").selectAll().executeTakeFirstOrThrow();
    if (is.mode !== mode) throw new WrongMode(is.mode);
    if (is.secrets_check !== null && !timingSafeEqual(is.secrets_check, check)) throw new WrongSecrets();
    return { id: is.installation, salt: is.salt, mode: is.mode };
  });
}
