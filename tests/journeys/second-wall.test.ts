/**
 * Functions that run with their owner's rights pass row-level security by. Each one that a member can call and that reads what belongs to
 * a case asks whether that case is his; each one that a person with a code can call finds a case by that code alone. Whatever is added
 * later must do so too, or stand here with its reason.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fixedClock } from "../../src/base/index.ts";
import type { Store } from "../../src/store/index.ts";
import { testDatabase } from "../support/database.ts";

/** What belongs to a case, or tells who has to do with one. */
const tables = ["cases", "case_wraps", "pieces", "reporter_keys", "uploads", "upload_chunks", "notices", "case_exclusions", "member_ties", "consents", "case_links", "given_pieces", "referrals", "escalations", "escalation_words", "procedures", "procedure_boards", "procedure_pieces", "procedure_obligations", "call_backs", "call_back_places", "terms", "term_changes", "term_moves", "claims", "ways_back", "check_ins", "access_requests", "audit_contents"];
const asksForMember = /gehoord_(is_my_case|is_of_my_team|may_see|sees|sees_referral|member_sees|mine_or_no_member)\(/;
const findsByCode = /lookup_hmac = lookup|gehoord_(thread_cases|threads|procedure_of)\(lookup/;

const forMembers: Readonly<Record<string, string>> = {
  gehoord_admit: "lets in only whom gehoord_case_readers names, which names nobody to who may not see the case",
  gehoord_audit: "only appends a line; reads the tip of the chain, and no content",
  gehoord_audit_all: "only appends lines; reads the tip of the chain, and no content",
  gehoord_held_alone: "an administrator's question before somebody leaves; a number, and nothing is lost",
  gehoord_held_by_me: "the cases that the asker holds himself",
  gehoord_held_team: "only what came in in this very transaction",
  gehoord_hold_new: "only what came in in this very transaction",
  gehoord_is_hidden_term: "asked by a policy about a term, whose id is shown to nobody who may not see its case",
  gehoord_leaves_teams: "an administrator's act; counts no case that is held one by one",
  gehoord_overdue: "numbers for the coordinator, without what is hidden from him at his own desk",
  gehoord_procedures_overdue: "numbers for the coordinator, without what is hidden from him at his own desk",
  gehoord_reads_much: "counts what the asker himself read",
  gehoord_running_terms: "days for who changes a calendar, without what is hidden from him; no case is named",
  gehoord_seen_in_list: "the asker's own lines",
  gehoord_sees: "gives back the id that was asked, only to who may see that case",
};
const forPersons: Readonly<Record<string, string>> = {
  gehoord_audit: "only appends a line; reads the tip of the chain, and no content",
  gehoord_audit_all: "only appends lines; reads the tip of the chain, and no content",
  gehoord_box_hears: "whether a shared mailbox may hear; asked for a case that the code found",
  gehoord_call_back_ask: "only what came in in this very transaction",
  gehoord_call_back_received: "found by the hash of what was posted, which only its sender has",
  gehoord_claim: "found by the keyed hash of the invented name; answers nothing",
  gehoord_epoch_holders: "public keys; asked for a case that the code found",
  gehoord_free_places: "numbers of free moments",
  gehoord_held_team: "only what came in in this very transaction",
  gehoord_hold_new: "only what came in in this very transaction",
  gehoord_receive: "stores what is new; answers a repeat only to the same hash",
  gehoord_receive_report: "stores what comes in now, its term and its holders; none of them of another case",
  gehoord_received: "found by the hash of what was posted, which only its sender has",
  gehoord_start_term: "writes what was promised to a case that the code found",
  gehoord_take_place: "holds a moment for a form; answers yes or no",
  gehoord_teams_under: "asked for a consent that the code found",
  gehoord_upload_part: "an upload that belongs to no case yet",
  gehoord_upload_start: "an upload that belongs to no case yet",
  gehoord_upload_state: "an upload that belongs to no case yet",
  gehoord_upload_waiting: "an upload that belongs to no case yet",
};

type Known = { readonly name: string; readonly source: string };
let store: Store;
beforeAll(async () => {
  store = await testDatabase({ clock: fixedClock("2026-11-23T09:00:00Z") });
}, 60_000);
afterAll(() => store.close());

async function callableBy(role: string): Promise<readonly Known[]> {
  const rows = await store.asOwner(({ run }) =>
    run(`select p.proname as name, p.prosrc as source from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosecdef and has_function_privilege('${role}', p.oid, 'execute') order by p.proname`),
  );
  const touches = new RegExp(`public\\.(${tables.join("|")})\\b`);
  return (rows as unknown as Known[]).filter(({ source }) => touches.test(source));
}

describe.each([
  { who: "a member", role: "gehoord_member", rule: asksForMember, reasons: forMembers },
  { who: "a person with a code", role: "gehoord_visitor", rule: findsByCode, reasons: forPersons },
])("of what $who can call", ({ role, rule, reasons }) => {
  it("every function asks whose case it is, or has a reason not to", async () => {
    const found = await callableBy(role);
    const unasked = found.filter(({ source }) => !rule.test(source)).map(({ name }) => name);
    expect(unasked.join(" ")).toBe(Object.keys(reasons).toSorted().join(" "));
    expect(found.length).toBeGreaterThan(10);
  });
});
