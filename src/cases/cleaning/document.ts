/** What documents of both kinds (DOCX, ODT) share: pictures inside them, and parts that nobody can look into. */
import { cleanJpeg } from "./jpeg.ts";
import { cleanPng } from "./png.ts";
import { cleanWebp } from "./webp.ts";
import { startsWith } from "./bytes.ts";
import { type Part } from "./archive.ts";
import { FileRefused, type Left, type Outcome, type Removed } from "./shape.ts";

/** What happened to the parts so far. */
export type Tally = { readonly removed: Set<Removed>; readonly left: Set<Left> };

function cleanerFor(data: Uint8Array): ((bytes: Uint8Array) => Outcome) | undefined {
  if (startsWith(data, "\xff\xd8\xff")) return cleanJpeg;
  if (startsWith(data, "\x89PNG\r\n\x1a\n")) return cleanPng;
  return startsWith(data, "RIFF") && startsWith(data, "WEBP", 8) ? cleanWebp : undefined;
}

/** A picture inside a document loses its own hidden data; one that cannot be read stays and is told. */
export function cleanPicture(part: Part, tally: Tally): Part {
  const clean = cleanerFor(part.data);
  try {
    if (clean === undefined) throw new FileRefused("kind");
    const outcome = clean(part.data);
    for (const one of outcome.removed) tally.removed.add(one);
    return { name: part.name, data: outcome.bytes };
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    tally.left.add("embedded");
    return part;
  }
}

export function encoded(name: string, text: string): Part {
  return { name, data: new TextEncoder().encode(text) };
}
