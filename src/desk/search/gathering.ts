/** Opening the living cases of the own teams one by one, so that they can be searched. Every one leaves its line, as opening always does. */
import { CaseListAnswer } from "../../cases/shape/wire.ts";
import { ask } from "../api.ts";
import { listQuery } from "../cases/use-cases.ts";
import { loadCase } from "../cases/use-case.ts";
import type { Open } from "../session.tsx";
import type { DeskTexts } from "../texts/index.ts";
import { openedIndex, putOpened } from "./opened.ts";

export type Gathering = { readonly open: Open; readonly t: DeskTexts; readonly signal: AbortSignal; readonly progress: (done: number, all: number) => void };

async function living(signal: AbortSignal): Promise<readonly string[]> {
  const ids: string[] = [];
  const chosen = { states: ["new", "open", "waiting", "unread", "asked-helped"] as const, holder: null, urgent: false, due: null };
  for (let cursor: string | null = null, more = true; more && !signal.aborted; ) {
    const page: CaseListAnswer = await ask(`/cases?${listQuery("all", { ...chosen, states: [...chosen.states] }, cursor)}`, { out: CaseListAnswer });
    ids.push(...page.cases.map((one) => one.id));
    cursor = page.next;
    more = cursor !== null;
  }
  return ids;
}

/** Answers how many did not open with this worker's keys. */
export async function gather({ open, t, signal, progress }: Gathering): Promise<number> {
  const ids = (await living(signal)).filter((id) => !openedIndex.has(id));
  let closed = 0;
  for (const [at, id] of ids.entries()) {
    if (signal.aborted) return closed;
    progress(at, ids.length);
    const screen = await loadCase(id, open).catch(() => undefined);
    // The lock may have come in between: what was opened then is not kept.
    if (signal.aborted) return closed;
    if (screen === undefined) closed += 1;
    else putOpened(screen.opened, t);
  }
  progress(ids.length, ids.length);
  return closed;
}
