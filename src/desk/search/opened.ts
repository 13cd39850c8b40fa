/** What of an opened case is searched: what was told, answered and noted, and what it is about. */
import { z } from "zod";
import { Label, readBody, Saying, word } from "../cases/bodies.ts";
import type { OpenedCase } from "../cases/opening.ts";
import { piecesOfKind } from "../cases/opening.ts";
import type { DeskTexts } from "../texts/index.ts";
import { newWordIndex } from "./word-index.ts";
import type { Passage } from "./word-index.ts";

export const openedIndex = newWordIndex();
/** Cases as they were opened: their title is said in the language of the screen when they are put in. */
const Words = z.record(z.string(), z.unknown());

/** Every text in a piece's body. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return value.length > 2 ? [value] : [];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** Kinds that are searched whole. Of others only `text` is: they may hold keys (a file's manifest, an epoch), which never come into an index. */
const spoken = new Set(["report", "contact", "message", "answer", "note"]);

export function passagesOf({ shared, desk }: OpenedCase): readonly Passage[] {
  return [...shared.pieces, ...(desk?.pieces ?? [])].flatMap(({ raw, examined }): Passage[] => {
    if (!examined.ok) return [];
    const texts = textsIn(readBody(examined.piece, spoken.has(examined.piece.header.kind) ? Words : Saying) ?? {});
    return texts.length === 0 ? [] : [{ kind: examined.piece.header.kind, day: raw.day, text: texts.join(" · ") }];
  });
}

export function titleOf(opened: OpenedCase, t: DeskTexts): string {
  const [first] = piecesOfKind(opened.shared, "label");
  const label = first === undefined ? undefined : readBody(first, Label);
  return word(t.topics, label?.topic) ?? t.topics.unsure;
}

export function putOpened(opened: OpenedCase, t: DeskTexts): void {
  openedIndex.put({ id: opened.raw.id, title: titleOf(opened, t), passages: passagesOf(opened) });
}

/** At the lock: nothing that was told stays in memory. */
export function forgetOpened(): void {
  openedIndex.forget();
}
