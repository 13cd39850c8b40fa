/** What can be signed: JSON without surprises. Members that are `undefined` are left out, as in JSON. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [name: string]: JsonValue | undefined };

/**
 * Half a character (an emoji that was cut in two) becomes U+FFFD, as it would in UTF-8. RFC 8785 refuses it; a report must
 * never be refused because of it. In names it is refused: two names could become one.
 */
function canonicalText(text: string): string {
  return JSON.stringify(text.replace(/\p{Surrogate}/gu, "\ufffd"));
}

function canonicalName(name: string): string {
  if (/\p{Surrogate}/u.test(name)) throw new TypeError("canonical JSON: half a character in a name");
  return JSON.stringify(name);
}

function canonicalObject(value: { readonly [name: string]: JsonValue | undefined }): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new TypeError("canonical JSON: not a plain object");
  const members = Object.keys(value)
    .sort()
    .flatMap((name) => {
      const member = value[name];
      return member === undefined ? [] : [`${canonicalName(name)}:${canonicalJson(member)}`];
    });
  return `{${members.join(",")}}`;
}

/**
 * JSON Canonicalization Scheme (RFC 8785) for the types above: no spaces, members sorted by UTF-16 code units, numbers and
 * texts as ECMAScript writes them. Throws on what has no single form: NaN, infinities, class instances.
 */
export function canonicalJson(value: JsonValue): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return canonicalText(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new TypeError("canonical JSON: not a number");
    return JSON.stringify(value);
  }
  if (typeof value !== "object") throw new TypeError(`canonical JSON: a ${typeof value} has no form`);
  if (Array.isArray(value)) return `[${value.map((item: JsonValue) => canonicalJson(item)).join(",")}]`;
  return canonicalObject(value as { readonly [name: string]: JsonValue | undefined });
}
