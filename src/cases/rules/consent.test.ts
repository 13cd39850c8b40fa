/** What counts as a yes: every way in which one can be missing, moved, old, over, somebody else's or made up. */
import { describe, expect, it } from "vitest";
import { agreedTo, ConsentActs, consentAfter, ConsentStates, Purposes, readTerms } from "./consent.ts";
import type { Use, Word } from "./consent.ts";
import { answerable, DeclineReasons, ReferralActs, referralAfter, ReferralStates, ReferralTransitions } from "./referral.ts";

const [here, there, consent, part, other] = [1, 2, 3, 4, 5].map((n) => `00000000-0000-4000-8000-00000000000${n}`) as [string, string, string, string, string];
const terms = { purpose: "referral", team: "balans", parts: [part], later: false, until: "2026-12-31" } as const;
const yes: Word = { kind: "consent", signedBy: "reporter", case: here, piece: other, sequence: 5, body: { ...terms, asked: consent } };
const use: Use = { consent, case: here, purpose: "referral", team: "balans", today: "2026-12-31", part: { case: here, piece: part, sequence: 2 } };
const because = (words: readonly Word[], now: Use = use): string => {
  const answer = agreedTo(words, now);
  return answer.ok ? answer.by : answer.because;
};

describe("a yes", () => {
  it("counts for this receiver, purpose, part and day, and says how it was said", () => {
    expect(because([yes])).toBe("code");
    expect(because([{ ...yes, body: { ...terms, asked: consent, sealedOnArrival: true } }])).toBe("without-script");
    expect(because([{ ...yes, kind: "consent-spoken", piece: consent, signedBy: "member:x", body: terms }])).toBe("spoken");
  });

  it("counts for nothing else", () => {
    expect(because([])).toBe("not-given");
    expect(because([yes], { ...use, consent: other })).toBe("not-given");
    expect(because([yes], { ...use, case: there })).toBe("other-case");
    expect(because([{ ...yes, case: there }])).toBe("other-case");
    expect(because([yes], { ...use, team: "laks" })).toBe("other-receiver");
    expect(because([yes], { ...use, today: "2027-01-01" })).toBe("over");
    expect(because([yes], { ...use, part: { case: here, piece: other, sequence: 2 } })).toBe("other-part");
    for (const purpose of Purposes.filter((one) => one !== "referral")) expect(because([yes], { ...use, purpose })).toBe("other-purpose");
  });

  it("is never the server's own, nor a worker's in the person's place", () => {
    expect(because([{ ...yes, signedBy: "server" }])).toBe("not-signed");
    expect(because([{ ...yes, signedBy: "member:x" }])).toBe("not-signed");
    expect(because([{ ...yes, kind: "consent-spoken", piece: consent, signedBy: "server", body: terms }])).toBe("not-signed");
    expect(because([{ ...yes, kind: "consent-spoken", piece: consent, signedBy: "reporter", body: terms }])).toBe("not-signed");
  });

  it("that was taken back or refused does not come back, in whatever order the words are handed over", () => {
    const back: Word = { kind: "withdrawal", signedBy: "reporter", case: here, piece: there, sequence: 6, body: { consent } };
    expect(because([yes, back])).toBe("withdrawn");
    expect(because([back, yes, { ...yes, sequence: 9 }])).toBe("withdrawn");
    expect(because([yes, { ...back, body: { consent: other } }])).toBe("code");
    expect(because([{ ...back, kind: "consent-refused", body: { asked: consent } }, yes])).toBe("refused");
  });

  it("reaches what comes later only when that was agreed, and only in the same conversation", () => {
    const later = { ...yes, body: { ...terms, later: true, asked: consent } };
    const coming = { case: here, piece: other, sequence: 6 };
    expect(because([yes], { ...use, part: coming })).toBe("other-part");
    expect(because([later], { ...use, part: coming })).toBe("code");
    expect(because([later], { ...use, part: { ...coming, sequence: 4 } })).toBe("other-part");
    expect(because([later], { ...use, part: { ...coming, case: there } })).toBe("other-part");
  });

  it("in another form agrees to nothing", () => {
    for (const body of [undefined, null, 1, "ja", {}, { ...terms, parts: "alles" }, { ...terms, parts: ["x"] }, { ...terms, until: "ooit" }, { ...terms, team: null }, { ...terms, purpose: "constructor" }, { ...terms, later: "ja" }]) {
      expect(readTerms(body)).toBeUndefined();
    }
    expect(readTerms({ ...terms, purpose: "contact-school", team: null })?.team).toBeNull();
    expect(readTerms({ ...terms, purpose: "contact-school" })).toBeUndefined();
  });
});

describe("the states of a consent", () => {
  it("begin with a question, and what ended has no way back", () => {
    for (const state of ConsentStates) {
      const ways = ConsentActs.filter((act) => consentAfter(state, act) !== undefined);
      expect(ways.length > 0).toBe(state === "asked" || state === "given");
    }
    expect(consentAfter("refused", "say-yes")).toBeUndefined();
  });
});

describe("the states of a referral", () => {
  it("have exactly one side that answers to the person, and that is the sender until the receiver said yes", () => {
    for (const state of ReferralStates) expect(answerable[state]).toBe(state === "accepted" ? "receiver" : "sender");
    const seen = new Set<string>(["offered"]);
    for (let grown = true; grown; ) {
      const before = seen.size;
      for (const state of ReferralStates.filter((one) => seen.has(one))) for (const act of ReferralActs) seen.add(referralAfter(state, act) ?? state);
      grown = seen.size > before;
    }
    expect([...seen].toSorted()).toEqual([...ReferralStates].toSorted());
  });

  it("give a reason exactly where somebody declines", () => {
    for (const one of ReferralTransitions) expect(one.needsReason === true).toBe(one.to === "declined");
    expect(DeclineReasons.length).toBe(5);
  });
});
