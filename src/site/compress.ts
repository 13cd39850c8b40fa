/** Pages leave small: Brotli where the browser takes it, else gzip, at levels that cost less than a millisecond. */
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { takesCoding } from "../base/index.ts";

export type Encoding = "br" | "gzip" | "identity";

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** Chooses from `Accept-Encoding`; a coding with `q=0` is not taken. */
export function encodingOf(header: string | null | undefined): Encoding {
  return takesCoding(header, "br") ? "br" : takesCoding(header, "gzip") ? "gzip" : "identity";
}

/** `thorough` is for what is rendered once and kept. */
export async function compress(html: string, encoding: Encoding, thorough: boolean): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = Buffer.from(html);
  if (encoding === "identity") return new Uint8Array(bytes);
  if (encoding === "gzip") return new Uint8Array(await zip(bytes, { level: thorough ? 9 : 5 }));
  const params = { [constants.BROTLI_PARAM_QUALITY]: thorough ? 11 : 5, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT };
  return new Uint8Array(await brotli(bytes, { params }));
}
