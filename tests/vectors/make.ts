/**
 * Makes the envelope's vectors of a release: `node tests/vectors/make.ts release-1`. They are made once, committed, and must
 * open for ever: this refuses to write over what is there. Randomness is seeded, so that the same code makes the same files.
 */
import { argon2 as nodeArgon2 } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { seededRandom } from "../../src/base/random.ts";
import { joined } from "../../src/envelope/bytes.ts";
import { writeHeader } from "../../src/envelope/header.ts";
import { padded } from "../../src/envelope/pad.ts";
import { signedBytes } from "../../src/envelope/sign.ts";
import * as envelope from "../../src/envelope/index.ts";
import type { Argon2, KeyLogEntry, KeyLogStatement, KeyPair, PieceHeader, SealedPiece, Sender, Signer } from "../../src/envelope/index.ts";

const random = seededRandom(20_261_121);
crypto.getRandomValues = ((target: Uint8Array) => {
  target.set(random.bytes(target.length));
  return target;
}) as typeof crypto.getRandomValues;

const argon2: Argon2 = (secret, salt, cost) =>
  new Promise((succeed, fail) => {
    const settings = { message: secret, nonce: salt, parallelism: 1, tagLength: cost.length, memory: cost.memoryKiB, passes: cost.passes };
    nodeArgon2("argon2id", settings, (error, key) => (error === null ? succeed(new Uint8Array(key)) : fail(error)));
  });

const text = envelope.toBase64Url;
const signers = { reporter: random.bytes(32), server: random.bytes(32), noor: random.bytes(32), stranger: random.bytes(32), root: random.bytes(32) };
const signer = (name: keyof typeof signers): Signer => envelope.signerFrom(signers[name]);
const installation = "gehoord.example";
const [here, elsewhere] = [random.uuid(), random.uuid()];

// Keys: what a code and a passphrase give.
async function keys(): Promise<unknown> {
  const salt = random.bytes(16);
  const codes = [];
  for (const bytes of [new Uint8Array(10), new Uint8Array(10).fill(255), random.bytes(10)]) {
    const code = envelope.newCode(bytes);
    const opened = await envelope.openCode(code, salt, argon2);
    const { identity, recipient } = opened;
    codes.push({ bytes: text(bytes), code, lookup: text(opened.lookup), identity, recipient, signKey: text(opened.signer.publicKey) });
  }
  const passphrase = "vier losse wóórden hier";
  const { auth, wrapping } = await envelope.openPassphrase(passphrase, salt, argon2);
  return { installationSalt: text(salt), codes, passphrases: [{ passphrase, salt: text(salt), auth: text(auth), wrapping }] };
}

// Wraps.
const flipped = (bytes: Uint8Array<ArrayBuffer>, from: number): Uint8Array<ArrayBuffer> => bytes.map((byte, at) => (at === bytes.length + from ? byte ^ 1 : byte));

async function wraps(people: readonly KeyPair[], cases: readonly KeyPair[]): Promise<unknown> {
  const secret = "AGE-SECRET-KEY-OF-A-CASE";
  const make = async (name: string, pairs: readonly KeyPair[]): Promise<object> => ({ name, secret, wrapped: text(await envelope.wrap(secret, pairs.map((pair) => pair.recipient))), identities: pairs.map((pair) => pair.identity) });
  const [team, reporter] = people as [KeyPair, KeyPair];
  const one = await envelope.wrap(secret, [team.recipient]);
  return {
    wraps: [await make("to a team and a reporter, hybrid", people), await make("to a person, hybrid", [team]), await make("to two cases, X25519", cases)],
    refused: [
      { name: "sealed to somebody else", reason: "cannot-open", wrapped: text(one), identity: reporter.identity },
      { name: "one bit changed", reason: "damaged", wrapped: text(flipped(one, -1)), identity: team.identity },
      { name: "cut off", reason: "damaged", wrapped: text(one.slice(0, -20)), identity: team.identity },
    ],
    refusedRecipients: [
      { reason: "mixed-recipients", recipients: [team.recipient, cases[0]?.recipient] },
      { reason: "no-recipient", recipients: [] },
      { reason: "unknown-recipient", recipients: ["ssh-ed25519 AAAA"] },
    ],
  };
}

// The public key log.
function keyLog(team: KeyPair, member: KeyPair): KeyLogEntry[] {
  const root = signer("root");
  const says: KeyLogStatement[] = [
    { kind: "root", organisation: "balans", root: text(root.publicKey) },
    { kind: "team", organisation: "balans", team: "balans-desk", recipient: team.recipient, epoch: 1 },
    { kind: "member", organisation: "balans", member: "noor", team: "balans-desk", signKey: text(signer("noor").publicKey), recipient: member.recipient },
    { kind: "team", organisation: "balans", team: "balans-desk", recipient: member.recipient, epoch: 2 },
    { kind: "revocation", organisation: "balans", member: "noor" },
  ];
  return says.reduce<KeyLogEntry[]>((log, one) => [...log, envelope.nextEntry(log, one, root)], []);
}

