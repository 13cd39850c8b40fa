import { sha256 } from "@noble/hashes/sha2.js";
import { allZero, fromUtf8, joined, toBase64Url, utf8 } from "./bytes.ts";
import type { Bytes } from "./bytes.ts";
import { canonicalJson } from "./canonical.ts";
import { newCaseIdentity } from "./keys.ts";
import { padmeSize } from "./pad.ts";
import { EnvelopeRefusal } from "./refusal.ts";
import { decrypterOf, encrypterTo, refusalOf } from "./wrap.ts";

/** What opens a blob and proves that it is the one: part of the manifest. */
export type FileSeal = {
  /** True size in bytes, without padding. */
  readonly size: number;
  /** base64url SHA-256 of the sealed blob. */
  readonly sha256: string;
  /** X25519 identity of this one blob. */
  readonly identity: string;
};

/** The body of the signed `file` piece (pad `text`). Name and type stand nowhere else. */
export type FileManifest = FileSeal & { readonly name: string; readonly type: string };

export type SealingFile = {
  /** The blob, as it is made: an age file of padded bytes. Read it to the end. */
  readonly sealed: ReadableStream<Bytes>;
  /** Bytes the blob will have: known before, so that an upload can be announced. */
  readonly sealedSize: number;
  /** Settles when `sealed` was read to its end; rejects when it failed or was cancelled. */
  readonly done: Promise<FileSeal>;
};

type Source = ReadableStream<Uint8Array>;

/** Passes bytes on as they are asked for (one at a time, nothing piles up), and tells when they end, fail or are left. */
function watched(source: Source, on: { chunk(bytes: Bytes): void; end(): void; fail(refusal: EnvelopeRefusal): void }): ReadableStream<Bytes> {
  const reader = source.getReader();
  const pull = async (controller: ReadableStreamDefaultController<Bytes>): Promise<void> => {
    try {
      const { done, value } = await reader.read();
      if (done) {
        on.end();
        controller.close();
        return;
      }
      on.chunk(value as Bytes);
      controller.enqueue(value as Bytes);
    } catch (error) {
      const refusal = refusalOf(error);
      on.fail(refusal);
      controller.error(refusal);
    }
  };
  const cancel = (reason: unknown): Promise<void> => {
    on.fail(new EnvelopeRefusal("damaged"));
    return reader.cancel(reason);
  };
  return new ReadableStream<Bytes>({ pull, cancel }, { highWaterMark: 0 });
}

const zeros = new Uint8Array(65_536);

/** Adds zeros up to the Padmé size. A source that is shorter or longer than was said is `damaged`: the file changed. */
function filled(size: number): TransformStream<Uint8Array, Uint8Array> {
  let seen = 0;
  return new TransformStream({
    transform(chunk, controller) {
      seen += chunk.length;
      if (seen > size) throw new EnvelopeRefusal("damaged");
      controller.enqueue(chunk);
    },
    flush(controller) {
      if (seen < size) throw new EnvelopeRefusal("damaged");
      for (let left = padmeSize(size) - size; left > 0; left -= zeros.length) controller.enqueue(zeros.subarray(0, left));
    },
  });
}

/** Lets the true bytes through, keeps the padding back, and refuses a size or padding that is not as it was sealed. */
function trimmed(size: number): TransformStream<Uint8Array, Uint8Array> {
  let seen = 0;
  return new TransformStream({
    transform(chunk, controller) {
      const own = chunk.subarray(0, Math.max(0, size - seen));
      if (!allZero(chunk.subarray(own.length))) throw new EnvelopeRefusal("damaged");
      seen += chunk.length;
      if (own.length > 0) controller.enqueue(own);
    },
    flush() {
      if (seen !== padmeSize(size)) throw new EnvelopeRefusal("damaged");
    },
  });
}

/**
 * Seals a file of `size` bytes as it streams: 64 KiB at a time, memory does not grow with the file. A lost connection is
 * resumed from the part that was not confirmed (`partsOf`); after a reload of the page it starts again, with a new identity.
 */
