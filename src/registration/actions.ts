/** What a worker does about counting: one contact, one fact; the same contact again, the same fact in other words. */
import { dayOf, ok, refused } from "../base/index.ts";
import type { Context, RequestContext, Result } from "../base/index.ts";
import { weekOf } from "../cases/index.ts";
import { factsOf, hashedMatter, hashedToken, insertArrival, openRow, organisationsWithFacts, sealRow } from "./records/index.ts";
import { factColumns } from "./facts/index.ts";
import type { Fact } from "./facts/index.ts";
import { FactFields, inNewest } from "./rules/codes.ts";
import type { Codes } from "./rules/codes.ts";
import type { FactPost } from "./shape.ts";

/** What is kept. The week stands beside it. `marks`: `writtenMarks`; left out in what was counted before there were any. `matter`: only of what was linked. */
export type Kept = { readonly token: string; readonly version: number; readonly codes: readonly string[]; readonly marks?: string; readonly matter?: Matter };
/** Quarter in which it holds, and the token as it is kept. */
export type Matter = readonly [quarter: string, token: string];
/** What waits for the week to end. `at`: which of two about one contact is the later; gone with the batch. */
export type Arrival = Kept & { readonly week: string; readonly at: number };

export const listed = (codes: Codes): readonly string[] => FactFields.map((field) => codes[field]);
export const named = (codes: readonly string[]): Codes => Object.fromEntries(FactFields.map((field, at) => [field, codes[at] ?? ""])) as Codes;

/** Registers or corrects. Says nothing about whether there was one before: nobody can try tokens out. */
export async function registerFact(context: RequestContext, { token, version, codes, marks, matter }: FactPost): Promise<Result<Record<string, never>>> {
  const { actor, clock, random } = context;
  if (actor.kind !== "member") return refused("not-signed-in");
  const { member, organisation } = actor;
  const now = clock.now();
  const arrival: Arrival = {
    week: weekOf(dayOf(now)), at: now.getTime(), token: hashedToken(context, token), version, codes: listed(codes),
    ...(marks === undefined ? {} : { marks }),
    ...(matter === undefined ? {} : { matter: [matter.quarter, hashedMatter(context, matter)] }),
  };
  await context.db.transaction({ role: "member", member, organisation }, async (tx) => {
    await insertArrival(tx, { id: random.uuid(), organisation, sealed: sealRow(context, { table: "arrival", organisation, at: "" }, arrival) });
    // Who registered something and when, without a word on what or about which case.
    await tx.audit({ act: "fact.registered", by: "member", member, organisation });
  });
  return ok({});
}

/**
 * Everything counted so far, in the newest words, ordered by what it says, so that the order says nothing more. For releases; under
 * the system's role.
 */
export async function allFacts(context: Context): Promise<readonly Fact[]> {
  return context.db.transaction({ role: "system" }, async (tx) => {
    const facts: Fact[] = [];
    for (const organisation of await organisationsWithFacts(tx)) {
      for (const { week, sealed } of await factsOf(tx, organisation)) {
        const { version, codes, matter } = openRow(context, { table: "fact", organisation, at: week }, sealed) as Kept;
        facts.push({ week, organisation, ...inNewest(version, named(codes)), matter: matter?.[1] ?? "" });
      }
    }
    const key = (one: Fact): string => factColumns.map((column) => one[column]).join(" ");
    return facts.map((one) => [key(one), one] as const).toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, one]) => one);
  });
}
