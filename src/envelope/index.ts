/**
 * Envelope: sealing, opening, signing and padding (security.md 1.1 to 1.9). Pure: bytes in, bytes out, in browsers and in
 * Node; no clock, no network, nothing of ours. All cryptography of the product stands behind this door.
 *
 * age v1 does the sealing, Ed25519 the signing. Pieces and exports are X25519, so that the `age` command line opens them;
 * wraps to a person, a team or a reporter are post-quantum hybrid.
 */
export * from "./visitor.ts";
export { sha256 } from "./derive.ts";
export { fingerprint } from "./fingerprint.ts";
export { factToken } from "./fact-token.ts";
export { headerBytes } from "./header.ts";
export type { KeyLogStatement } from "./key-log.ts";
export { entryHash, isKeyLogEntry, isSignedBy, nextEntry, rootOf } from "./key-log.ts";
export { classicFromSeed, hybridFromSeed, newHybridIdentity } from "./keys.ts";
/** Not at the light door: a page that has no file need not carry this. */
export { openFile, partsOf, readFile, readManifest, sealFile, writeManifest } from "./file.ts";
export { padmeSize } from "./pad.ts";
export { proofKeyId, writeProof } from "./proof.ts";
export type { PassphraseKeys } from "./passphrase.ts";
export { openPassphrase, passphraseCost } from "./passphrase.ts";
export { OpeningReasons, SealingReasons } from "./refusal.ts";
export type { TicketAnswer } from "./ticket.ts";
export { openTicket, sealTicket } from "./ticket.ts";
export { isDestructionSigned, signDestruction } from "./destruction.ts";
export type { DestructionProof } from "./destruction.ts";
export { joinShares, splitInTwo } from "./shares.ts";
