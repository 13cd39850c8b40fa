/**
 * The light door: what a page needs that seals or opens for a visitor, and nothing else, so that the script stays under
 * 45 kB compressed. Workers and the server use `index.ts`.
 */
export type { Bytes } from "./bytes.ts";
export { fromBase64Url, fromUtf8, sameBytes, toBase64Url, utf8 } from "./bytes.ts";
export type { JsonValue } from "./canonical.ts";
export { canonicalJson } from "./canonical.ts";
export type { ChainOptions, ExaminedPiece } from "./chain.ts";
export { examineChain, openChain } from "./chain.ts";
export type { ReporterKeys } from "./code.ts";
export { codeCost, newCode, openCode, readCode } from "./code.ts";
export type { Argon2 } from "./derive.ts";
export { derive, hashOf } from "./derive.ts";
export type { EpochStatement, EpochWrap } from "./epoch.ts";
export { epochKinds, epochStatement, readStatement, reporterIdentities, wrapForReporter } from "./epoch.ts";
export type { FileManifest, FileSeal, SealingFile } from "./file.ts";
export type { Chain, PieceHeader, Sender } from "./header.ts";
export type { KeyLogEntry, KeyLogReason, KeyLogVerdict, MemberCertificate, SignerKeys, TeamKey } from "./key-log.ts";
export { currentTeamKey, memberKey, signersOf, verifyKeyLog } from "./key-log.ts";
export type { KeyPair } from "./keys.ts";
export { newCaseIdentity, recipientOf } from "./keys.ts";
export type { Pad } from "./pad.ts";
export { longestBody, padClasses } from "./pad.ts";
export type { ExpectedPlace, KeptPiece, OpenedPiece, OpenOptions, SealedPiece, SealOptions, Signers } from "./piece.ts";
export { openPiece, sealPiece } from "./piece.ts";
export type { Proof, ProofKey } from "./proof.ts";
export { readProof, verifyProof } from "./proof.ts";
export type { EnvelopeReason, OpeningReason, SealingReason } from "./refusal.ts";
export { EnvelopeRefusal } from "./refusal.ts";
export type { Act, Signer } from "./sign.ts";
export { signAct, signerFrom, verifyAct, verifySignature } from "./sign.ts";
export { rewrap, unwrap, unwrapText, wrap } from "./wrap.ts";
