/** Who is signed in, whether his keys are in memory, and forgetting them when he is away. */
import { useQueryClient } from "@tanstack/react-query";
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";
import type { ReactNode } from "react";
import type { Me } from "../accounts/shape.ts";
import { whenSessionEnds } from "./api.ts";
import { renewKeyring } from "./keyring/keyring.ts";
import type { Keyring } from "./keyring/keyring.ts";
import { readMe, signInWithPasskey, signInWithPassphrase, signOut, unlockWithPassphrase } from "./keyring/signing-in.ts";
import { keepSession, mayHaveSession } from "./preferences.ts";
import type { SignedIn } from "./keyring/signing-in.ts";
import { forgetDrafts, openDrafts, sealDrafts } from "./parts/drafts.ts";
import { forgetOpened } from "./search/opened.ts";

export type Phase =
  | { readonly kind: "loading" }
  | { readonly kind: "signed-out" }
  | { readonly kind: "locked"; readonly me: Me; readonly idle: boolean }
  | ({ readonly kind: "open" } & SignedIn);

export type Session = {
  readonly phase: Phase;
  readonly signIn: (given: { readonly name: string; readonly passphrase: string; readonly totp: string }) => Promise<void>;
  readonly unlock: (passphrase: string) => Promise<void>;
  readonly usePasskey: () => Promise<void>;
  readonly lock: () => void;
  readonly leave: () => Promise<void>;
  /** After something about one's own keys changed on the server. */
  readonly renew: () => Promise<void>;
};

/** Whose drafts are in memory: a colleague at the same computer must not see them. */
let lastMember: string | undefined;

const SessionContext = createContext<Session | undefined>(undefined);
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error("No session around this screen");
  return session;
}

/** `security.md` 1.9: away for a quarter of an hour, keys gone. */
const idleMilliseconds = 15 * 60_000;

function useIdle(isOpen: boolean, onIdle: () => void): void {
  useEffect(() => {
    if (!isOpen) return undefined;
    let last = Date.now();
    const touch = (): void => {
      last = Date.now();
    };
    // Looked at often instead of one long timer: a sleeping laptop stops timers, and must be locked when it wakes.
    const watch = setInterval(() => {
      if (Date.now() - last >= idleMilliseconds) onIdle();
    }, 5_000);
    const signs = ["pointerdown", "keydown", "wheel", "touchstart"] as const;
    for (const sign of signs) addEventListener(sign, touch, { passive: true });
    return () => {
      clearInterval(watch);
      for (const sign of signs) removeEventListener(sign, touch);
    };
  }, [isOpen, onIdle]);
}

function useFirstLook(setPhase: (phase: Phase) => void): void {
  useEffect(() => {
    if (!mayHaveSession()) {
      setPhase({ kind: "signed-out" });
      return;
    }
    readMe().then(
      (me) => setPhase({ kind: "locked", me, idle: false }),
      () => setPhase({ kind: "signed-out" }),
    );
  }, [setPhase]);
}

export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const [phase, setPhase] = useState<Phase>({ kind: "loading" });
  const current = useRef(phase);
  useEffect(() => {
    current.current = phase;
  }, [phase]);
  const client = useQueryClient();
  useFirstLook(setPhase);
  const forget = useCallback(
    (next: (before: Phase) => Phase) => {
      const before = current.current;
      if (before.kind === "open") void sealDrafts(before.keyring.own.recipient);
      client.clear();
      forgetOpened();
      setPhase(next);
    },
    [client],
  );
  const lock = useCallback((idle: boolean) => forget((before) => (before.kind === "open" ? { kind: "locked", me: before.me, idle } : before)), [forget]);
  useIdle(phase.kind === "open", useCallback(() => lock(true), [lock]));
  useEffect(() => whenSessionEnds(() => forget((before) => (before.kind === "loading" ? before : { kind: "signed-out" }))), [forget]);
  const session = useMemo((): Session => {
    const enter = async (way: Promise<SignedIn>): Promise<void> => {
      const signedIn = await way;
      client.clear();
      keepSession(true);
      if (lastMember !== undefined && lastMember !== signedIn.me.member) forgetDrafts();
      await openDrafts(signedIn.keyring.own.identity);
      lastMember = signedIn.me.member;
      setPhase({ kind: "open", ...signedIn });
    };
    return {
      phase,
      signIn: (given) => enter(signInWithPassphrase(given)),
      unlock: async (passphrase) => {
        if (phase.kind === "locked") await enter(unlockWithPassphrase(phase.me, passphrase));
      },
      usePasskey: () => enter(signInWithPasskey()),
      lock: () => lock(false),
      leave: async () => {
        forget(() => ({ kind: "signed-out" }));
        forgetDrafts();
        keepSession(false);
        await signOut().catch(() => undefined);
      },
      renew: async () => {
        if (phase.kind !== "open") return;
        const me = await readMe();
        setPhase({ kind: "open", me, keyring: await renewKeyring(me, phase.keyring) });
      },
    };
  }, [client, forget, lock, phase]);
  return <SessionContext value={session}>{children}</SessionContext>;
}

/** For screens behind sign-in: who works here and what he can open. */
export type Open = { readonly me: Me; readonly keyring: Keyring };
export function useOpen(): Open {
  const { phase } = useSession();
  if (phase.kind !== "open") throw new Error("No keys in memory");
  return phase;
}
