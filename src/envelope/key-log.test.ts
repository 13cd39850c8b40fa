import { describe, expect, it } from "vitest";
import { toBase64Url, utf8 } from "./bytes.ts";
import { canonicalJson } from "./canonical.ts";
import { hashOf } from "./derive.ts";
import { fingerprint } from "./fingerprint.ts";
import { currentTeamKey, entryHash, isKeyLogEntry, isSignedBy, memberKey, nextEntry, rootOf, verifyKeyLog } from "./key-log.ts";
import type { KeyLogEntry, KeyLogStatement } from "./key-log.ts";
import { signerFrom } from "./sign.ts";
import type { Signer } from "./sign.ts";

const seed = (byte: number): Signer => signerFrom(new Uint8Array(32).fill(byte));
const [balans, ouders, noor, anna] = [seed(1), seed(2), seed(3), seed(4)];
const recipient = "age1pq1example";

type Step = { readonly by: Signer; readonly says: KeyLogStatement };
const root = (organisation: string, by: Signer): Step => ({ by, says: { kind: "root", organisation, root: toBase64Url(by.publicKey) } });
const team = (epoch: number, more: Partial<Extract<KeyLogStatement, { kind: "team" }>> = {}, by = balans): Step => ({ by, says: { kind: "team", organisation: "balans", team: "desk", recipient: `${recipient}${epoch}`, epoch, ...more } });
const member = (name: string, key: Signer, more: Partial<Extract<KeyLogStatement, { kind: "member" }>> = {}, by = balans): Step => ({
  by,
  says: { kind: "member", organisation: "balans", member: name, team: "desk", signKey: toBase64Url(key.publicKey), recipient, ...more },
});
const revoked = (name: string, organisation = "balans", by = balans): Step => ({ by, says: { kind: "revocation", organisation, member: name } });

function logOf(...steps: readonly Step[]): KeyLogEntry[] {
  return steps.reduce<KeyLogEntry[]>((log, step) => [...log, nextEntry(log, step.says, step.by)], []);
}
const good = logOf(root("balans", balans), team(1), member("noor", noor), root("ouders", ouders), member("anna", anna), revoked("noor"), team(2), member("noor", anna));
const verdict = (...steps: readonly Step[]): string => {
  const answer = verifyKeyLog(logOf(...steps));
  return answer.ok ? "ok" : `${answer.reason} ${answer.at}`;
};
const judged = (entries: readonly KeyLogEntry[], known?: { sequence: number; head: string }): string => {
  const answer = verifyKeyLog(entries, known);
  return answer.ok ? "ok" : `${answer.reason} ${answer.at}`;
};
const changed = (at: number, change: object): KeyLogEntry[] => good.map((entry, here) => (here === at ? ({ ...entry, ...change } as KeyLogEntry) : entry));

