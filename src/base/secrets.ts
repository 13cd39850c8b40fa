/**
 * Secrets of the installation that stand outside database and backups (`security.md` 1.4, 1.5, 1.6, 3.4): 32 random
 * bytes each, made at the first start in `<data>/secrets/`, mode 600. Whoever steals the database has none of them.
 */
export interface Secrets {
  /** HMAC key over what a code looks up. */
  readonly pepper: Uint8Array;
  /** Seals form tickets and conversation tickets. */
  readonly tickets: Uint8Array;
  /** Age identity (X25519) that opens notice addresses in the sending job only. */
  readonly noticeIdentity: string;
  /** Ed25519 secret: signs acts without script, and the audit head. */
  readonly serverSigning: Uint8Array;
}
