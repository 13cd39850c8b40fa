/**
 * What a worker was typing. It outlives a lock, a refusal and another screen, and goes when it was received or when he signs
 * out. In clear it is in memory only, and only while the desk is open: at the lock it is sealed to his own key, in memory and
 * for this tab, so that the page can also be loaded again.
 */
import { useState } from "react";
import { fromBase64Url, toBase64Url, unwrapText, wrap } from "../../envelope/index.ts";

const drafts = new Map<string, string>();
/** The sealing of the last lock; opening waits for it. */
let sealed: Promise<string | undefined> = Promise.resolve(undefined);
/** Counts the times that drafts were thrown away: a sealing that ends after that keeps nothing. */
let thrownAway = 0;

export type TabStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;
const key = "gehoord-desk-drafts";

export function forgetDrafts(storage: TabStorage = sessionStorage): void {
  thrownAway += 1;
  drafts.clear();
  sealed = Promise.resolve(undefined);
  storage.removeItem(key);
}

/** From here on nothing that was typed is in clear in this browser. */
export function sealDrafts(recipient: string, storage: TabStorage = sessionStorage): Promise<void> {
  if (drafts.size === 0) return Promise.resolve();
  const text = JSON.stringify([...drafts]);
  const before = thrownAway;
  drafts.clear();
  sealed = wrap(text, [recipient]).then((bytes) => {
    if (before !== thrownAway) return undefined;
    const kept = toBase64Url(bytes);
    try {
      storage.setItem(key, kept);
    } catch {
      // A tab that keeps nothing: then it lasts as long as the page.
    }
    return kept;
  });
  return sealed.then(() => undefined);
}

/** What was typed before the lock, with the key it was sealed to; another person's opens with nothing and is thrown away. */
export async function openDrafts(identity: string, storage: TabStorage = sessionStorage): Promise<void> {
  const kept = (await sealed.catch(() => undefined)) ?? storage.getItem(key);
  if (kept === null) return;
  sealed = Promise.resolve(undefined);
  storage.removeItem(key);
  try {
    const entries = JSON.parse(await unwrapText(fromBase64Url(kept) ?? new Uint8Array(), identity)) as [string, string][];
    for (const [name, text] of entries) drafts.set(name, text);
  } catch {
    // A colleague's, at the same computer.
  }
}

export function useDraft(key: string): readonly [string, (text: string) => void] {
  const [text, setText] = useState(() => drafts.get(key) ?? "");
  const put = (next: string): void => {
    if (next === "") drafts.delete(key);
    else drafts.set(key, next);
    setText(next);
  };
  return [text, put];
}

/** For tests of the above. */
export const draftIn = (name: string): string | undefined => drafts.get(name);
export const keepDraft = (name: string, text: string): void => void drafts.set(name, text);
