/** Advice on a new passphrase: four words and sixteen characters together, or twenty characters without words. */
export function isLongEnough(passphrase: string): boolean {
  const typed = passphrase.normalize("NFKC").trim();
  const words = new Set(typed.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 1));
  const different = new Set(typed).size;
  return typed.length >= 16 && different >= 6 && (words.size >= 4 || typed.length >= 20);
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** RFC 4648 base32 without padding, as authenticator apps take a secret. */
export function base32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{1,5}/g) ?? []).map((five) => alphabet.charAt(Number.parseInt(five.padEnd(5, "0"), 2))).join("");
}

/** What the QR code holds. */
export function authenticatorAddress(secret: Uint8Array, name: string): string {
  const label = encodeURIComponent(`Gehoord:${name}`);
  return `otpauth://totp/${label}?secret=${base32(secret)}&issuer=Gehoord&algorithm=SHA1&digits=6&period=30`;
}
