/**
 * For every pair of organisations, every role and every kind of part: the receiver reads exactly what was agreed, and
 * nothing after it was taken back or its day was over. Generated; opened with the code that runs in workers' browsers.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Roles, rolesMay } from "../../src/accounts/rules/permissions.ts";
import { cookieHeader, openSession } from "../../src/accounts/actions/sign-in.ts";
import { insertMember } from "../../src/accounts/records/members.ts";
import { dayOf, systemRandom } from "../../src/base/index.ts";
import { endLapsed } from "../../src/cases/jobs.ts";
import type { GivenAnswer } from "../../src/cases/shape/consent.ts";
import { consentKinds, openGiven, originOf } from "../../src/desk/cases/consent.ts";
import { draftOf, openWith, say } from "../../src/site/browser/sealing/talk.ts";
import { answerConsent, openThreads } from "../../src/site/browser/sealing/threads.ts";
import { casesWorld, filledForm, pointOf, sealedReport } from "./cases-world.ts";
import type { Reported, World } from "./cases-world.ts";
import { asked, askConsent, deskOf, logOf, offer, openedAt } from "./desks.ts";
import type { Desk } from "./desks.ts";
import { newIdentity, sealReport } from "../../src/site/browser/sealing/report.ts";
import type { SupportPoint, TicketAnswer } from "../../src/cases/shape.ts";
import { recipientOf } from "../../src/envelope/index.ts";

let world: World;
let desks: readonly Desk[];
beforeAll(async () => {
  world = await casesWorld();
  desks = [await deskOf(world, world.desk), await deskOf(world, world.other)];
}, 60_000);
afterAll(() => world.close());

const today = (): string => dayOf(world.clock.now());
const kinds = ["label", "report", "contact", "message", "safety"] as const;
/** Every choice of one kind, all of them, and two that lie apart. */
const choices: readonly (readonly string[])[] = [...kinds.map((kind) => [kind]), [...kinds], ["report", "safety"]];

async function toldTo(desk: Desk): Promise<Reported> {
  const points = (await world.api("GET", "/api/v1/support-points")).json as unknown as readonly SupportPoint[];
  const point = points.find((one) => one.team === desk.team) ?? (await pointOf(world));
  const { ticket, case: id } = (await world.api("POST", "/api/v1/report-tickets")).json as unknown as TicketAnswer;
  const identity = await newIdentity(world.installation.salt);
  const to = { installation: world.installation.id, team: point.team, epoch: point.epoch, recipient: point.recipient, noticeRecipient: await recipientOf(world.context.secrets.noticeIdentity), ticket, case: id, language: "nl" };
  const post = await sealReport(to, filledForm({ what: "Ze wachten me op", name: "Sam", mode: "confidential", reach: "phone", phone: "0612345678", topic: "threat" }), identity, []);
  expect((await world.api("POST", "/api/v1/reports", post)).status).toBe(201);
  const talk = await openWith(world.line, identity.keys, { installation: world.installation.id });
  if (!talk.ok) throw new Error(talk.because);
  const said = await say(world.line, talk.value, draftOf([{ kind: "message", body: { text: "nog iets" } }, { kind: "safety", body: { safe: true } }], { safety: "safe" }));
  if (!said.ok) throw new Error(said.because);
  return { identity, post } as Awaited<ReturnType<typeof sealedReport>>;
}

async function answered({ identity }: Reported, answer: "yes" | "withdraw"): Promise<void> {
  const talk = await openWith(world.line, identity.keys, { installation: world.installation.id });
  const whole = talk.ok ? await openThreads(world.line, talk.value) : talk;
  if (!whole.ok) throw new Error(whole.because);
  const line = whole.value.consents.at(-1);
  const said = line === undefined ? undefined : await answerConsent(world.line, whole.value, line, answer);
  if (said?.ok !== true) throw new Error("not said");
}

/** The kinds that a desk can show of what was given to a case. */
async function shownAt(desk: Desk, id: string): Promise<string[]> {
  const { json, status } = await asked(desk, "GET", `/cases/${id}/given`);
  if (status !== 200) return [];
  const opened = await openedAt(desk, id);
  const parts = await openGiven((json as unknown as GivenAnswer).pieces, { opened, log: await logOf(desk), today: today(), origin: originOf(opened), purpose: "referral" });
  return parts.filter((one) => one.ok && !consentKinds.has(one.raw.kind)).map((one) => one.raw.kind).toSorted();
}

