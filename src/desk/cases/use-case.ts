/** One case: fetched, opened here, and everything a worker can do with it. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { DeskCase, StateAnswer } from "../../cases/shape/wire.ts";
import { chainOf } from "../../cases/shape.ts";
import { TermAnswer } from "../../cases/shape/term.ts";
import type { TermPost } from "../../cases/shape/term.ts";
import type { PieceIn, StatePost } from "../../cases/shape.ts";
import type { AttemptBody, CallBackState } from "../../cases/shape/call-back.ts";
import { readFile } from "../../envelope/index.ts";
import type { FileManifest } from "../../envelope/index.ts";
import { ask, fetchBytes, Refusal, tell } from "../api.ts";
import { keyLogAt } from "../key-watch.ts";
import { useOpen } from "../session.tsx";
import type { Open } from "../session.tsx";
import { openCase } from "./opening.ts";
import type { KnownChains, OpenedCase } from "./opening.ts";
import { makeDeskKey, sealNext, sealNextEpoch } from "./writing.ts";
import type { Writing } from "./writing.ts";
import type { KeyLogEntry } from "../../envelope/index.ts";

/** For as long as the page lives: what was seen of every chain. */
const known: KnownChains = new Map();
let heldLog: readonly KeyLogEntry[] | undefined;

export type CaseOnScreen = { readonly opened: OpenedCase; readonly log: readonly KeyLogEntry[] };

export async function loadCase(id: string, { keyring }: Open): Promise<CaseOnScreen> {
  const raw = await ask(`/cases/${id}`, { out: DeskCase });
  const log = await keyLogAt(raw.keyLogHead, heldLog);
  heldLog = log;
  return { opened: await openCase(raw, { keyring, log, known }), log };
}

export type CaseActs = {
  readonly write: (writing: Writing, act?: "answer" | "ask-helped") => Promise<void>;
  /** Moves the promised day, with the words that the person reads; answers the new day. */
  readonly changeTerm: (text: string, post: Omit<TermPost, "piece">) => Promise<string>;
  readonly move: (post: Omit<StatePost, "expected">) => Promise<void>;
  /** What came of a call, and the state the worker saw. */
  readonly attempt: (body: AttemptBody, expected: CallBackState) => Promise<void>;
  readonly assign: (member: string | null) => Promise<void>;
  readonly beginNotes: () => Promise<void>;
  /** Seals and sends something on a chain, the shared one unless said otherwise; done again with what is there now when somebody else was first. */
  readonly inTurn: (send: (now: CaseOnScreen) => Promise<void>, chain?: "shared" | "desk") => Promise<void>;
  readonly refresh: () => Promise<unknown>;
};

/** Somebody else was first: fetch, seal again. */
const beaten: ReadonlySet<string> = new Set(["sequence-taken", "epoch-outdated"]);
/** How often a piece is sealed anew because somebody else wrote first. */
const attempts = 4;

