import { joined, utf8 } from "./bytes.ts";
import { sha256 } from "./derive.ts";

/**
 * A key in six groups of five digits, to read aloud over the telephone and compare: `04821 77310 …`. About 100 bits, the
 * same in every language. Hand over everything the person will use (signing key and recipient), so that none can be swapped.
 */
export function fingerprint(...keys: readonly (Uint8Array | string)[]): string {
  const parts = keys.map((key) => sha256(typeof key === "string" ? utf8(key) : key));
  const digest = sha256(joined(utf8("gehoord fingerprint v1\n"), ...parts));
  const groups = [0, 1, 2, 3, 4, 5].map((group) => {
    const number = digest.subarray(group * 5, group * 5 + 5).reduce((sum, byte) => sum * 256 + byte, 0);
    return String(number % 100_000).padStart(5, "0");
  });
  return groups.join(" ");
}