export async function sealFile(source: Source, size: number): Promise<SealingFile> {
  const { identity, recipient } = await newCaseIdentity();
  const target = padmeSize(size);
  const age = await encrypterTo([recipient]).encrypt(source.pipeThrough(filled(size)));
  const hash = sha256.create();
  let resolve: (seal: FileSeal) => void = () => undefined;
  let reject: (refusal: EnvelopeRefusal) => void = () => undefined;
  const done = new Promise<FileSeal>((succeed, fail) => {
    resolve = succeed;
    reject = fail;
  });
  // Who only reads the stream learns of a failure there.
  done.catch(() => undefined);
  const sealed = watched(age, {
    chunk: (bytes) => void hash.update(bytes),
    end: () => resolve({ size, sha256: toBase64Url(hash.digest()), identity }),
    fail: (refusal) => reject(refusal),
  });
  return { sealed, sealedSize: age.size(target), done };
}

/**
 * The file again, as it streams; 64 KiB at a time. The stream fails with an `EnvelopeRefusal` (`cannot-open`, `damaged`)
 * when the blob is not the one that was signed: use nothing before it ended well (`readFile` waits for you).
 */
export async function openFile(sealed: Source, seal: FileSeal): Promise<ReadableStream<Bytes>> {
  const hash = sha256.create();
  const check = (): void => {
    if (toBase64Url(hash.digest()) !== seal.sha256) throw new EnvelopeRefusal("damaged");
  };
  const nothing = (): void => undefined;
  const blob = watched(sealed, { chunk: (bytes) => void hash.update(bytes), end: check, fail: nothing });
  const decrypter = decrypterOf(seal.identity);
  try {
    const plain = await decrypter.decrypt(blob);
    return watched(plain.pipeThrough(trimmed(seal.size)), { chunk: nothing, end: nothing, fail: nothing });
  } catch (error) {
    throw refusalOf(error);
  }
}

/** The whole file in memory, handed over only after everything was checked. */
export async function readFile(sealed: Source, seal: FileSeal): Promise<Bytes> {
  const parts: Bytes[] = [];
  for await (const part of partsOf(await openFile(sealed, seal), 65_536)) parts.push(part.bytes);
  return joined(...parts);
}

/**
 * Cuts a stream in parts of `partBytes` for uploading; keep a part until the server confirmed it, then ask for the next.
 * Whoever stops asking lets go of the stream.
 */
export async function* partsOf(stream: Source, partBytes: number): AsyncGenerator<{ readonly offset: number; readonly bytes: Bytes }> {
  const reader = stream.getReader();
  let offset = 0;
  let held: Bytes = new Uint8Array();
  try {
    for (let more = true; more; ) {
      const collected = await collectedUpTo(reader, held, partBytes);
      held = collected.bytes;
      more = collected.more;
      const least = more ? partBytes : 1;
      while (held.length >= least) {
        const bytes = held.slice(0, partBytes);
        yield { offset, bytes };
        offset += bytes.length;
        held = held.slice(bytes.length);
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** Reads until there are `wanted` bytes or more, or nothing comes any more. */
async function collectedUpTo(reader: ReadableStreamDefaultReader<Uint8Array>, held: Bytes, wanted: number): Promise<{ readonly bytes: Bytes; readonly more: boolean }> {
  const parts: Uint8Array[] = [held];
  for (let size = held.length; size < wanted; ) {
    const next = await reader.read();
    if (next.done) return { bytes: joined(...parts), more: false };
    parts.push(next.value);
    size += next.value.length;
  }
  return { bytes: joined(...parts), more: true };
}

/** The manifest as a body for `sealPiece`. */
export function writeManifest(manifest: FileManifest): Bytes {
  const { name, type, size, sha256: hash, identity } = manifest;
  return utf8(canonicalJson({ name, type, size, sha256: hash, identity }));
}

const isText = (value: unknown): value is string => typeof value === "string";

function isManifest(value: unknown): value is FileManifest {
  if (typeof value !== "object" || value === null) return false;
  const { name, type, size, sha256: hash, identity, ...rest } = value as Record<string, unknown>;
  return [name, type, hash, identity].every(isText) && Number.isSafeInteger(size) && Number(size) >= 0 && Object.keys(rest).length === 0;
}

/** Reads a manifest from an opened piece; anything else is `damaged`. */
export function readManifest(body: Uint8Array): FileManifest {
  try {
    const value: unknown = JSON.parse(fromUtf8(body));
    if (isManifest(value)) return value;
  } catch {
    // Not text or not JSON: damaged, like a manifest with a field too many.
  }
  throw new EnvelopeRefusal("damaged");
}
