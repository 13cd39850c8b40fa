import { toBase64Url, utf8 } from "./bytes.ts";
import { derive } from "./derive.ts";

/**
 * What a case is counted under: worked out of its first identity, so that it lies nowhere but inside the sealed case, is the
 * same for every colleague who opens it, and says nothing about it to anybody else (`security.md` 2.3).
 */
export function factToken(identity: string): string {
  return toBase64Url(derive(utf8(identity), "gehoord fact token v1"));
}
