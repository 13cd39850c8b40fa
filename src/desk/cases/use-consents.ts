/** Consents and referrals of one case: fetched, opened and checked here, and what a worker does with them. */
import { useEffect } from "react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { CaseConsents, GivenAnswer, ReferralAnswer, TargetsAnswer } from "../../cases/shape/consent.ts";
import type { ReferralActPost } from "../../cases/shape/consent.ts";
import type { ConsentAskedBody } from "../../cases/shape.ts";
import type { Purpose, Word } from "../../cases/rules/consent.ts";
import { ask, tell } from "../api.ts";
import { useOpen } from "../session.tsx";
import { todayHere } from "../texts/near.ts";
import { keysToGive, namedSchool, openGiven, originOf, sealReferral, wordsOf } from "./consent.ts";
import type { Handing, OpenedGiven } from "./consent.ts";
import type { CaseActs, CaseOnScreen } from "./use-case.ts";
import { holdersAt } from "./holders.ts";
import { sealNext } from "./writing.ts";
import { Step, wordOfKind } from "./bodies-of-consent.ts";

export type ConsentsOnScreen = CaseConsents & { readonly given: readonly OpenedGiven[] };

async function load({ opened, log }: CaseOnScreen): Promise<ConsentsOnScreen> {
  const { id } = opened.raw;
  const consents = await ask(`/cases/${id}/consents`, { out: CaseConsents });
  const origin = originOf(opened);
  if (origin === undefined) return { ...consents, given: [] };
  const { pieces } = await ask(`/cases/${id}/given`, { out: GivenAnswer });
  return { ...consents, given: await openGiven(pieces, { opened, log, origin, today: todayHere(), purpose: "referral" }) };
}

export function useTargets() {
  return useQuery({ queryKey: ["referral-targets"], queryFn: () => ask("/referral-targets", { out: TargetsAnswer }), staleTime: 60_000 });
}

const saidOn = (word: Word): unknown => (word.body as { asked?: unknown } | undefined)?.asked;

export type Referring = { readonly consent: string; readonly team: string; readonly text: string; readonly step: string };

export function useConsents(screen: CaseOnScreen, acts: CaseActs) {
  const { keyring } = useOpen();
  const client = useQueryClient();
  const { id } = screen.opened.raw;
  const head = screen.opened.shared.pieces.length;
  const queryKey = ["consents", id];
  const query = useQuery({ queryKey: [...queryKey, head], queryFn: () => load(screen), staleTime: 30_000, placeholderData: (before) => before, refetchInterval: ({ state }) => (state.data?.consents.some((one) => one.state === "asked") === true ? 10_000 : false) });
  // The person answered meanwhile: the signed word is fetched, because the server's word alone shows nothing.
  const words = wordsOf(screen.opened);
  const unheard = query.data?.consents.some((one) => one.case === id && one.state === "given" && !words.some((word) => word.kind === "consent-spoken" ? word.piece === one.id : word.kind === "consent" && saidOn(word) === one.id)) === true;
  const { refresh } = acts;
  useEffect(() => {
    if (unheard) void refresh();
    // Once for what is on the screen: a yes that never comes is shown as not proven, not asked for ever.
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `refresh` is another function at every drawing
  }, [unheard, head]);
  const given = query.data?.given ?? [];
  const again = async (): Promise<void> => {
    await client.invalidateQueries({ queryKey });
    await client.invalidateQueries({ queryKey: ["today"] });
  };
  const handing = (now: CaseOnScreen, consent: string, team: string, purpose: Purpose): Handing => ({ opened: now.opened, given, consent, team, purpose, today: todayHere() });

  /** Asked in the conversation, or said by phone. */
  const askFor = async (kind: "consent-asked" | "consent-spoken", body: ConsentAskedBody): Promise<void> => {
    await acts.inTurn(async (now) => {
      const piece = await sealNext(now.opened, { kind, body }, { keyring, log: now.log });
      await tell(`/cases/${id}/consents`, { method: "POST", body: { piece, purpose: body.purpose, team: body.team, until: body.until } });
    });
    await again();
  };
  const withdraw = async (consent: string): Promise<void> => {
    await acts.inTurn(async (now) => {
      const piece = await sealNext(now.opened, { kind: "withdrawal", body: { consent } }, { keyring, log: now.log });
      await tell(`/cases/${id}/consents/${consent}/withdrawal`, { method: "POST", body: { piece } });
    });
    await again();
  };
  const refer = async ({ consent, team, text, step }: Referring): Promise<void> => {
    await acts.inTurn(async (now) => {
      const held = await holdersAt(team, namedSchool(now.opened, given));
      const body = await sealReferral({ ...handing(now, consent, team, "referral"), held }, { text, step }, { keyring, log: now.log });
      await ask(`/cases/${id}/referrals`, { method: "POST", body, out: ReferralAnswer });
    });
    await again();
  };
  /** What came later: to the recipient that was written down when the case went there. */
  const giveMore = async (consent: string, to: { readonly case: string; readonly team: string }): Promise<void> => {
    const steps = screen.opened.shared.pieces.flatMap(({ examined }) => (examined.ok ? (wordOfKind(examined.piece, "step", Step)?.to ?? []) : []));
    const recipient = steps.find((one) => one.case === to.case)?.recipient;
    if (recipient === undefined) return;
    const keys = await keysToGive(handing(screen, consent, to.team, "referral"), recipient);
    await tell(`/cases/${id}/consents/${consent}/parts`, { method: "POST", body: { case: to.case, given: keys } });
    await again();
  };
  const answer = async (of: string, post: ReferralActPost): Promise<void> => {
    await tell(`/cases/${of}/referral`, { method: "POST", body: post });
    await again();
    await acts.refresh();
  };
  return { query, acts: { askFor, withdraw, refer, giveMore, answer } };
}

export type ConsentActs = ReturnType<typeof useConsents>["acts"];