function keyLogVectors(log: readonly KeyLogEntry[], team: KeyPair): unknown {
  const [root, stranger] = [signer("root"), signer("stranger")];
  const after = (says: KeyLogStatement, by = root, before: readonly KeyLogEntry[] = log): KeyLogEntry[] => [...before, envelope.nextEntry(before, says, by)];
  const verdict = envelope.verifyKeyLog(log);
  const epoch3 = { kind: "team", organisation: "balans", team: "balans-desk", recipient: team.recipient, epoch: 3 } as const;
  const refused = [
    { name: "an entry changed", reason: "wrong-signature", at: 1, entries: log.map((entry) => (entry.kind === "team" ? { ...entry, recipient: `${entry.recipient.slice(0, -1)}q` } : entry)) },
    { name: "an entry left out", reason: "wrong-sequence", at: 2, entries: log.filter((_, at) => at !== 2) },
    { name: "an entry exchanged", reason: "chain-broken", at: 4, entries: [...after(epoch3, root, log.slice(0, 3)).map((entry, at) => (at === 3 ? envelope.nextEntry(log.slice(0, 3), { ...epoch3, epoch: 2 }, root) : entry)), log[4]] },
    { name: "signed by a stranger", reason: "wrong-signature", at: 5, entries: after(epoch3, stranger) },
    { name: "an epoch skipped", reason: "wrong-epoch", at: 5, entries: after({ ...epoch3, epoch: 4 }) },
    { name: "a second root", reason: "root-twice", at: 5, entries: after({ kind: "root", organisation: "balans", root: text(stranger.publicKey) }, stranger) },
    { name: "no root", reason: "root-missing", at: 0, entries: after(epoch3, root, []) },
    { name: "a classic recipient", reason: "not-hybrid", at: 5, entries: after({ ...epoch3, recipient: "age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq3a8a7y" }) },
    { name: "revoked twice", reason: "member-unknown", at: 5, entries: after({ kind: "revocation", organisation: "balans", member: "noor" }) },
    { name: "another organisation's team", reason: "other-organisation", at: 6, entries: after({ ...epoch3, organisation: "other" }, stranger, after({ kind: "root", organisation: "other", root: text(stranger.publicKey) }, stranger)) },
    { name: "a field too many", reason: "wrong-form", at: 0, entries: [{ ...log[0], extra: 1 }] },
    { name: "shorter than what was seen", reason: "rolled-back", at: 4, entries: log.slice(0, 4), known: { sequence: 5, head: verdict.ok ? verdict.head : "" } },
  ];
  return { log, verdict, currentTeamKey: { team: "balans-desk", epoch: 2 }, memberAt: [0, 1, 2, 3, 4, 5].map((at) => ({ at, certified: envelope.memberKey(log, "noor", at) !== undefined })), refused };
}

// Pieces and chains.
type Line = { readonly body: string; readonly by: keyof typeof signers; readonly sender: Sender; readonly keyLog?: number };

function headerOf(line: Line, before: readonly SealedPiece[], over: Partial<PieceHeader> = {}): PieceHeader {
  const place = { sequence: before.length + 1, previous: before.at(-1)?.hash ?? "" };
  return { version: 1, installation, case: here, piece: random.uuid(), chain: "shared", kind: "message", sender: line.sender, ...place, ...(line.keyLog === undefined ? {} : { keyLog: line.keyLog }), ...over };
}

async function next(line: Line, before: readonly SealedPiece[], to: KeyPair, over: Partial<PieceHeader> = {}): Promise<SealedPiece> {
  return envelope.sealPiece(headerOf(line, before, over), envelope.utf8(line.body), { signer: signer(line.by), caseRecipient: to.recipient, pad: envelope.utf8(line.body).length > 256 ? "text" : "label" });
}

/** What somebody who can seal, but does not keep to the rules, would make. */
async function forged(plain: Uint8Array, to: KeyPair): Promise<SealedPiece> {
  const own = await envelope.newCaseIdentity();
  const sealed = await envelope.wrap(plain, [own.recipient]);
  return { sealed, key: await envelope.wrap(own.identity, [to.recipient]), hash: envelope.hashOf(sealed) };
}

