/**
 * DOCX (ECMA-376): properties, custom data, people, marks of editing sessions, names and dates at remarks and tracked
 * changes fall away; programs refuse the file. Text that was deleted while changes were tracked is still inside, and that is told.
 */
import { type Part, pack, unpack } from "./archive.ts";
import { damaged } from "./bytes.ts";
import { cleanPicture, encoded, type Tally } from "./document.ts";
import { holds, markupOf, rewritten, type Rules } from "./markup.ts";
import { FileRefused, type Outcome } from "./shape.ts";

const programs = /(^|\/)(vbaProject[^/]*|vbaData[^/]*|activeX\/.*|macros\/.*|[^/]*\.(docm|xlsm|pptm|exe|js|vbs|html?|svgz|bin))$/i;
const harmlessBinary = /(^|\/)(printerSettings\/|printerSettings)[^/]*\.bin$/i;
const dropped = /^(docProps\/|customXml\/|word\/people\.xml$|word\/commentsIds\.xml$|word\/commentsExtensible\.xml$|word\/webSettings\.xml$|word\/printerSettings|_xmlsignatures\/|\[trash\]\/|userCustomization\/|customUI\/)/i;
const droppedElements = new Set(["rsids", "docVars", "docId", "attachedTemplate", "mailMerge", "activeWritingStyle"]);
const blankedAttributes = new Set(["author", "initials", "userId", "providerId"]);
const datedAttributes = new Set(["date", "dateUtc"]);

const text: Rules = {
  dropped: (name) => droppedElements.has(name),
  attribute: (name, value, element) => {
    if (name.startsWith("rsid") || datedAttributes.has(name)) return undefined;
    // Word keeps the name of the picture's file, sometimes with the folder of whoever made it.
    if ((name === "name" && element === "cNvPr") || (name === "title" && element === "imagedata")) return "";
    return blankedAttributes.has(name) ? "" : value;
  },
};

const targetOf = (tag: string): string => /\sTarget\s*=\s*["']([^"']*)["']/.exec(tag)?.[1] ?? "";

/** Whether a relationship leads to a part that fell away, or to a template on somebody's disk. */
function isGone(tag: string, source: string): boolean {
  if (/relationships\/attachedTemplate["']/.test(tag)) return true;
  const target = targetOf(tag);
  const folder = source.replace(/_rels\/[^/]*$/, "");
  const path = target.startsWith("/") ? target.slice(1) : `${folder}${target}`.replace(/[^/]+\/\.\.\//g, "");
  return !/TargetMode\s*=\s*["']External["']/.test(tag) && dropped.test(path);
}

/** Every element of this name, whatever its prefix; these elements are always empty, and are written so. */
function eachTag(markup: string, element: string, change: (tag: string) => string): string {
  const empty = markup.replace(new RegExp(`\\s*/?>\\s*</(?:[\\w.-]+:)?${element}>`, "g"), "/>");
  return empty.replace(new RegExp(`<(?:[\\w.-]+:)?${element}\\b[^>]*>`, "g"), change);
}

/** Links that a reader follows stay; everything else that would be fetched from elsewhere when the file is opened is cut. */
function cleanRelationships(part: Part): Part {
  const markup = eachTag(markupOf(part.data), "Relationship", (tag) => {
    if (isGone(tag, part.name)) return "";
    const outside = /TargetMode\s*=\s*["']External["']/.test(tag) && !/relationships\/hyperlink["']/.test(tag);
    return outside ? tag.replace(/(\sTarget\s*=\s*)(["'])[^"']*\2/, '$1"about:blank"') : tag;
  });
  return encoded(part.name, markup);
}

function cleanTypes(part: Part): Part {
  const markup = markupOf(part.data);
  if (/macroEnabled|vbaProject/i.test(markup)) throw new FileRefused("macros");
  return encoded(part.name, eachTag(markup, "Override", (tag) => (dropped.test(/PartName\s*=\s*["']\/([^"']*)["']/.exec(tag)?.[1] ?? "") ? "" : tag)));
}

function cleanText(part: Part, tally: Tally): Part {
  const markup = markupOf(part.data);
  const clean = rewritten(markup, text);
  if (clean !== markup) tally.removed.add("author");
  if (part.name.startsWith("word/") && holds(markup, ["del", "moveFrom", "delText"])) tally.left.add("tracked-changes");
  return encoded(part.name, clean);
}

function cleanPart(part: Part, tally: Tally): Part[] {
  if (dropped.test(part.name)) {
    tally.removed.add(/thumbnail/i.test(part.name) ? "thumbnail" : part.name.startsWith("docProps/") ? "author" : "application-data");
    return [];
  }
  if (part.name === "[Content_Types].xml") return [cleanTypes(part)];
  if (part.name.endsWith(".rels")) return [cleanRelationships(part)];
  if (/\.(xml|vml)$/.test(part.name)) return [cleanText(part, tally)];
  if (/\.(odttf|ttf|otf)$/i.test(part.name)) return [part];
  return [cleanPicture(part, tally)];
}

/** Refuses programs, locked files, archives with anything but a text document in them. */
export function cleanDocx(bytes: Uint8Array): Outcome {
  const parts = unpack(bytes);
  if (!parts.some((part) => part.name === "[Content_Types].xml") || !parts.some((part) => part.name.toLowerCase() === "word/document.xml")) throw new FileRefused("kind");
  if (parts.some((part) => programs.test(part.name) && !harmlessBinary.test(part.name))) throw new FileRefused("macros");
  const tally: Tally = { removed: new Set(["dates"]), left: new Set() };
  const clean = parts.flatMap((part) => cleanPart(part, tally));
  if (clean.length === 0) damaged();
  return { bytes: pack(clean), removed: [...tally.removed], left: [...tally.left] };
}
