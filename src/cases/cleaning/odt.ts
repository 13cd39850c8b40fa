/**
 * ODT (ODF 1.3): properties, settings (they name printers), thumbnails, names and dates at remarks and tracked changes,
 * marks of editing sessions fall away; programs and locked files refuse.
 */
import { type Part, pack, unpack } from "./archive.ts";
import { latin } from "./bytes.ts";
import { cleanPicture, encoded, type Tally } from "./document.ts";
import { holds, markupOf, rewritten, type Rules } from "./markup.ts";
import { FileRefused, type Outcome } from "./shape.ts";

const mimetype = "application/vnd.oasis.opendocument.text";
const programs = /^(Basic|Scripts|Dialogs|Database)\/|\.(exe|js|vbs|html?|jar|class)$/i;
const dropped = /^(meta\.xml$|settings\.xml$|Thumbnails\/|Configurations2\/|META-INF\/(?!manifest\.xml$)|manifest\.rdf$|layout-cache$|Versions\/|VersionList\.xml$|.*\/(meta|settings)\.xml$)/i;
const droppedElements = new Set(["creator", "creator-initials", "sender-initials", "initial-creator"]);

const text: Rules = {
  dropped: (name) => droppedElements.has(name),
  attribute: (name, value) => (name.endsWith("rsid") ? undefined : value),
};

function isDropped(path: string): boolean {
  return dropped.test(path);
}

function cleanManifest(part: Part): Part {
  const markup = markupOf(part.data);
  if (holds(markup, ["encryption-data"])) throw new FileRefused("locked");
  const kept = markup.replace(/<(?:[\w.-]+:)?file-entry\b[^>]*\/>/g, (tag) => (isDropped(/full-path\s*=\s*["']([^"']*)["']/.exec(tag)?.[1] ?? "") ? "" : tag));
  return encoded(part.name, kept);
}

/** `<dc:date>` only: `text:date` shares the name without its prefix and is visible text. */
function withoutDates(markup: string): string {
  return markup.replace(/<dc:date>[^<]*<\/dc:date>/g, "<dc:date>1980-01-01T00:00:00</dc:date>");
}

function cleanText(part: Part, tally: Tally): Part {
  const markup = markupOf(part.data);
  if (markup.includes("vnd.sun.star.script:") || holds(markup, ["script", "event-listener"])) throw new FileRefused("macros");
  if (holds(markup, ["deletion"])) tally.left.add("tracked-changes");
  const clean = withoutDates(rewritten(markup, text));
  if (clean !== markup) tally.removed.add("author");
  return encoded(part.name, clean);
}

function cleanPart(part: Part, tally: Tally): Part[] {
  if (isDropped(part.name)) {
    tally.removed.add(part.name.startsWith("Thumbnails/") ? "thumbnail" : "author");
    return [];
  }
  if (part.name === "mimetype" || /\.(ttf|otf)$/i.test(part.name)) return [part];
  if (part.name === "META-INF/manifest.xml") return [cleanManifest(part)];
  if (/\.(xml|rdf)$/i.test(part.name)) return [cleanText(part, tally)];
  return [cleanPicture(part, tally)];
}

export function cleanOdt(bytes: Uint8Array): Outcome {
  const parts = unpack(bytes);
  const kind = parts.find((part) => part.name === "mimetype")?.data ?? new Uint8Array();
  if (latin(kind, 0, kind.length) !== mimetype || !parts.some((part) => part.name === "content.xml")) throw new FileRefused("kind");
  if (parts.some((part) => programs.test(part.name))) throw new FileRefused("macros");
  const tally: Tally = { removed: new Set(["dates"]), left: new Set() };
  const clean = parts.flatMap((part) => cleanPart(part, tally)).sort((a, b) => Number(b.name === "mimetype") - Number(a.name === "mimetype"));
  return { bytes: pack(clean, ["mimetype"]), removed: [...tally.removed], left: [...tally.left] };
}
