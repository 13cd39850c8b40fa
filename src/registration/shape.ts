/** What travels about a fact between a worker's browser and the server. */
import { z } from "zod";
import { areCodes, FactFields } from "./rules/codes.ts";
import type { FactField } from "./rules/codes.ts";
import { measureOrder } from "./rules/measures.ts";

const code = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
export const CodesIn = z.strictObject(Object.fromEntries(FactFields.map((field) => [field, code])) as Record<FactField, typeof code>);

const token = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
/** `writtenMarks`: a digit for every number that is counted beside the codes. */
const marks = z.string().regex(new RegExp(`^[0-9]{${String(measureOrder.length)}}$`));
/** Contacts of one matter send the same token, where the person linked them; it is another one in every quarter. */
const matter = z.strictObject({ quarter: z.string().regex(/^\d{4}-q[1-4]$/), token });

/**
 * `token`: 32 bytes, worked out of the case's own identity; the same token again puts this fact in place of the one before.
 * Nothing says which case it is.
 */
export const FactPost = z
  .strictObject({ token, version: z.int().min(1).max(999), codes: CodesIn, marks: marks.optional(), matter: matter.optional() })
  .refine(({ version, codes }) => areCodes(version, codes), { path: ["codes"], error: "input-invalid" });
export type FactPost = z.infer<typeof FactPost>;

/** What the team remembers of it, in a sealed note of the case. `linked`: it was counted as one of several contacts of one matter. */
export const RegisteredBody = z.object({ version: z.int(), codes: CodesIn, marks: z.string().optional(), linked: z.boolean().optional() });
export type RegisteredBody = z.infer<typeof RegisteredBody>;