async function given(from: Desk, to: Desk, wanted: readonly string[]): Promise<{ readonly who: Reported; readonly referred: string }> {
  const who = await toldTo(from);
  const consent = await askConsent(from, who.post.case, { team: to.team, kinds: wanted, until: dayOf(new Date(world.clock.now().getTime() + 86_400_000)) });
  await answered(who, "yes");
  const referred = await offer(from, who.post.case, { team: to.team, consent, today: today() });
  expect((await asked(to, "POST", `/cases/${referred}/referral`, { act: "accept" })).status).toBe(204);
  return { who, referred };
}

const pairs = [[0, 1], [1, 0]] as const;
const table = pairs.flatMap(([from, to]) => choices.map((wanted) => ({ from, to, wanted, name: `from ${from} to ${to}: ${wanted.join(", ")}` })));

describe("the receiver", () => {
  it.each(table)("reads exactly what was agreed, and nothing once it was taken back, $name", async ({ from, to, wanted }) => {
    const [sender, receiver] = [desks[from], desks[to]] as [Desk, Desk];
    const { who, referred } = await given(sender, receiver, wanted);
    expect(await shownAt(receiver, referred)).toEqual([...wanted].toSorted());
    expect(await shownAt(sender, referred)).toEqual([]);
    expect((await asked(receiver, "GET", `/cases/${who.post.case}`)).status).toBe(404);
    await answered(who, "withdraw");
    expect(await shownAt(receiver, referred)).toEqual([]);
  });

  it.each(pairs)("reads nothing after the last day, before any job ran and after, from %i to %i", async (from, to) => {
    const [sender, receiver] = [desks[from], desks[to]] as [Desk, Desk];
    const { referred } = await given(sender, receiver, ["report"]);
    expect(await shownAt(receiver, referred)).toEqual(["report"]);
    world.clock.advance(2 * 86_400_000);
    desks = [await deskOf(world, world.desk), await deskOf(world, world.other)];
    const again = desks[to] as Desk;
    expect((await asked(again, "GET", `/cases/${referred}/given`)).json).toEqual({ pieces: [] });
    expect(await endLapsed(world.context)).toBeGreaterThan(0);
    const left = await world.store.asOwner(({ run }) => run("select count(*)::int as n from given_pieces where to_case = $1", [referred]));
    expect(left[0]?.["n"]).toBe(0);
  });
});

describe("every role of every organisation", () => {
  it("gets what was given only when it works in the receiving team", async () => {
    const [sender, receiver] = desks as [Desk, Desk];
    const { referred } = await given(sender, receiver, ["report"]);
    for (const organisation of ["balans", "kindertelefoon"]) {
      for (const role of Roles) {
        for (const inTeam of [true, false]) {
          const cookie = await session(organisation, role, inTeam);
          const answer = await world.api("GET", `/api/v1/cases/${referred}/given`, undefined, cookie);
          const may = organisation === "kindertelefoon" && inTeam && rolesMay([role], "case.read");
          expect([answer.status, JSON.stringify(answer.json).includes("sealed")], `${organisation} ${role} ${inTeam}`).toEqual(may ? [200, true] : [rolesMay([role], "case.read") ? 404 : 403, false]);
        }
      }
    }
  });
});

async function session(organisation: string, role: (typeof Roles)[number], inTeam: boolean): Promise<string> {
  const member = systemRandom.uuid();
  return world.context.db.transaction({ role: "system" }, async (tx) => {
    await insertMember(tx, {
      member: { id: member, organisation, name: member, shown_name: role, roles: [role], status: "active", certified: true },
      keys: { member, organisation, recipient: `age1pq1${member.replaceAll("-", "")}`, sign_public: systemRandom.bytes(32), wrapped: systemRandom.bytes(200) },
      credential: { member, salt: systemRandom.bytes(16), auth_salt: systemRandom.bytes(16), auth_hash: systemRandom.bytes(32), totp_sealed: systemRandom.bytes(48) },
      teams: inTeam ? [`${organisation}-desk`] : [],
    });
    const opened = await openSession(world.context, tx, { member, organisation });
    return cookieHeader(opened.ok ? opened.value : undefined)["set-cookie"]?.split(";")[0] ?? "";
  });
}