export function useCase(id: string) {
  const open = useOpen();
  const client = useQueryClient();
  const queryKey = ["case", id];
  const query = useQuery({ queryKey, queryFn: () => loadCase(id, open), staleTime: 60_000, retry: false });

  const reload = async (): Promise<CaseOnScreen> => {
    const fresh = await loadCase(id, open);
    client.setQueryData(queryKey, fresh);
    void client.invalidateQueries({ queryKey: ["cases"] });
    return fresh;
  };
  const current = async (): Promise<CaseOnScreen> => query.data ?? (await reload());

  const beginNotes = async (): Promise<void> => {
    const { opened } = await current();
    if (opened.desk === undefined) {
      const held = opened.raw.holders.desk.some((one) => one.kind === "member");
      const { log } = await current();
      // Two colleagues at once: the first key stays, both write under it.
      if (held) await tell(`/cases/${id}/epochs`, { method: "POST", body: await sealNextEpoch(opened, "desk", { keyring: open.keyring, log }) }).catch(ignoreTaken);
      else await tell(`/cases/${id}/desk-key`, { method: "POST", body: await makeDeskKey(opened.raw.team, open.keyring) }).catch(ignoreTaken);
    }
    await reload();
  };
  /** When a new epoch is due it begins here, before the next write; a colleague or the person may have been first. */
  const inNewestEpoch = async (screen: CaseOnScreen, chain: "shared" | "desk"): Promise<CaseOnScreen> => {
    if (!screen.opened.raw.due.includes(chain)) return screen;
    const body = await sealNextEpoch(screen.opened, chain, { keyring: open.keyring, log: screen.log });
    await tell(`/cases/${id}/epochs`, { method: "POST", body }).catch((error: unknown) => {
      if (!(error instanceof Refusal) || !beaten.has(error.because)) throw error;
    });
    return reload();
  };
  /** Sends what was made of the case as it is now; made anew when somebody else was first. */
  const sendOn = async <T>(chain: "shared" | "desk", send: (now: CaseOnScreen) => Promise<T>): Promise<T> => {
    let screen = await current();
    if (chain === "desk" && screen.opened.desk === undefined) {
      await beginNotes();
      screen = await reload();
    }
    for (let attempt = 1; ; attempt += 1) {
      screen = await inNewestEpoch(screen, chain);
      try {
        const answer = await send(screen);
        await reload();
        return answer;
      } catch (error) {
        if (!(error instanceof Refusal) || !beaten.has(error.because) || attempt === attempts) throw error;
        screen = await reload();
      }
    }
  };
  const inTurn: CaseActs["inTurn"] = (send, chain = "shared") => sendOn(chain, send);
  const sealed = <T>(writing: Writing, send: (piece: PieceIn) => Promise<T>): Promise<T> =>
    sendOn(chainOf(writing.kind), async (now) => send(await sealNext(now.opened, writing, { keyring: open.keyring, log: now.log })));
  const write = (writing: Writing, act?: "answer" | "ask-helped"): Promise<void> =>
    sealed(writing, (piece) => tell(`/cases/${id}/pieces`, { method: "POST", body: { piece, ...(act === undefined ? {} : { act }) } }));
  const changeTerm = async (text: string, post: Omit<TermPost, "piece">): Promise<string> => {
    const { dueDay } = await sealed({ kind: "term", body: { text } }, (piece) => ask(`/cases/${id}/term`, { method: "POST", body: { ...post, piece }, out: TermAnswer }));
    return dueDay;
  };
  const attempt = async (body: AttemptBody, expected: CallBackState): Promise<void> => {
    const { act, next } = body;
    await sealed({ kind: "attempt", body }, (piece) => tell(`/cases/${id}/attempts`, { method: "POST", body: { act, expected, piece, ...(next === undefined ? {} : { slot: next }) } }));
  };
  const move = async (post: Omit<StatePost, "expected">): Promise<void> => {
    const { opened } = await current();
    await ask(`/cases/${id}/state`, { method: "POST", body: { ...post, expected: opened.raw.state }, out: StateAnswer });
    await reload();
  };
  const assign = async (member: string | null): Promise<void> => {
    await ask(`/cases/${id}/assignment`, { method: "POST", body: { member }, out: StateAnswer });
    await reload();
  };
  return { query, acts: { write, changeTerm, move, attempt, assign, beginNotes, inTurn, refresh: reload } satisfies CaseActs };
}

function ignoreTaken(error: unknown): void {
  if (!(error instanceof Refusal) || !["sequence-taken", "epoch-outdated", "already-there", "state-changed"].includes(error.because)) throw error;
}

/** An attachment, checked against its signed manifest before a byte of it is shown. */
export async function fetchFile(id: string, piece: string, manifest: FileManifest, given = false): Promise<Uint8Array<ArrayBuffer>> {
  return readFile(await fetchBytes(given ? `/cases/${id}/given/${piece}/file` : `/cases/${id}/files/${piece}`), manifest);
}
