/**
 * What a worker was typing, in memory: it outlives a lock, a refusal and another screen, and goes when it was received or
 * when he signs out. Never in the browser's storage.
 */
import { useState } from "react";

const drafts = new Map<string, string>();

export function forgetDrafts(): void {
  drafts.clear();
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
