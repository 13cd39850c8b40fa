/** What a case has at the ministry: fetched, opened and checked here, and what a worker does with it. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { DossierWords } from "../../cases/rules/escalation.ts";
import { CaseEscalations } from "../../cases/shape/escalation.ts";
import type { EscalationLine } from "../../cases/shape/escalation.ts";
import { PlacedAnswer } from "../../cases/shape/placing.ts";
import { ask, tell } from "../api.ts";
import { useOpen } from "../session.tsx";
import { todayHere } from "../texts/near.ts";
import type { Draft } from "./bodies-of-escalation.ts";
import { namedSchool, termsIn } from "./consent.ts";
import { draftOf, openExchange, sealDraft, sealSecond, sealSending, sealWord, secondOf } from "./escalation.ts";
import type { Exchanged } from "./escalation.ts";
import { holdersAt } from "./holders.ts";
import type { CaseActs, CaseOnScreen } from "./use-case.ts";
import type { ConsentsOnScreen } from "./use-consents.ts";
import { sealNext } from "./writing.ts";

/** `draft` undefined: not to be opened, or not of who it says. `proven`: a colleague signed these very words. */
export type EscalationOnScreen = { readonly line: EscalationLine; readonly draft: Draft | undefined; readonly proven: boolean; readonly words: readonly Exchanged[] };
export type EscalationsOnScreen = Omit<CaseEscalations, "escalations"> & { readonly all: readonly EscalationOnScreen[] };

/** The team that was asked, from the signed question itself. */
export function ministryOf({ opened }: CaseOnScreen, consent: string | null): string {
  const asked = opened.shared.pieces.find(({ raw }) => raw.id === consent)?.examined;
  return (asked?.ok === true ? termsIn(asked.piece)?.team : undefined) ?? "";
}

async function opened(screen: CaseOnScreen, line: EscalationLine): Promise<EscalationOnScreen> {
  const draft = draftOf(screen.opened, line);
  if (draft === undefined) return { line, draft, proven: false, words: [] };
  const { words } = await openExchange(line, { installation: screen.opened.raw.installation, exchange: draft.exchange, ministry: ministryOf(screen, draft.consent), log: screen.log });
  return { line, draft, proven: secondOf(screen.opened, line, screen.log) !== undefined, words };
}

async function load(screen: CaseOnScreen): Promise<EscalationsOnScreen> {
  const { escalations, ...rest } = await ask(`/cases/${screen.opened.raw.id}/escalations`, { out: CaseEscalations });
  return { ...rest, all: await Promise.all(escalations.map((line) => opened(screen, line))) };
}

export function useEscalations(screen: CaseOnScreen, acts: CaseActs) {
  const { keyring } = useOpen();
  const client = useQueryClient();
  const { id } = screen.opened.raw;
  const queryKey = ["escalations", id];
  const heads = [screen.opened.shared.pieces.length, screen.opened.desk?.pieces.length ?? 0];
  const query = useQuery({ queryKey: [...queryKey, ...heads], queryFn: () => load(screen), staleTime: 20_000, refetchInterval: 180_000, placeholderData: (before) => before });
  const again = async (): Promise<void> => {
    await client.invalidateQueries({ queryKey });
    await client.invalidateQueries({ queryKey: ["today"] });
  };
  const parts = (now: CaseOnScreen) => ({ keyring, log: now.log });

  const prepare = async (words: DossierWords): Promise<void> => {
    await acts.inTurn(async (now) => {
      const { escalation, consent, reason, form } = words;
      await tell(`/cases/${id}/escalations`, { method: "POST", body: { id: escalation, consent, reason, form, piece: await sealDraft(now.opened, words, parts(now)) } });
    }, "desk");
    await again();
  };
  const second = async (line: EscalationLine): Promise<void> => {
    await acts.inTurn(async (now) => tell(`/cases/${id}/escalations/${line.id}/second`, { method: "POST", body: { piece: await sealSecond(now.opened, line, parts(now)) } }), "desk");
    await again();
  };
  const send = async (one: EscalationOnScreen, given: ConsentsOnScreen["given"], step: string): Promise<void> => {
    await acts.inTurn(async (now) => {
      const consent = one.draft?.consent ?? "";
      const handing = { opened: now.opened, given, consent, team: ministryOf(now, consent), purpose: "escalation" as const, today: todayHere() };
      // Anonymised: a school that was named must not go along, not even to choose who holds it.
      const held = await holdersAt(handing.team, one.draft?.form === "parts" ? namedSchool(now.opened, given) : undefined);
      await ask(`/cases/${id}/escalations/${one.line.id}/sending`, { method: "POST", body: await sealSending({ ...handing, held }, one.line, step, parts(now)), out: PlacedAnswer });
    });
    await again();
  };
  const reply = async ({ line, draft }: EscalationOnScreen, text: string): Promise<void> => {
    const word = await sealWord(line, { act: "reply", text }, { installation: screen.opened.raw.installation, exchange: draft?.exchange ?? "", ministry: ministryOf(screen, draft?.consent ?? null), log: screen.log, keyring });
    await tell(`/cases/${id}/escalations/${line.id}/replies`, { method: "POST", body: { word } });
    await again();
  };
  const settle = async (line: EscalationLine, text: string): Promise<void> => {
    await acts.inTurn(async (now) => tell(`/cases/${id}/escalations/${line.id}/settlement`, { method: "POST", body: { step: await sealNext(now.opened, { kind: "step", body: { text } }, parts(now)) } }));
    await again();
  };
  return { query, acts: { prepare, second, send, reply, settle } };
}

export type EscalationActs = ReturnType<typeof useEscalations>["acts"];
