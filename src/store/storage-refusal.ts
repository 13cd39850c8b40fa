import type { RefusalReference } from "../base/index.ts";

/**
 * Thrown where the storage itself cannot do what was asked: nothing of the transaction was kept (or, when the
 * connection broke while committing, nobody knows; then the caller's idempotency key decides). `because` is a refusal
 * reference, so that a door can answer with a sentence.
 */
export class StorageRefusal extends Error {
  readonly because: Extract<RefusalReference, "storage-full" | "storage-away">;
  constructor(because: "storage-full" | "storage-away", detail: string, cause?: unknown) {
    super(detail, cause === undefined ? undefined : { cause });
    this.name = "StorageRefusal";
    this.because = because;
  }
}

const full = new Set(["53100", "53200", "25006", "ENOSPC"]);
/** Connection refused or lost, server starting or stopping, too many connections, statement or lock time-out. */
const away = /^(08|57P|57014|53300|55P03|25P03|ECONN|ENOENT|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH)/;
const awayWords = /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Query read timeout|not queryable|Client was closed/i;

/** The same error, or a `StorageRefusal` when it means that the storage is full or away. */
export function asStorageRefusal(error: unknown): unknown {
  if (error instanceof StorageRefusal || !(error instanceof Error)) return error;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (full.has(code)) return new StorageRefusal("storage-full", "The storage takes no more writes", error);
  if (away.test(code) || awayWords.test(error.message)) return new StorageRefusal("storage-away", "The database does not answer", error);
  return error;
}
