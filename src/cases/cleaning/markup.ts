/** The little of XML that cleaning needs: walk over tags, rewrite attributes, drop elements. Linear in the length of the text. */
import { damaged } from "./bytes.ts";
import { FileRefused } from "./shape.ts";

/** More text than any letter holds; keeps time and memory bounded. */
const maxMarkupBytes = 20 * 1024 * 1024;

/** Text of a part. Only UTF-8 without a document type (entities could unfold for ever). */
export function markupOf(data: Uint8Array): string {
  if (data.length > maxMarkupBytes) throw new FileRefused("expands");
  let text = "";
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(data);
  } catch {
    damaged();
  }
  if (text.includes("<!DOCTYPE") || text.includes("<!ENTITY")) throw new FileRefused("kind");
  return text;
}

function endOfTag(text: string, from: number): number {
  let quote = "";
  for (let at = from; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (quote !== "") quote = character === quote ? "" : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === ">") return at + 1;
  }
  return damaged();
}

function closing(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at === -1 ? damaged() : at + mark.length;
}

/** Text, tags and the rest in their order. */
export type Token = { readonly kind: "text" | "tag" | "other"; readonly text: string };

export function* tokensOf(text: string): Generator<Token> {
  for (let at = 0; at < text.length; ) {
    const open = text.indexOf("<", at);
    if (open !== at) yield { kind: "text", text: text.slice(at, open === -1 ? text.length : open) };
    if (open === -1) return;
    if (text.startsWith("<!--", open)) at = closing(text, "-->", open + 4);
    else if (text.startsWith("<![CDATA[", open)) {
      at = closing(text, "]]>", open + 9);
      yield { kind: "other", text: text.slice(open, at) };
    } else {
      at = endOfTag(text, open + 1);
      const tag = text.slice(open, at);
      yield { kind: tag.startsWith("<?") || tag.startsWith("<!") ? "other" : "tag", text: tag };
    }
  }
}

/** Name of a tag without prefix: `w:ins` → `ins`; closing tags too. */
export function tagName(tag: string): string {
  const name = /^<\/?([^\s/>]+)/.exec(tag)?.[1] ?? "";
  return name.slice(name.indexOf(":") + 1);
}

const attribute = /(\s+)([^\s=/>"']+)(\s*=\s*)("[^"]*"|'[^']*')/g;

export type Rules = {
  /** Elements that fall away with all that is in them (names without prefix). */
  readonly dropped: (name: string) => boolean;
  /** New value of an attribute, `undefined` to drop it, or `value` itself. Names come without prefix. */
  readonly attribute: (name: string, value: string, tag: string) => string | undefined;
};

function rewrittenTag(tag: string, rules: Rules): string {
  const element = tagName(tag);
  return tag.replace(attribute, (whole, space: string, name: string, equals: string, quoted: string) => {
    const value = quoted.slice(1, -1);
    const plain = name.slice(name.indexOf(":") + 1);
    const next = name.startsWith("xmlns") ? value : rules.attribute(plain, value, element);
    if (next === undefined) return "";
    return next === value ? whole : `${space}${name}${equals}"${next}"`;
  });
}

/** The same markup without what `rules` drops; remarks (`<!-- -->`) always fall away. */
export function rewritten(text: string, rules: Rules): string {
  const out: string[] = [];
  let depth = 0;
  for (const token of tokensOf(text)) {
    const isTag = token.kind === "tag";
    const opens = isTag && !token.text.startsWith("</");
    const whole = token.text.endsWith("/>");
    if (depth > 0) {
      if (opens && !whole) depth += 1;
      else if (isTag && !opens) depth -= 1;
    } else if (opens && rules.dropped(tagName(token.text))) depth = whole ? 0 : 1;
    else out.push(opens ? rewrittenTag(token.text, rules) : token.text);
  }
  return depth === 0 ? out.join("") : damaged();
}

/** Whether an element of this name (without prefix) occurs. */
export function holds(text: string, names: readonly string[]): boolean {
  for (const token of tokensOf(text)) if (token.kind === "tag" && names.includes(tagName(token.text))) return true;
  return false;
}