describe("the public key log", () => {
  it("is accepted when every line follows from the ones before", () => {
    expect(verifyKeyLog(good)).toEqual({ ok: true, sequence: 8, head: entryHash(good[7] as KeyLogEntry) });
    expect(verifyKeyLog([])).toEqual({ ok: true, sequence: 0, head: "" });
    for (let length = 0; length <= good.length; length += 1) expect(judged(good.slice(0, length))).toBe("ok");
  });

  it("is written in this form, which later releases must keep", () => {
    const { signature, ...first } = good[0] as KeyLogEntry;
    expect(first).toEqual({ kind: "root", organisation: "balans", root: toBase64Url(balans.publicKey), sequence: 1, previous: "" });
    expect(signature).toBe(toBase64Url(balans.sign(utf8(`gehoord key log v1\n${canonicalJson(first)}`))));
    expect(good[1]?.previous).toBe(hashOf(utf8(canonicalJson(good[0] as KeyLogEntry))));
    expect(good.map((entry) => entry.sequence)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it("is refused when a line was changed, left out, exchanged or added by somebody else", () => {
    expect(judged(changed(1, { recipient: "age1pq1evil" }))).toBe("wrong-signature 1");
    expect(judged(changed(0, { root: toBase64Url(ouders.publicKey) }))).toBe("wrong-signature 0");
    expect(judged(changed(1, { signature: "!" }))).toBe("wrong-signature 1");
    expect(judged(changed(1, { signature: toBase64Url(new Uint8Array(64)) }))).toBe("wrong-signature 1");
    expect(judged(changed(2, { sequence: 4 }))).toBe("wrong-sequence 2");
    expect(judged(good.toSpliced(2, 1))).toBe("wrong-sequence 2");
    expect(judged(good.slice(1))).toBe("wrong-sequence 0");
    expect(judged(changed(3, { previous: "" }))).toBe("chain-broken 3");
    expect(judged(changed(0, { previous: "x" }))).toBe("chain-broken 0");
    expect(verdict(root("balans", balans), team(1, {}, ouders))).toBe("wrong-signature 1");
    expect(verdict(root("balans", balans), root("ouders", ouders), team(1, {}, ouders))).toBe("wrong-signature 2");
  });

  it("has one root for each organisation, before anything else of it", () => {
    expect(verdict(team(1))).toBe("root-missing 0");
    expect(verdict(root("ouders", ouders), team(1))).toBe("root-missing 1");
    expect(verdict(root("balans", balans), root("balans", balans))).toBe("root-twice 1");
    expect(verdict(root("balans", balans), root("balans", ouders))).toBe("root-twice 1");
    expect(verdict({ by: ouders, says: root("balans", balans).says })).toBe("wrong-signature 0");
  });

  it("counts epochs by one, for each team apart", () => {
    expect(verdict(root("balans", balans), team(2))).toBe("wrong-epoch 1");
    expect(verdict(root("balans", balans), team(1), team(1))).toBe("wrong-epoch 2");
    expect(verdict(root("balans", balans), team(1), team(3))).toBe("wrong-epoch 2");
    expect(verdict(root("balans", balans), team(1), team(2), team(1, { team: "night" }))).toBe("ok");
  });

  it("takes only hybrid recipients: a classic key would lose what quantum computers must not open", () => {
    expect(verdict(root("balans", balans), team(1, { recipient: "age1classic" }))).toBe("not-hybrid 1");
    expect(verdict(root("balans", balans), member("noor", noor, { recipient: "age1classic" }))).toBe("not-hybrid 1");
    expect(verdict(root("balans", balans), member("noor", noor, { recipient: "xage1pq1" }))).toBe("not-hybrid 1");
  });

  it("lets no organisation speak for another's team or member", () => {
    const both = [root("balans", balans), root("ouders", ouders), team(1), member("noor", noor)];
    expect(verdict(...both, team(2, { organisation: "ouders" }, ouders))).toBe("other-organisation 4");
    expect(verdict(...both, member("noor", anna, { organisation: "ouders", team: "phone" }, ouders))).toBe("other-organisation 4");
    expect(verdict(...both, member("anna", anna, { organisation: "ouders" }, ouders))).toBe("other-organisation 4");
    expect(verdict(...both, revoked("noor", "ouders", ouders))).toBe("other-organisation 4");
    expect(verdict(...both, member("anna", anna, { organisation: "ouders", team: "phone" }, ouders))).toBe("ok");
  });

  it("revokes only who is certified", () => {
    expect(verdict(root("balans", balans), revoked("noor"))).toBe("member-unknown 1");
    expect(verdict(root("balans", balans), member("noor", noor), revoked("noor"), revoked("noor"))).toBe("member-unknown 3");
    expect(verdict(root("balans", balans), member("noor", noor), revoked("noor"), member("noor", noor), revoked("noor"))).toBe("ok");
  });

  it("that is shorter or different from what was seen was rolled back", () => {
    const seen = { sequence: 3, head: entryHash(good[2] as KeyLogEntry) };
    expect(judged(good, seen)).toBe("ok");
    expect(judged(good.slice(0, 3), seen)).toBe("ok");
    expect(judged(good.slice(0, 2), seen)).toBe("rolled-back 2");
    expect(judged(logOf(root("balans", balans), team(1), member("noor", anna)), seen)).toBe("rolled-back 2");
    expect(judged(good, { sequence: 0, head: "" })).toBe("ok");
  });
});

describe("an entry from the network", () => {
  it("has exactly the fields of its kind", () => {
    for (const entry of good) expect(isKeyLogEntry(JSON.parse(JSON.stringify(entry)))).toBe(true);
    const cases: [number, object][] = [
      [0, { root: "short" }], [0, { root: 1 }], [0, { kind: "other" }], [0, { kind: "toString" }], [0, { kind: undefined }], [0, { organisation: "" }], [0, { organisation: "a\ud800" }], [0, { organisation: 1 }], [0, { extra: 1 }], [0, { previous: 1 }], [0, { signature: "" }],
      [0, { sequence: 0 }], [0, { sequence: "1" }], [0, { sequence: 1.5 }],
      [1, { epoch: 0 }], [1, { epoch: "1" }], [1, { team: "" }], [1, { recipient: 5 }],
      [2, { signKey: toBase64Url(new Uint8Array(31)) }], [2, { signKey: 3 }], [2, { member: "" }], [2, { team: null }],
      [5, { member: 7 }], [5, { team: "desk" }],
    ];
    for (const [at, change] of cases) expect([change, judged(changed(at, change))]).toEqual([change, `wrong-form ${at}`]);
    for (const entry of good) for (const name of Object.keys(entry)) expect([name, isKeyLogEntry(Object.fromEntries(Object.entries(entry).filter(([one]) => one !== name)))]).toEqual([name, false]);
    for (const odd of [null, undefined, "root", 3, []]) expect(isKeyLogEntry(odd)).toBe(false);
  });

  it("is checked against the root that a visitor was given", () => {
    expect(isSignedBy(good[1] as KeyLogEntry, balans.publicKey)).toBe(true);
    expect(isSignedBy(good[1] as KeyLogEntry, ouders.publicKey)).toBe(false);
  });
});

describe("a verified log answers", () => {
  it("with the newest key of a team, and that team only", () => {
    expect(currentTeamKey(good, "desk")?.epoch).toBe(2);
    expect(currentTeamKey(good.slice(0, 6), "desk")?.recipient).toBe(`${recipient}1`);
    expect(currentTeamKey(good, "noor")).toBeUndefined();
    expect(currentTeamKey([], "desk")).toBeUndefined();
  });

  it("with the certificate of a member as it stood then", () => {
    const keyAt = (at: number): string | undefined => memberKey(good, "noor", at)?.signKey;
    expect([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map(keyAt)).toEqual([undefined, undefined, undefined, toBase64Url(noor.publicKey), toBase64Url(noor.publicKey), toBase64Url(noor.publicKey), undefined, undefined, toBase64Url(anna.publicKey), undefined]);
    expect(memberKey(good, "anna", 8)?.member).toBe("anna");
    expect(memberKey(good, "desk", 8)).toBeUndefined();
  });

  it("with the root of an organisation", () => {
    expect(rootOf(good, "ouders")).toEqual(ouders.publicKey);
    expect(rootOf(good, "balans")).toEqual(balans.publicKey);
    expect(rootOf(good, "nobody")).toBeUndefined();
    expect(rootOf(good.slice(1, 3), "balans")).toBeUndefined();
  });
});

describe("a fingerprint", () => {
  it("is six groups of five digits, the same on both ends of the line", () => {
    expect(fingerprint(noor.publicKey, recipient)).toMatch(/^\d{5}( \d{5}){5}$/);
    expect(fingerprint(utf8("abc"))).toBe(fingerprint("abc"));
    expect(fingerprint("abc")).toBe("02240 58877 09301 92990 17504 03744");
  });

  it("changes when any of the keys changes, or their order", () => {
    const all = [fingerprint("a", "b"), fingerprint("b", "a"), fingerprint("ab"), fingerprint("a"), fingerprint("a", "b", ""), fingerprint()];
    expect(new Set(all).size).toBe(all.length);
  });
});