const story: readonly [Line, Line, Line, Line] = [
  { body: "Ik word al weken gepest en durf niet meer naar school.", by: "reporter", sender: "reporter" },
  { body: "Dank je dat je dit vertelt. Ben je nu veilig? ".repeat(8), by: "noor", sender: "member:noor", keyLog: 4 },
  { body: "Ja, nu wel. (zonder script gestuurd) 🙂", by: "server", sender: "server" },
  { body: "x".repeat(5_000), by: "reporter", sender: "reporter" },
];

async function chainOf(lines: readonly Line[], to: KeyPair, over: Partial<PieceHeader> = {}): Promise<SealedPiece[]> {
  const pieces: SealedPiece[] = [];
  for (const line of lines) pieces.push(await next(line, pieces, to, over));
  return pieces;
}

const written = (pieces: readonly Pick<SealedPiece, "sealed" | "key">[]): object[] => pieces.map((piece) => ({ sealed: text(piece.sealed), key: text(piece.key) }));

async function refusedChains(shared: KeyPair, desk: KeyPair): Promise<object[]> {
  const short = story.map((said) => ({ ...said, body: said.body.slice(0, 40) }));
  const [one, two, three, four] = (await chainOf(short, shared)) as [SealedPiece, SealedPiece, SealedPiece, SealedPiece];
  const line = writeHeader(headerOf(story[0], []));
  const body = envelope.utf8("hallo");
  const signature = signer("reporter").sign(signedBytes("piece", joined(line, envelope.sha256(body))));
  const hidden = padded(body, "label").fill(1, -1);
  const plain = (...parts: readonly Uint8Array[]): Promise<SealedPiece> => forged(joined(...parts), shared);
  const known = { sequence: 4, head: four.hash };
  const first = async (over: Partial<PieceHeader>, said: Line = story[0]): Promise<SealedPiece[]> => [await next(said, [], shared, over)];
  const list: [string, string, readonly Pick<SealedPiece, "sealed" | "key">[], object?][] = [
    ["moved: from another case", "moved", await first({ case: elsewhere })],
    ["moved: from another installation", "moved", await first({ installation: "other.example" })],
    ["moved: a note of the desk among the messages", "moved", await first({ chain: "desk" })],
    ["replayed: the same line again", "replayed", [one, two, three, four, two]],
    ["reordered: two lines changed places", "reordered", [one, three, two, four]],
    ["dropped: a line is missing", "dropped", [one, two, four]],
    ["dropped: the first line is missing", "dropped", [two, three, four]],
    ["dropped: a line exchanged for another that was signed", "dropped", [one, await next({ ...story[1], body: "Iets anders" }, [one], shared), three, four]],
    ["rolled back: the last line is gone", "rolled-back", [one, two, three], { known }],
    ["rolled back: another last line", "rolled-back", [one, two, three, await next({ ...story[3], body: "Iets anders" }, [one, two, three], shared)], { known }],
    ["unsigned", "unsigned", [await plain(line, new Uint8Array(64), padded(body, "label"))]],
    ["signed by a stranger", "wrong-signature", await first({}, { ...story[0], by: "stranger" })],
    ["signed by a member in the reporter's name", "wrong-signature", await first({}, { ...story[0], by: "noor" })],
    ["signed by a member before the certificate", "wrong-signature", await first({}, { ...story[1], keyLog: 2 })],
    ["signed by a member after the revocation", "wrong-signature", await first({}, { ...story[1], keyLog: 5 })],
    ["header changed after it was signed", "wrong-signature", [await plain(writeHeader(headerOf(story[2], [])), signature, padded(body, "label"))]],
    ["body changed after it was signed", "wrong-signature", [await plain(line, signature, padded(envelope.utf8("hallp"), "label"))]],
    ["sealed to another identity", "cannot-open", [{ ...one, key: await envelope.rewrap(one.key, shared.identity, [desk.recipient]) }]],
    ["the key of another piece", "cannot-open", [{ sealed: one.sealed, key: two.key }]],
    ["one bit changed", "damaged", [{ ...one, sealed: flipped(one.sealed, -40) }]],
    ["cut off", "damaged", [{ ...one, sealed: one.sealed.slice(0, -1) }]],
    ["something hidden in the padding", "damaged", [await plain(line, signature, hidden)]],
    ["a header that is not canonical", "damaged", [await plain(line.map((byte, at) => (at === 510 ? 0x0a : byte)), signature, padded(body, "label"))]],
  ];
  return list.map(([name, reason, pieces, more]) => ({ name, reason, pieces: written(pieces), ...more }));
}

