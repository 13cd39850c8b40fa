/** How values come out of both engines: one list, so that a row looks the same wherever it was kept. */
import { types, type CustomTypesConfig } from "pg";

const text = (value: string): string => value;
const bytes = (value: string): Uint8Array => new Uint8Array(Buffer.from(value.slice(2), "hex"));

/** An `int8` beyond 2^53 would be rounded; none of our numbers comes near, so that is a bug and throws. */
function wholeNumber(value: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError("A whole number from the database is too large to hold");
  return number;
}

/** PostgreSQL's fixed numbers of types: bytea, int8, date, and int8[] and date[]. */
const ours: Readonly<Record<number, (value: string) => unknown>> = {
  17: bytes,
  20: wholeNumber,
  1082: text,
  1016: (value) => listOf(value).map(wholeNumber),
  1182: listOf,
};

function listOf(value: string): string[] {
  return value === "{}" ? [] : value.slice(1, -1).split(",");
}

export const rowTypes: CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: "text" | "binary") => ours[oid] ?? types.getTypeParser(oid, format)) as typeof types.getTypeParser,
};
