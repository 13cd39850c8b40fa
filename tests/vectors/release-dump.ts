/** What lies beside the dump of a release: how to open it, and what must come out. Later releases may add, never take away. */
import type { KeyPair } from "../../src/envelope/index.ts";

export type Leaf = {
  readonly code: string;
  readonly case: string;
  /** Sealed by the server on arrival, without script. */
  readonly onArrival: boolean;
  /** Texts that stand in the conversation, in their order. */
  readonly said: readonly string[];
  /** Texts that only the team reads. */
  readonly notes: readonly string[];
  /** SHA-256 (hex) of files that were sent as they are; others were cleaned on arrival. */
  readonly files: readonly string[];
  readonly state: string;
  /** Where a notice goes. */
  readonly mail?: string;
};

export type ReleaseKeys = {
  readonly release: string;
  /** Opens the backup. */
  readonly recovery: KeyPair;
  readonly team: { readonly team: string; readonly epoch: number; readonly identity: string };
  /** `totpSecret`: 20 bytes, base64url. */
  readonly members: readonly { readonly name: string; readonly passphrase: string; readonly totpSecret: string; readonly identity: string }[];
  readonly cases: readonly Leaf[];
  /** Deleted after the backup was made: must not come back. */
  readonly deleted: Leaf;
};
