/** What travels about a fact between a worker's browser and the server. */
import { z } from "zod";
import { areCodes, FactFields } from "./rules/codes.ts";
import type { FactField } from "./rules/codes.ts";

const code = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
export const CodesIn = z.strictObject(Object.fromEntries(FactFields.map((field) => [field, code])) as Record<FactField, typeof code>);

/**
 * `token`: 32 bytes, worked out of the case's own identity; the same token again puts this fact in place of the one before.
 * Nothing says which case it is.
 */
export const FactPost = z
  .strictObject({ token: z.string().regex(/^[A-Za-z0-9_-]{43}$/), version: z.int().min(1).max(999), codes: CodesIn })
  .refine(({ version, codes }) => areCodes(version, codes), { path: ["codes"], error: "input-invalid" });
export type FactPost = z.infer<typeof FactPost>;

/** What the team remembers of it, in a sealed note of the case. */
export const RegisteredBody = z.object({ version: z.int(), codes: CodesIn });
export type RegisteredBody = z.infer<typeof RegisteredBody>;
