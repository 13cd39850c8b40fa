/** A release that was published before, read back. Whoever calls has checked its signature in the register: a shape alone proves nothing. */
import { release, type PublishableRelease, type Release } from "./shape.ts";

/** Nothing when the document says anything else than a release may. */
export function published(document: unknown): PublishableRelease | undefined {
  const read = release.safeParse(document);
  if (!read.success) return undefined;
  const plain: Release = read.data;
  return plain as PublishableRelease;
}
