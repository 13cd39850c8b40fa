import { describe, expect, it } from "vitest";
import type { CaseCounting } from "../../cases/shape/counting.ts";
import type { OpenedCase } from "../cases/opening.ts";
import { isLinked, seenIn } from "./seen.ts";

type Piece = { readonly kind: string; readonly by: string; readonly day: string; readonly body?: unknown; readonly ok?: false };

const shown = ({ kind, by, day, body = {}, ok = true }: Piece, at: number) => ({
  raw: { kind, day, sequence: at + 1 },
  examined: ok ? { ok, piece: { header: { kind, case: "here", piece: `piece-${String(at)}`, sequence: at + 1 }, signedBy: by, body: new TextEncoder().encode(JSON.stringify(body)) } } : { ok },
});
const opened = (shared: readonly Piece[], desk: readonly Piece[] = [], state = "open"): OpenedCase =>
  ({ raw: { id: "here", state }, shared: { pieces: shared.map(shown), identities: new Map() }, desk: { pieces: desk.map(shown) } }) as unknown as OpenedCase;
const open: CaseCounting = { promised: null, callBack: null, checkIns: [], offered: [], brought: null };
const seen = (of: OpenedCase, more: Partial<CaseCounting> = {}) => seenIn({ opened: of, open: { ...open, ...more }, today: "2026-12-01" });

const label: Piece = { kind: "label", by: "reporter", day: "2026-11-02", body: { mode: "anonymous", forWhom: "self", urgent: false } };
const request: Piece = { kind: "call-back", by: "reporter", day: "2026-11-02", body: { slot: "2026-11-03T09:00:00Z", phone: "0612345678", rules: [] } };
const attempt = (act: string, day: string): Piece => ({ kind: "attempt", by: "member:anna", day, body: { act, about: "piece-1" } });

describe("what a worker's browser sees to be counted", () => {
  it("is the call as colleagues signed it: reading the rules is no attempt", () => {
    const called = opened([label, request], [attempt("acknowledge", "2026-11-03"), attempt("no-answer", "2026-11-03"), attempt("spoken", "2026-11-04")]);
    expect(seen(called, { callBack: "spoken" })).toMatchObject({ call: { outcome: "spoken", tries: 2 }, answeredOn: "2026-11-04" });
    // A server that says "spoken" where nobody signed it is not believed.
    expect(seen(opened([label, request]), { callBack: "spoken" }).call).toEqual({ outcome: "waiting", tries: 0 });
    expect(seen(opened([label, request], [attempt("wrong-person", "2026-11-03")]), { callBack: "wrong-person" }).call?.outcome).toBe("not-reached");
    expect(seen(opened([label, request]), { callBack: "cancelled" }).call?.outcome).toBe("called-off");
    expect(seen(opened([label]), { callBack: "asked" }).call).toBeUndefined();
  });

  it("is the person's own word only: what the server or a colleague signed answers nothing", () => {
    const said = (by: string, ok?: false): Piece => ({ kind: "check-in", by, day: "2026-11-20", body: { better: "yes", retaliation: "no" }, ...(ok === undefined ? {} : { ok }) });
    const answers = (...pieces: Piece[]): readonly unknown[] => seen(opened([label, ...pieces])).saidLater;
    expect(answers(said("reporter"))).toEqual([{ day: "2026-11-20", better: "yes" }]);
    expect(answers(said("server"), said("member:anna"), said("reporter", false))).toEqual([]);
    expect(seen(opened([label, { kind: "helped", by: "server", day: "2026-11-20", body: { answer: "yes" } }])).helped).toBeUndefined();
  });

  it("is a report without a name only when the person sent it, and the days on which the person wrote", () => {
    const message = (by: string, day: string): Piece => ({ kind: "message", by, day, body: { text: "Ik ben er weer" } });
    expect(seen(opened([label, message("reporter", "2026-11-09"), message("member:anna", "2026-11-10")]))).toMatchObject({ came: true, anonymous: true, firstDay: "2026-11-02", wroteOn: ["2026-11-09"] });
    expect(seen(opened([{ ...label, by: "member:anna" }])).came).toBe(false);
  });

  it("is a link only under a yes that the person signed and did not take back", () => {
    const consent = "11111111-1111-4111-8111-111111111111";
    const yes = (by: string): Piece => ({ kind: "consent", by, day: "2026-11-05", body: { asked: consent, purpose: "referral", team: "other-desk", parts: [], later: false, until: "2026-11-06" } });
    const offered = [{ team: "other-desk", consent, state: "accepted" as const }];
    const linked = (pieces: readonly Piece[], more: Partial<CaseCounting> = {}): boolean => isLinked({ opened: opened([label, ...pieces]), open: { ...open, offered, ...more }, today: "2026-12-01" });
    // It is over by now; it was one when the other desk accepted.
    expect(linked([yes("reporter")])).toBe(true);
    expect([linked([]), linked([yes("server")]), linked([yes("reporter"), { kind: "withdrawal", by: "reporter", day: "2026-11-07", body: { consent } }])]).toEqual([false, false, false]);
    expect(linked([yes("reporter")], { offered: [{ team: "other-desk", consent, state: "declined" }] })).toBe(false);
    expect(linked([yes("reporter")], { offered: [{ team: "third-desk", consent, state: "accepted" }] })).toBe(false);
    const brought = [{ kind: "referral", by: "member:noor", day: "2026-11-05", body: { from: "there", consent, reporterKeys: [], text: "", matter: "m".repeat(43) } }];
    const under = (state: "given" | "lapsed" | "withdrawn", at: "accepted" | "offered" = "accepted"): boolean => linked(brought, { offered: [], brought: { state: at, consent: state } });
    expect([under("given"), under("lapsed"), under("withdrawn"), under("given", "offered")]).toEqual([true, true, false, false]);
  });
});
