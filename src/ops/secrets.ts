/**
 * Secrets of the installation: `<data>/secrets/`, mode 600, made all at once at the first start, never in the database
 * or a backup (`security.md` 1.4). Losing them makes every code useless: keep a copy apart, as the runbook says.
 */
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { systemRandom, type Random, type Secrets } from "../base/index.ts";
import { fromBase64Url, newCaseIdentity, toBase64Url } from "../envelope/index.ts";
import { syncFolder, writeDurably } from "../base/durable-file.ts";

const names = ["pepper", "tickets", "notice-identity", "server-signing"] as const;
type Name = (typeof names)[number];

export class SecretsDamaged extends Error {
  constructor(detail: string) {
    super(`${detail} Put back your copy of the folder \`secrets\`; new ones would make every code useless.`);
    this.name = "SecretsDamaged";
  }
}

/** Written aside and renamed as one folder: there are never some of them. */
async function make(folder: string, random: Random): Promise<void> {
  const aside = `${folder}.new`;
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(aside, { recursive: true, mode: 0o700 });
  const values: Record<Name, string> = {
    pepper: toBase64Url(random.bytes(32)),
    tickets: toBase64Url(random.bytes(32)),
    "notice-identity": (await newCaseIdentity()).identity,
    "server-signing": toBase64Url(random.bytes(32)),
  };
  for (const name of names) writeDurably(join(aside, name), `${values[name]}\n`);
  renameSync(aside, folder);
  syncFolder(join(folder, ".."));
}

function read(folder: string, name: Name): string {
  const file = join(folder, name);
  if (!existsSync(file)) throw new SecretsDamaged(`The secret ${file} is missing.`);
  return readFileSync(file, "utf8").trim();
}

function readBytes(folder: string, name: Name): Uint8Array {
  const bytes = fromBase64Url(read(folder, name));
  if (bytes?.length !== 32) throw new SecretsDamaged(`The secret ${join(folder, name)} is damaged.`);
  return bytes;
}

/** Reads the secrets; makes them when the folder has none at all. Throws `SecretsDamaged` when only some are there. */
export async function loadSecrets(data: string, random: Random = systemRandom): Promise<Secrets> {
  const folder = join(data, "secrets");
  if (!existsSync(folder)) await make(folder, random);
  chmodSync(folder, 0o700);
  const noticeIdentity = read(folder, "notice-identity");
  if (!/^AGE-SECRET-KEY-1[A-Z0-9]{58}$/.test(noticeIdentity)) throw new SecretsDamaged(`The secret ${join(folder, "notice-identity")} is damaged.`);
  return { pepper: readBytes(folder, "pepper"), tickets: readBytes(folder, "tickets"), noticeIdentity, serverSigning: readBytes(folder, "server-signing") };
}
