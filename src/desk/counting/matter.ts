/**
 * What makes contacts of one matter count once. The desk that refers first works it out of its own case, and it goes along inside the
 * sealed first word of every case that comes of it: who has none of these cases can make none of the tokens. It opens nothing.
 */
import { factToken } from "../../envelope/index.ts";

/** `brought`: what came with the case that another desk referred. Undefined: this member does not hold the case's first identity. */
export function matterOf(firstIdentity: string | undefined, brought: string | undefined): string | undefined {
  return brought ?? (firstIdentity === undefined ? undefined : factToken(`gehoord matter v1\n${firstIdentity}`));
}

/** Another one in every quarter (`2026-q4`). */
export const matterToken = (matter: string, quarter: string): string => factToken(`gehoord matter of a quarter v1\n${quarter}\n${matter}`);
