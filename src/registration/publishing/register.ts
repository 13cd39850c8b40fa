/**
 * The register of everything ever printed: `register.jsonl`, one line a release, each signed by the installation and bound to the line before it. What
 * it names was published; nothing else was. It is only ever added to.
 */
import { createHash, createHmac } from "node:crypto";
import { z } from "zod";
import { canonicalJson, fromBase64Url, signAct, signerFrom, toBase64Url, verifyAct, type JsonValue } from "../../envelope/index.ts";

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const entry = z.strictObject({
  version: z.literal(1),
  number: z.int().positive(),
  release: z.string(),
  /** Path under the folder of releases → SHA-256. */
  files: z.record(z.string(), hash),
  /** Quarter → what was counted of it, told so that only the installation can check it. */
  counted: z.record(z.string(), hash),
  made: z.iso.date(),
  code: z.string(),
  /** SHA-256 of the line before; zeros for the first. */
  before: hash,
  key: z.string(),
  signature: z.string(),
});
export type Entry = z.infer<typeof entry>;
export type Register = readonly Entry[];
export type RegisterFault = { readonly line: number; readonly fault: "not-a-line" | "not-in-order" | "not-signed" | "other-key" | "release-twice" };
export type RegisterRead = { readonly ok: true; readonly register: Register } | { readonly ok: false; readonly fault: RegisterFault };

const noLineBefore = "0".repeat(64);
export const fileHash = (content: string | Uint8Array): string => createHash("sha256").update(content).digest("hex");

function signedPart({ key, signature, ...said }: Entry): { readonly act: string; readonly nonce: string; readonly fields: JsonValue } {
  void signature;
  return { act: "registration.release", nonce: key, fields: said };
}

export const lineOf = (one: Entry): string => canonicalJson(one);
/** What the line after these names as the one before it. */
export function lastHash(lines: readonly string[]): string {
  const last = lines.at(-1);
  return last === undefined ? noLineBefore : fileHash(last);
}
const hashOfLine = (one: Entry | undefined): string => lastHash(one === undefined ? [] : [lineOf(one)]);

/** Signs with the register's own key, and tells counts so that only its owner can check them. Both come from one secret of 32 bytes. */
export type RegisterKey = {
  readonly publicKey: string;
  readonly next: (register: Register, about: Pick<Entry, "release" | "files" | "counted" | "made" | "code">) => Entry;
  /** Says nothing about a small count to whoever tries all of them: the secret is in it. */
  readonly commit: (use: string, content: string) => string;
};

export function registerKey(secret: Uint8Array): RegisterKey {
  const signer = signerFrom(createHmac("sha256", secret).update("register signing").digest());
  const committing = createHmac("sha256", secret).update("register commitments").digest();
  const publicKey = toBase64Url(signer.publicKey);
  return {
    publicKey,
    commit: (use, content) => createHmac("sha256", committing).update(`${use}\n`).update(content).digest("hex"),
    next: (register, about) => {
      const unsigned: Entry = { version: 1, number: register.length + 1, ...about, before: hashOfLine(register.at(-1)), key: publicKey, signature: "" };
      return { ...unsigned, signature: toBase64Url(signAct(signer, signedPart(unsigned))) };
    },
  };
}

function isSigned(one: Entry): boolean {
  const key = fromBase64Url(one.key);
  const signature = fromBase64Url(one.signature);
  return key !== undefined && signature !== undefined && verifyAct(key, signedPart(one), signature);
}

function parsed(line: string): Entry | undefined {
  try {
    const read = entry.safeParse(JSON.parse(line));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}

function faultOf(line: string, one: Entry | undefined, register: Register, key: string | undefined): RegisterFault["fault"] | undefined {
  if (one === undefined || lineOf(one) !== line) return "not-a-line";
  if (one.number !== register.length + 1 || one.before !== hashOfLine(register.at(-1))) return "not-in-order";
  if (register.some(({ release }) => release === one.release)) return "release-twice";
  if (one.key !== (key ?? register[0]?.key ?? one.key)) return "other-key";
  return isSigned(one) ? undefined : "not-signed";
}

/** Reads a register. `key`: the public key it must be signed with; without one, the key of its own first line. */
export function readRegister(text: string, key: string | undefined): RegisterRead {
  const register: Entry[] = [];
  for (const [at, line] of text.split("\n").entries()) {
    if (line === "") continue;
    const one = parsed(line);
    const fault = faultOf(line, one, register, key);
    if (one === undefined || fault !== undefined) return { ok: false, fault: { line: at + 1, fault: fault ?? "not-a-line" } };
    register.push(one);
  }
  return { ok: true, register };
}

/** The lines of a register that this installation wrote itself. Throws when they do not fit each other. */
export function registerLines(text: string): Register {
  const read = readRegister(text, undefined);
  if (!read.ok) throw new Error("The register does not fit itself");
  return read.register;
}

export function writeRegister(register: Register): string {
  return register.map((one) => `${lineOf(one)}\n`).join("");
}
