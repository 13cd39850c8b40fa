import { fromUtf8, utf8 } from "./bytes.ts";
import type { Bytes } from "./bytes.ts";
import { canonicalJson } from "./canonical.ts";
import { EnvelopeRefusal } from "./refusal.ts";

export type Chain = "shared" | "desk";
/** `server`: sealed on arrival, without script; screens say so. `board:1`: a school's board by its first invitation. */
export type Sender = "reporter" | "server" | `member:${string}` | `board:${number}`;

/** The first line of every plaintext; what binds a piece to its place. */
export type PieceHeader = {
  readonly version: 1;
  /** The installation's public id. */
  readonly installation: string;
  readonly case: string;
  readonly piece: string;
  readonly chain: Chain;
  /** For example `report`, `message`, `file`, `note`. Kebab-case. */
  readonly kind: string;
  readonly sender: Sender;
  /** Place in this chain of this case: 1 for the first, no gaps. */
  readonly sequence: number;
  /** `hash` of the piece before it in the same chain; empty for the first. */
  readonly previous: string;
  /**
   * Sequence of the last key log entry the sender knew. Required for members, absent for others: the certificate must be
   * valid at that point, so that old pieces still open after somebody left.
   */
  readonly keyLog?: number;
};

/** Bytes of the header with its padding and line end: fixed, so that a sealed piece does not tell kind or sender by its size. */
export const headerBytes = 512;

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
const isPlace = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 1;
const isBoard = (sender: string): boolean => /^board:[1-9]\d{0,3}$/.test(sender);
const isMember = (sender: string): boolean => /^member:.+$/.test(sender);

const fields: Readonly<Record<keyof PieceHeader, (value: unknown, header: Record<string, unknown>) => boolean>> = {
  version: (value) => value === 1,
  installation: isText,
  case: isText,
  piece: isText,
  chain: (value) => value === "shared" || value === "desk",
  kind: (value) => typeof value === "string" && /^[a-z][a-z0-9-]*$/.test(value),
  sender: (value) => typeof value === "string" && (value === "reporter" || value === "server" || isBoard(value) || isMember(value)),
  sequence: isPlace,
  previous: (value, header) => (header["sequence"] === 1 ? value === "" : typeof value === "string" && /^[A-Za-z0-9_-]{43}$/.test(value)),
  keyLog: (value, header) => (isMember(String(header["sender"])) ? isPlace(value) : value === undefined),
};

/** Every field there and well formed, none too many. */
export function isHeader(value: unknown): value is PieceHeader {
  if (typeof value !== "object" || value === null) return false;
  const header = value as Record<string, unknown>;
  return Object.keys(header).every((name) => Object.hasOwn(fields, name)) && Object.entries(fields).every(([name, fits]) => fits(header[name], header));
}

/** Canonical JSON, spaces, line end: 512 bytes. A header that is not one, or does not fit, is a bug of the caller. */
export function writeHeader(header: PieceHeader): Bytes {
  if (!isHeader(header)) throw new TypeError("not a piece's header");
  const line = utf8(canonicalJson(header));
  if (line.length >= headerBytes) throw new RangeError("a piece's header is at most 511 bytes");
  const block = new Uint8Array(headerBytes).fill(0x20);
  block.set(line);
  block[headerBytes - 1] = 0x0a;
  return block;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Reads what `writeHeader` writes, byte for byte, and nothing else; otherwise `damaged`. */
export function readHeader(block: Uint8Array): PieceHeader {
  try {
    const header = parsed(fromUtf8(block));
    if (isHeader(header) && writeHeader(header).every((byte, at) => byte === block[at])) return header;
  } catch {
    // Bytes that are no text, or a header longer than its block: damaged, like every other form.
  }
  throw new EnvelopeRefusal("damaged");
}
