/**
 * What an installation keeps of its releases, in `<data>/registration`, mode 700: the secret of the register, made at the first release, and what was
 * counted of every published quarter. Losing the secret ends the register: keep a copy, as of the folder `secrets`.
 */
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Random } from "../../base/index.ts";
import { writeDurably } from "../../base/durable-file.ts";
import { fromBase64Url, toBase64Url } from "../../envelope/index.ts";
import { registerKey, type RegisterKey } from "./register.ts";

export class RegisterSecretDamaged extends Error {
  constructor(file: string) {
    super(`The secret ${file} is damaged. Put back your copy; a new one would end the register.`);
    this.name = "RegisterSecretDamaged";
  }
}

export type Keeping = { readonly key: RegisterKey; readonly kept: (commitment: string) => string | undefined; readonly keep: (counts: Readonly<Record<string, string>>) => void };

const folderIn = (data: string): string => join(data, "registration");

function secretIn(folder: string): Uint8Array | undefined {
  const file = join(folder, "register-secret");
  if (!existsSync(file)) return undefined;
  const secret = fromBase64Url(readFileSync(file, "utf8").trim());
  if (secret?.length !== 32) throw new RegisterSecretDamaged(file);
  return secret;
}

/** The public key of this installation's register, if it has one. Makes nothing. */
export function publicKeyIn(data: string): string | undefined {
  const secret = secretIn(folderIn(data));
  return secret === undefined ? undefined : registerKey(secret).publicKey;
}

export function openKeeping(data: string, random: Random): Keeping {
  const folder = folderIn(data);
  const counted = join(folder, "counted");
  mkdirSync(counted, { recursive: true, mode: 0o700 });
  const secret = secretIn(folder) ?? random.bytes(32);
  if (secretIn(folder) === undefined) writeDurably(join(folder, "register-secret"), `${toBase64Url(secret)}\n`);
  const fileOf = (commitment: string): string => join(counted, `${commitment}.csv`);
  return {
    key: registerKey(secret),
    kept: (commitment) => (existsSync(fileOf(commitment)) ? readFileSync(fileOf(commitment), "utf8") : undefined),
    keep: (counts) => {
      for (const [commitment, content] of Object.entries(counts)) if (!existsSync(fileOf(commitment))) writeDurably(fileOf(commitment), content);
    },
  };
}
