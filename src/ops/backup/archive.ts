/**
 * The outside of a backup: a plain tar file of age files, so that it can be opened without this product, with `tar`,
 * `age -d` and `gunzip`, for as long as those exist. Written aside, synced, then renamed: a backup is whole or absent.
 */
import { closeSync, fsyncSync, openSync, readSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { syncFolder } from "../../base/durable-file.ts";

const block = 512;

/** A ustar header; no owner, no machine, no time: a backup tells nothing about who made it. */
function header(name: string, size: number): Buffer {
  const bytes = Buffer.alloc(block);
  bytes.write(name, 0, 100, "latin1");
  bytes.write("0000600\0", 100, "latin1");
  bytes.write("0000000\0", 108, "latin1");
  bytes.write("0000000\0", 116, "latin1");
  bytes.write(`${size.toString(8).padStart(11, "0")}\0`, 124, "latin1");
  bytes.write("00000000000\0", 136, "latin1");
  bytes.write("        ", 148, "latin1");
  bytes.write("0", 156, "latin1");
  bytes.write("ustar\x0000", 257, "latin1");
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  bytes.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return bytes;
}

export type ArchiveWriter = {
  add(name: string, bytes: Uint8Array): void;
  /** Syncs and gives the file its name; answers its size. */
  finish(): number;
  /** Removes what was written so far. */
  abandon(): void;
};

export function writeArchive(file: string): ArchiveWriter {
  const aside = `${file}.new`;
  const descriptor = openSync(aside, "w", 0o600);
  let size = 0;
  const write = (bytes: Uint8Array): void => {
    for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
    size += bytes.length;
  };
  return {
    add: (name, bytes) => {
      write(header(name, bytes.length));
      write(bytes);
      write(Buffer.alloc((block - (bytes.length % block)) % block));
    },
    finish: () => {
      write(Buffer.alloc(2 * block));
      fsyncSync(descriptor);
      closeSync(descriptor);
      renameSync(aside, file);
      syncFolder(dirname(file));
      return size;
    },
    abandon: () => {
      closeSync(descriptor);
      rmSync(aside, { force: true });
    },
  };
}

function exactly(descriptor: number, length: number): Buffer | undefined {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < length; ) {
    const read = readSync(descriptor, bytes, at, length - at, null);
    if (read === 0) return undefined;
    at += read;
  }
  return bytes;
}

/** Thrown when a file is not a backup, is cut short, was altered, or does not open with this identity. */
export class BackupDamaged extends Error {
  constructor(detail: string, cause?: unknown) {
    super(detail, cause === undefined ? undefined : { cause });
    this.name = "BackupDamaged";
  }
}

/** The files inside, one at a time. */
export function* readArchive(file: string): Generator<{ readonly name: string; readonly bytes: Uint8Array }> {
  const descriptor = openSync(file, "r");
  try {
    for (;;) {
      const head = exactly(descriptor, block);
      if (head === undefined) throw new BackupDamaged("The file ends too early.");
      if (head.every((byte) => byte === 0)) return;
      const name = head.toString("latin1", 0, 100).replace(/\0.*$/s, "");
      const size = Number.parseInt(head.toString("latin1", 124, 135), 8);
      if (head.toString("latin1", 257, 262) !== "ustar" || !(size >= 0)) throw new BackupDamaged("The file is not a backup of Gehoord.");
      const bytes = exactly(descriptor, size);
      const filling = (block - (size % block)) % block;
      if (bytes === undefined || (filling > 0 && exactly(descriptor, filling) === undefined)) throw new BackupDamaged("The file ends too early.");
      yield { name, bytes };
    }
  } finally {
    closeSync(descriptor);
  }
}
