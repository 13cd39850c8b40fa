import { OffersAnswer } from "../../cases/shape/consent.ts";
import { ask } from "../api.ts";
import { word } from "../cases/bodies.ts";
import { openSummaries } from "../cases/opening.ts";
import type { OpenedSummary } from "../cases/opening.ts";
import type { Open } from "../session.tsx";
import { todaySource } from "./source.ts";

export type Offer = OpenedSummary & { readonly answerBy: string; readonly fromName: { readonly nl: string; readonly en: string } };

/** What waits for a yes or no, with its label opened here. */
export async function loadOffers({ keyring }: Open): Promise<readonly Offer[]> {
  const { offers } = await ask("/referrals", { out: OffersAnswer });
  const opened = await openSummaries(offers, keyring);
  return opened.flatMap((one, at): Offer[] => {
    const raw = offers[at];
    return raw === undefined ? [] : [{ ...one, answerBy: raw.answerBy, fromName: raw.fromName }];
  });
}

/** Referrals under today: somebody waits for a yes or no. */
export const offersToAnswer = todaySource({
  name: "offers",
  permission: "case.list",
  query: loadOffers,
  rows: (offers, { t, today, near }) =>
    offers.map((one) => ({
      key: `offer ${one.id}`,
      band: one.answerBy <= today || one.urgent ? ("first" as const) : ("today" as const),
      at: one.answerBy,
      kind: t.consent.offers.kind,
      subject: word(t.topics, one.label?.topic) ?? t.consent.offers.subject,
      reason: t.consent.offers.from(one.fromName.nl, near(one.answerBy)),
      to: `/zaken/${one.id}`,
    })),
});