async function pieces(log: readonly KeyLogEntry[]): Promise<unknown> {
  const [shared, desk] = [await envelope.newCaseIdentity(), await envelope.newCaseIdentity()];
  const talk = await chainOf(story, shared);
  const notes = await chainOf([{ ...story[1], body: "Terugbellen na vier uur" }], desk, { chain: "desk", kind: "note" });
  const good = await chainOf([{ body: "hallo", by: "reporter", sender: "reporter" }], shared);
  const chains = [
    { name: "the conversation", chain: "shared", identity: shared.identity, pieces: written(talk), bodies: story.map((line) => line.body), signedBy: story.map((line) => line.sender), head: talk.at(-1)?.hash },
    { name: "the notes of the desk", chain: "desk", identity: desk.identity, pieces: written(notes), bodies: ["Terugbellen na vier uur"], signedBy: ["member:noor"], head: notes.at(-1)?.hash },
    { name: "one line", chain: "shared", identity: shared.identity, pieces: written(good), bodies: ["hallo"], signedBy: ["reporter"], head: good.at(-1)?.hash },
  ];
  const secrets = Object.fromEntries(Object.entries(signers).map(([name, secret]) => [name, { secret: text(secret), publicKey: text(envelope.signerFrom(secret).publicKey) }]));
  return { installation, case: here, shared, desk, signers: secrets, keyLog: log, chains, refused: await refusedChains(shared, desk) };
}

// Files.
async function file(size: number): Promise<{ seal: envelope.FileSeal; blob: Uint8Array<ArrayBuffer>; content: string }> {
  const content = Uint8Array.from({ length: size }, (_, at) => at & 255);
  const sealing = await envelope.sealFile(new Blob([content]).stream(), size);
  const blob = new Uint8Array(await new Response(sealing.sealed).arrayBuffer());
  return { seal: await sealing.done, blob, content: envelope.hashOf(content) };
}

async function files(): Promise<unknown> {
  const [none, small, two] = [await file(0), await file(1_000), await file(66_000)];
  const manifest = envelope.fromUtf8(envelope.writeManifest({ ...small.seal, name: "foto één.jpg", type: "image/jpeg" }));
  const refused = [
    { name: "one bit changed", reason: "damaged", seal: small.seal, blob: text(flipped(small.blob, -1)) },
    { name: "cut off", reason: "damaged", seal: small.seal, blob: text(small.blob.slice(0, -1)) },
    { name: "another size", reason: "damaged", seal: { ...small.seal, size: 999 }, blob: text(small.blob) },
    { name: "another blob", reason: "cannot-open", seal: small.seal, blob: text(none.blob) },
    { name: "another hash", reason: "damaged", seal: { ...small.seal, sha256: none.seal.sha256 }, blob: text(small.blob) },
  ];
  return { files: [none, small, two].map((one) => ({ ...one, blob: text(one.blob) })), manifest, refused };
}

// Acts, tickets, fingerprints.
async function acts(): Promise<unknown> {
  const act = { act: "conversation.read", nonce: "n-0001", fields: { safe: true, note: "één", list: [1, null, 0.5] } };
  const signature = envelope.signAct(signer("reporter"), act);
  const key = random.bytes(32);
  const expires = new Date("2027-01-01T00:00:00.000Z");
  const ticket = await envelope.sealTicket(key, { code: "ABCD", list: [1] }, expires, "conversation");
  return {
    publicKey: text(signer("reporter").publicKey),
    acts: [{ ...act, signature: text(signature) }],
    refused: [{ ...act, act: "conversation.delete" }, { ...act, nonce: "n-0002" }, { ...act, fields: { ...act.fields, safe: false } }].map((one) => ({ ...one, signature: text(signature) })),
    ticket: { key: text(key), purpose: "conversation", ticket, expires: expires.toISOString(), payload: { code: "ABCD", list: [1] } },
    fingerprint: { keys: [text(signer("noor").publicKey), "age1pq1example"], shown: envelope.fingerprint(signer("noor").publicKey, "age1pq1example") },
  };
}

const release = process.argv[2] ?? "";
const folder = join(import.meta.dirname, release, "envelope");
if (!/^release-\d+$/.test(release) || existsSync(folder)) throw new Error("name a release that has no vectors yet: vectors are never made again");
const [team, member, one, other] = [await envelope.newHybridIdentity(), await envelope.newHybridIdentity(), await envelope.newCaseIdentity(), await envelope.newCaseIdentity()];
const log = keyLog(team, member);
const made = { keys: await keys(), wraps: await wraps([team, member], [one, other]), "key-log": keyLogVectors(log, team), pieces: await pieces(log), files: await files(), acts: await acts() };
mkdirSync(folder, { recursive: true });
for (const [name, vectors] of Object.entries(made)) writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(vectors, null, 1)}\n`);
