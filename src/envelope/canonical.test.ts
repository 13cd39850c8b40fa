import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "./canonical.ts";
import type { JsonValue } from "./canonical.ts";

function backwards(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map((item: JsonValue) => backwards(item));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value as Record<string, JsonValue>).toReversed().map(([name, member]) => [name, backwards(member)]));
}

const anyJson = fc.jsonValue({ maxDepth: 3 }).filter((value) => !JSON.stringify(value).includes("\\ud")) as fc.Arbitrary<JsonValue>;

describe("canonical JSON", () => {
  it("writes the examples of RFC 8785 as the standard does", () => {
    const numbers = [Number("333333333.33333329"), 1e30, 4.5, 2e-3, 0.000000000000000000000000001, -0, 0, -1];
    expect(canonicalJson({ numbers, string: "\u20ac$\u000f\nA'B\"\\\\\"/", literals: [null, true, false] })).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27,0,0,-1],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
    const names = { "\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\ud83d\ude00": 5, "\u0080": 6, "ö": 7 };
    expect(canonicalJson(names)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}');
  });

  it("says the same whatever order the members came in, and reads back as the same value", () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        expect(canonicalJson(backwards(value))).toBe(canonicalJson(value));
        expect(JSON.stringify(JSON.parse(canonicalJson(value)))).toBe(JSON.stringify(JSON.parse(canonicalJson(backwards(value)))));
        expect(backwards(JSON.parse(canonicalJson(value)) as JsonValue)).toEqual(JSON.parse(JSON.stringify(backwards(value))));
      }),
    );
  });

  it("leaves out members that are not there, and writes empty lists and objects", () => {
    expect(canonicalJson({ b: undefined, a: [], c: {} })).toBe('{"a":[],"c":{}}');
    expect(canonicalJson(Object.assign(Object.create(null) as Record<string, JsonValue>, { a: 1 }))).toBe('{"a":1}');
  });

  it("keeps a text in which an emoji was cut in two: the half is shown as unreadable, nothing is refused", () => {
    expect(canonicalJson(["a\ud83d", "\ude00b", "\ud83d\ude00", "\ud800\ud800"])).toBe('["a\ufffd","\ufffdb","\ud83d\ude00","\ufffd\ufffd"]');
  });

  it("refuses what has no single form", () => {
    const odd: [unknown, string][] = [
      [Number.NaN, "not a number"],
      [Infinity, "not a number"],
      [{ "\udc00": 1 }, "half a character in a name"],
      [new Date(0), "not a plain object"],
      [new Map(), "not a plain object"],
      [1n, "a bigint has no form"],
      [undefined, "a undefined has no form"],
      [[undefined], "a undefined has no form"],
      [(): number => 1, "a function has no form"],
    ];
    for (const [value, why] of odd) expect(() => canonicalJson(value as JsonValue)).toThrow(new TypeError(`canonical JSON: ${why}`));
  });
});
