/** What a release sealed must open for ever, and what it refused must stay refused. Never make these files again. */
import { argon2 as nodeArgon2 } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as envelope from "../../src/envelope/index.ts";
import type { Argon2, Bytes, ChainOptions, FileSeal, JsonValue, KeyLogEntry, KeyPair } from "../../src/envelope/index.ts";

type Refused = { readonly name: string; readonly reason: string };
type Keys = {
  readonly installationSalt: string;
  readonly codes: readonly { readonly bytes: string; readonly code: string; readonly lookup: string; readonly identity: string; readonly recipient: string; readonly signKey: string }[];
  readonly passphrases: readonly { readonly passphrase: string; readonly salt: string; readonly auth: string; readonly wrapping: KeyPair }[];
};
type Wraps = {
  readonly wraps: readonly { readonly name: string; readonly secret: string; readonly wrapped: string; readonly identities: readonly string[] }[];
  readonly refused: readonly (Refused & { readonly wrapped: string; readonly identity: string })[];
  readonly refusedRecipients: readonly { readonly reason: string; readonly recipients: readonly string[] }[];
};
type KeyLog = {
  readonly log: readonly KeyLogEntry[];
  readonly verdict: unknown;
  readonly currentTeamKey: { readonly team: string; readonly epoch: number };
  readonly memberAt: readonly { readonly at: number; readonly certified: boolean }[];
  readonly refused: readonly (Refused & { readonly at: number; readonly entries: readonly KeyLogEntry[]; readonly known?: { readonly sequence: number; readonly head: string } })[];
};
type Sealed = { readonly sealed: string; readonly key: string };
type Pieces = {
  readonly installation: string;
  readonly case: string;
  readonly shared: KeyPair;
  readonly signers: Readonly<Record<"reporter" | "server", { readonly publicKey: string }>>;
  readonly keyLog: readonly KeyLogEntry[];
  readonly chains: readonly { readonly name: string; readonly chain: "shared" | "desk"; readonly identity: string; readonly pieces: readonly Sealed[]; readonly bodies: readonly string[]; readonly signedBy: readonly string[]; readonly head: string }[];
  readonly refused: readonly (Refused & { readonly pieces: readonly Sealed[]; readonly known?: { readonly sequence: number; readonly head: string } })[];
};
type Files = {
  readonly files: readonly { readonly seal: FileSeal; readonly blob: string; readonly content: string }[];
  readonly manifest: string;
  readonly refused: readonly (Refused & { readonly seal: FileSeal; readonly blob: string })[];
};
type SignedAct = { readonly act: string; readonly nonce: string; readonly fields: JsonValue; readonly signature: string };
type Acts = {
  readonly publicKey: string;
  readonly acts: readonly SignedAct[];
  readonly refused: readonly SignedAct[];
  readonly ticket: { readonly key: string; readonly purpose: string; readonly ticket: string; readonly expires: string; readonly payload: JsonValue };
  readonly fingerprint: { readonly keys: readonly [string, string]; readonly shown: string };
};

const argon2: Argon2 = (secret, salt, cost) =>
  new Promise((succeed, fail) => {
    const settings = { message: secret, nonce: salt, parallelism: 1, tagLength: cost.length, memory: cost.memoryKiB, passes: cost.passes };
    nodeArgon2("argon2id", settings, (error, key) => (error === null ? succeed(new Uint8Array(key)) : fail(error)));
  });

function bytes(text: string): Bytes {
  const read = envelope.fromBase64Url(text);
  if (read === undefined) throw new Error("a vector is not base64url");
  return read;
}
const streamOf = (blob: string): ReadableStream<Uint8Array> => new Blob([bytes(blob)]).stream();

async function reasonOf(attempt: Promise<unknown>): Promise<string> {
  const outcome: unknown = await attempt.then(
    () => "nothing was refused",
    (error: unknown) => error,
  );
  return outcome instanceof envelope.EnvelopeRefusal ? outcome.reason : String(outcome);
}

const releases = readdirSync(import.meta.dirname).filter((name) => existsSync(join(import.meta.dirname, name, "envelope")));

it("vectors of the first release are there", () => {
  expect(releases).toContain("release-1");
});

