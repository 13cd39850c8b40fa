/** Identifiers that a form gives away: numbers, addresses, dates, classes, accounts. One pattern a line; where a group stands, only that is marked. */
import type { Mark, MarkKind } from "./shape.ts";
import { countWords, digitWords, months, weekdays } from "./words.ts";

type Pattern = { readonly kind: MarkKind; readonly find: RegExp };
const pattern = (kind: MarkKind, source: string): Pattern => ({ kind, find: new RegExp(source, "giud") });

/** Edges of words that know letters outside ASCII. */
const from = String.raw`(?<![\p{L}\p{N}])`;
const to = String.raw`(?![\p{L}\p{N}])`;
/** Of children; shorter ones are how long something lasts. */
const ages = "vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien|achttien|negentien|twintig";
const street = "straat|str\\.|laan|weg|plein|gracht|kade|dreef|hof|pad|singel|steeg|dijk|plantsoen|boulevard|hout|kamp|ring|markt|haven|park";

const patterns: readonly Pattern[] = [
  pattern("mail", String.raw`[\p{L}\p{N}._%+-]+\s?(?:@|\(at\)|\[at\]| at )\s?[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+`),
  pattern("account", String.raw`https?://\S+|${from}www\.\S+`),
  pattern("account", String.raw`(?<![\p{L}\p{N}.])@[\p{L}\p{N}_.]{2,}`),
  pattern("account", String.raw`${from}(?:snap(?:chat)?|insta(?:gram)?|tiktok|discord|roblox|gebruikersnaam|gamertag|account)(?:naam)?\s*(?:is|heet|=|:)\s*([\p{L}\p{N}_.-]{2,})`),
  pattern("account", String.raw`${from}[\p{L}]+[_.]?\d{2,}[\p{L}\d_]*|${from}[\p{L}\d]+_[\p{L}\d_.]+`),
  pattern("phone", String.raw`(?<![\p{L}\p{N}])(?:\+|00)\s?\d{2}[\s\-./()]*(?:\d[\s\-./()]*){8,9}${to}|${from}0\d(?:[\s\-./()]*\d){7,9}${to}`),
  pattern("phone", String.raw`${from}(?:(?:${digitWords})[\s-]+){5,}(?:${digitWords})${to}`),
  pattern("number", String.raw`${from}[A-Z]{2}\d{2}\s?[A-Z]{4}(?:\s?\d){10}${to}`),
  pattern("number", String.raw`${from}\d(?:[\s.-]?\d){4,}${to}`),
  pattern("school", String.raw`${from}\d{2}[a-z]{2}(?:\d{2})?${to}`),
  pattern("address", String.raw`${from}[1-9]\d{3}\s?[a-z]{2}${to}`),
  pattern("address", String.raw`${from}(?:(?:de|het|'t|’t|van|der)\s+)*[\p{L}'’-]*(?:${street})\s+\d{1,4}\s?[a-z]?${to}`),
  pattern("date", String.raw`${from}\d{1,4}\s?[-/.]\s?\d{1,2}(?:\s?[-/.]\s?\d{2,4})?${to}`),
  pattern("date", String.raw`${from}(?:(?:${weekdays})\s+)?(?:de\s+)?(?:\d{1,2}(?:e|ste|de)?|${countWords})\s+(?:van\s+)?(?:${months})(?:\s+(?:\d{4}|'\d\d))?${to}`),
  pattern("date", String.raw`${from}(?:${months})\s+(?:\d{4}|'\d\d)${to}`),
  pattern("date", String.raw`${from}(?:${weekdays})(?:ochtend|middag|avond|nacht)?${to}`),
  pattern("date", String.raw`${from}(?:19|20)\d{2}${to}`),
  pattern("age", String.raw`${from}(?:\d{1,2}|${ages})\s?-?\s?(?:jaar|jarige?)${to}`),
  pattern("class", String.raw`${from}(?:groep|klas|brugklas|unit|leerjaar)\s*(?:\d{1,2}\s?-?\s?[a-z]?${to}|(?:${countWords}|drie|vier|vijf|zes|zeven|acht)(?:\s?[a-z])?${to})`),
  pattern("class", String.raw`${from}\d\s?-?(?:vmbo|mavo|havo|vwo|gymnasium|atheneum|tl|kader|basis)(?:[\s-]?[a-z0-9]{1,2})?${to}|${from}(?:vmbo|mavo|havo|vwo|[hvmbgat])-?\d[a-z]?${to}|${from}[1-8]\s?-?[a-k]${to}`),
];

/** Streets and squares without a number have a capital: "op de Kerkstraat", not "op straat". */
const streets = new RegExp(String.raw`(?<![\p{L}\p{N}])\p{Lu}[\p{L}'’-]+(?:${street})(?![\p{L}\p{N}])`, "gud");

function marksOf(text: string, { kind, find }: Pattern): Mark[] {
  return [...text.matchAll(find)].map((found) => {
    const [start, end] = found.indices?.[1] ?? found.indices?.[0] ?? [0, 0];
    return { start, end, kind };
  });
}

export function patternMarks(text: string): Mark[] {
  return [...patterns, { kind: "address" as const, find: streets }].flatMap((one) => marksOf(text, one));
}
