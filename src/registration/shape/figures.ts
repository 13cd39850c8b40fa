/** Figures inside, as a leader or coordinator asks for them and gets them. */
import { z } from "zod";
import { CodeLists, FactFields } from "../rules/codes.ts";
import type { FactField } from "../rules/codes.ts";
import { measureNames, Measures } from "../rules/measures.ts";
import type { Measure } from "../rules/measures.ts";

const quarter = z.string().regex(/^20\d\d-q[1-4]$/);
const written = /^[a-z0-9-]+(,[a-z0-9-]+)*$/;
/** Codes with commas between, of any version of the list. */
const codesOf = (field: FactField) =>
  z.string().max(800).regex(written).refine((text) => text.split(",").every((code) => CodeLists.some(({ codes }) => codes[field].includes(code)))).optional();

export const Pers = ["week", "month", "quarter"] as const;
export const Besides = ["nothing", "before", "year"] as const;
/** As many quarters as one picture holds. */
export const mostQuarters = 40;

const place = (text: string): number => Number(text.slice(0, 4)) * 4 + Number(text.slice(6));
const isSpan = ({ from, until }: { readonly from?: string | undefined; readonly until?: string | undefined }): boolean =>
  from === undefined || until === undefined || (place(from) <= place(until) && place(until) - place(from) < mostQuarters);

export const FiguresQuery = z
  .strictObject({
    from: quarter.optional(),
    until: quarter.optional(),
    per: z.enum(Pers).default("month"),
    beside: z.enum(Besides).default("before"),
    /** Figures that leave the desk in a file leave a line of their own. */
    purpose: z.enum(["look", "export"]).default("look"),
    channel: codesOf("channel"),
    role: codesOf("role"),
    sector: codesOf("sector"),
    province: codesOf("province"),
    topic: codesOf("topic"),
    by: codesOf("by"),
    done: codesOf("done"),
    outcome: codesOf("outcome"),
  })
  .refine(isSpan, { path: ["until"], error: "input-invalid" });
export type FiguresQuery = z.infer<typeof FiguresQuery>;

/** `null`: not shown, or not counted then. */
const count = z.int().min(0).nullable();
const cell = { count, before: count };
const code = z.string();

const answersOf = (measure: Measure) => z.array(z.strictObject({ answer: z.enum(Measures[measure]), ...cell }));

export const FiguresAnswer = z.strictObject({
  span: z.strictObject({ from: quarter, until: quarter }),
  /** Quarters that can be asked for. */
  offered: z.strictObject({ first: quarter, last: quarter }),
  /** The last week that was counted. */
  through: z.string(),
  /** Counted anew at this moment: some numbers are missing. */
  renewing: z.boolean(),
  /** Too few behind the choice to show anything of it. */
  tooFine: z.boolean(),
  total: z.strictObject(cell),
  /** First and last week of what is set beside; `null`: nothing was, or counting had not begun. */
  beside: z.strictObject({ from: code, until: code }).nullable(),
  series: z.array(z.strictObject({ period: code, ...cell })),
  fields: z.strictObject(Object.fromEntries(FactFields.map((field) => [field, z.array(z.strictObject({ code, ...cell }))])) as Record<FactField, z.ZodArray<z.ZodObject<{ code: typeof code; count: typeof count; before: typeof count }>>>),
  /** What is counted beside the codes; only of all contacts together, so of no choice. */
  measures: z.strictObject(Object.fromEntries(measureNames.map((measure) => [measure, answersOf(measure)])) as Record<Measure, ReturnType<typeof answersOf>>).nullable(),
  /** Where codes changed in between, so that numbers before and after are not of the same. */
  breaks: z.array(z.strictObject({ version: z.int(), field: z.enum(FactFields), codes: z.array(code), kind: z.enum(["split", "added", "ended"]) })),
});
export type FiguresAnswer = z.infer<typeof FiguresAnswer>;