describe.each(releases)("what %s sealed", (release) => {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(import.meta.dirname, release, "envelope", `${name}.json`), "utf8"));

  it("opens with its codes and passphrases", async () => {
    const keys = read("keys") as Keys;
    for (const one of keys.codes) {
      expect(envelope.newCode(bytes(one.bytes))).toBe(one.code);
      const opened = await envelope.openCode(one.code, bytes(keys.installationSalt), argon2);
      const { identity, recipient } = opened;
      expect({ identity, recipient, lookup: envelope.toBase64Url(opened.lookup), signKey: envelope.toBase64Url(opened.signer.publicKey) }).toEqual({ identity: one.identity, recipient: one.recipient, lookup: one.lookup, signKey: one.signKey });
    }
    for (const one of keys.passphrases) {
      const opened = await envelope.openPassphrase(one.passphrase, bytes(one.salt), argon2);
      expect({ auth: envelope.toBase64Url(opened.auth), wrapping: opened.wrapping }).toEqual({ auth: one.auth, wrapping: one.wrapping });
    }
  });

  it("opens wraps for each who may, and refuses the rest", async () => {
    const wraps = read("wraps") as Wraps;
    for (const one of wraps.wraps) for (const identity of one.identities) expect(await envelope.unwrapText(bytes(one.wrapped), identity)).toBe(one.secret);
    for (const one of wraps.refused) expect([one.name, await reasonOf(envelope.unwrap(bytes(one.wrapped), one.identity))]).toEqual([one.name, one.reason]);
    for (const one of wraps.refusedRecipients) expect(await reasonOf(envelope.wrap("x", one.recipients))).toBe(one.reason);
    expect(wraps.refused.length + wraps.refusedRecipients.length).toBeGreaterThanOrEqual(6);
  });

  const pieces = read("pieces") as Pieces;
  const signers = envelope.signersOf({ reporter: bytes(pieces.signers.reporter.publicKey), server: bytes(pieces.signers.server.publicKey), keyLog: pieces.keyLog });
  const optionsOf = (chain: "shared" | "desk", caseIdentity: string): ChainOptions => ({ caseIdentity, expected: { installation: pieces.installation, case: pieces.case, chain }, signers });
  const sealed = (list: readonly Sealed[]): { sealed: Bytes; key: Bytes }[] => list.map((one) => ({ sealed: bytes(one.sealed), key: bytes(one.key) }));

  it.each(pieces.chains.map((chain) => [chain.name, chain] as const))("opens as conversation: %s", async (_, chain) => {
    const { opened, head } = await envelope.openChain(sealed(chain.pieces), optionsOf(chain.chain, chain.identity));
    expect(opened.map((piece) => envelope.fromUtf8(piece.body))).toEqual(chain.bodies);
    expect([opened.map((piece) => piece.signedBy), head]).toEqual([chain.signedBy, chain.head]);
  });

  it.each(pieces.refused.map((one) => [one.name, one] as const))("stays refused: %s", async (_, one) => {
    const options = { ...optionsOf("shared", pieces.shared.identity), ...(one.known === undefined ? {} : { known: one.known }) };
    expect(await reasonOf(envelope.openChain(sealed(one.pieces), options))).toBe(one.reason);
  });

  it("has a refused vector for every reason there is", () => {
    const later: readonly string[] = release === "release-1" ? ["wrong-epoch"] : [];
    expect([...new Set(pieces.refused.map((one) => one.reason))].toSorted()).toEqual(envelope.OpeningReasons.filter((one) => !later.includes(one)).toSorted());
  });

  it("opens as files, and refuses what was changed", async () => {
    const files = read("files") as Files;
    for (const one of files.files) expect(envelope.hashOf(await envelope.readFile(streamOf(one.blob), one.seal))).toBe(one.content);
    expect(envelope.readManifest(envelope.utf8(files.manifest))).toMatchObject({ name: "foto één.jpg", type: "image/jpeg", size: 1_000 });
    for (const one of files.refused) expect([one.name, await reasonOf(envelope.readFile(streamOf(one.blob), one.seal))]).toEqual([one.name, one.reason]);
    expect(files.refused.length).toBeGreaterThanOrEqual(5);
  });

  it("verifies as key log, and refuses what does not follow", () => {
    const keyLog = read("key-log") as KeyLog;
    expect(envelope.verifyKeyLog(keyLog.log)).toEqual(keyLog.verdict);
    expect(envelope.currentTeamKey(keyLog.log, keyLog.currentTeamKey.team)?.epoch).toBe(keyLog.currentTeamKey.epoch);
    for (const { at, certified } of keyLog.memberAt) expect([at, envelope.memberKey(keyLog.log, "noor", at) !== undefined]).toEqual([at, certified]);
    for (const { name, reason, at, entries, known } of keyLog.refused) expect([name, envelope.verifyKeyLog(entries, known)]).toEqual([name, { ok: false, reason, at }]);
    expect(keyLog.refused.length).toBeGreaterThanOrEqual(12);
  });

  it("is believed as acts, tickets and fingerprints", async () => {
    const acts = read("acts") as Acts;
    for (const { signature, ...act } of acts.acts) expect(envelope.verifyAct(bytes(acts.publicKey), act, bytes(signature))).toBe(true);
    for (const { signature, ...act } of acts.refused) expect(envelope.verifyAct(bytes(acts.publicKey), act, bytes(signature))).toBe(false);
    const { key, purpose, ticket, expires, payload } = acts.ticket;
    const end = new Date(expires);
    expect(await envelope.openTicket(bytes(key), ticket, new Date(end.getTime() - 1), purpose)).toEqual({ ok: true, payload, expiresAt: end });
    expect(await envelope.openTicket(bytes(key), ticket, end, purpose)).toEqual({ ok: false, reason: "expired" });
    expect(envelope.fingerprint(bytes(acts.fingerprint.keys[0]), acts.fingerprint.keys[1])).toBe(acts.fingerprint.shown);
  });
});
