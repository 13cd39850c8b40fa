/** Reads bodies into memory up to a limit; nothing is ever written to a temporary file or put into an error. */
import type { Bytes, RefusalReference } from "../base/index.ts";

export const defaultMaxBytes = 200_000;

async function readStream(stream: ReadableStream<Uint8Array>, most: number): Promise<Bytes | undefined> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of stream) {
    size += part.byteLength;
    if (size > most) return undefined;
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}

/** The whole body, or undefined when it is larger than `most` bytes or did not arrive whole. */
export async function readBytes(request: Request, most: number): Promise<Bytes | undefined> {
  const announced = request.headers.get("content-length");
  try {
    if (announced === null) return request.body === null ? new Uint8Array() : await readStream(request.body, most);
    return Number(announced) > most ? undefined : new Uint8Array(await request.arrayBuffer());
  } catch {
    return undefined;
  }
}

export type ReadBody = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly because: RefusalReference; readonly status?: 400 };

/** The one character that PostgreSQL's text cannot hold; nobody types it. */
const holdsNull = (text: string): boolean => text.includes("\u0000") || text.includes("\\u0000");

function fromJson(bytes: Bytes): ReadBody {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return holdsNull(text) ? { ok: false, because: "input-invalid", status: 400 } : { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false, because: "input-invalid", status: 400 };
  }
}

/** Reads the body as JSON or as bytes. `none`: the route takes no body, and whatever came is left unread. */
export async function readBody(request: Request, kind: "json" | "bytes" | "none", most: number): Promise<ReadBody> {
  if (kind === "none") return { ok: true, value: undefined };
  const type = (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase();
  if (type !== (kind === "json" ? "application/json" : "application/octet-stream")) return { ok: false, because: "wrong-content-type" };
  const bytes = await readBytes(request, most);
  if (bytes === undefined) return { ok: false, because: "body-too-large" };
  return kind === "bytes" ? { ok: true, value: bytes } : fromJson(bytes);
}
