/** Two workers of a desk, a ministry with two people, and a person who said yes: with the very code of the browsers. */
import { createOrganisation } from "../../src/accounts/index.ts";
import type { CreatedOrganisation } from "../../src/accounts/index.ts";
import { dayOf } from "../../src/base/index.ts";
import type { Handing } from "../../src/desk/cases/consent.ts";
import { sealDraft, sealSecond, sealSending } from "../../src/desk/cases/escalation.ts";
import { makeDeskKey, sealNext } from "../../src/desk/cases/writing.ts";
import type { DossierForm, EscalationReason } from "../../src/cases/rules/escalation.ts";
import type { CaseEscalations, EscalationLine, SendPost } from "../../src/cases/shape/escalation.ts";
import { openWith } from "../../src/site/browser/sealing/talk.ts";
import { answerConsent, openThreads } from "../../src/site/browser/sealing/threads.ts";
import type { Whole } from "../../src/site/browser/sealing/threads.ts";
import { passphrase, reported, totpSecret } from "./cases-world.ts";
import type { Answered, Reported, World } from "./cases-world.ts";
import { asked, deskOf, logOf, openedAt } from "./desks.ts";
import type { Desk } from "./desks.ts";

export const until = "2027-03-31";
export const team = "ocw-team";
export const story = { what: "Joris slaat mij op basisschool 't Vlinderbos", name: "Noor", mode: "confidential", reach: "phone", phone: "0612345678", topic: "bullying", role: "pupil", danger: "now" };

export type Escalating = { readonly world: World; readonly anna: Desk; readonly bram: Desk; readonly olga: Desk; readonly piet: Desk };

export async function withMinistry(world: World): Promise<Escalating> {
  const member = (name: string) => ({ name: `ocw-${name}`, shownName: name, roles: ["ministry"] as const, teams: [team], passphrase, totpSecret });
  const ocw: CreatedOrganisation = await createOrganisation(world.context, { organisation: "ocw", name: "OCW", teams: [{ team, service: "ocw", name: "Ministerie", answerDays: 5 }], members: [member("olga"), member("piet")] });
  return { world, anna: await deskOf(world, world.desk), bram: await deskOf(world, world.desk, 1), olga: await deskOf(world, ocw), piet: await deskOf(world, ocw, 1) };
}

export async function wholeOf(world: World, { identity }: Reported): Promise<Whole> {
  const talk = await openWith(world.line, identity.keys, { installation: world.installation.id });
  if (!talk.ok) throw new Error(talk.because);
  const whole = await openThreads(world.line, talk.value);
  if (!whole.ok) throw new Error(whole.because);
  return whole.value;
}

export async function say(world: World, person: Reported, consent: string, answer: "yes" | "no" | "withdraw"): Promise<void> {
  const whole = await wholeOf(world, person);
  const line = whole.consents.find((one) => one.id === consent);
  if (line === undefined) throw new Error("nothing was asked");
  const said = await answerConsent(world.line, whole, line, answer);
  if (!said.ok) throw new Error(said.because);
}

const parts = async (desk: Desk) => ({ keyring: desk.keyring, log: await logOf(desk) });

export async function askConsent({ anna }: Escalating, id: string, kinds: readonly string[]): Promise<string> {
  const opened = await openedAt(anna, id);
  const chosen = opened.shared.pieces.filter(({ raw }) => kinds.includes(raw.kind)).map(({ raw }) => raw.id);
  const piece = await sealNext(opened, { kind: "consent-asked", body: { purpose: "escalation", team, parts: chosen, later: false, until, text: "Mogen we dit aan het ministerie voorleggen?" } }, await parts(anna));
  const answer = await asked(anna, "POST", `/cases/${id}/consents`, { piece, purpose: "escalation", team, until });
  if (answer.status !== 204) throw new Error(JSON.stringify(answer.json));
  return piece.id;
}

/** Somebody told it, and said yes to sharing these kinds of pieces with the ministry. */
export async function agreed(stage: Escalating, told: Parameters<typeof reported>[1] = story, kinds: readonly string[] = ["report"]): Promise<{ readonly noor: Reported; readonly id: string; readonly consent: string }> {
  const { world, anna } = stage;
  const noor = await reported(world, told);
  const id = noor.post.case;
  const key = await makeDeskKey(anna.team, anna.keyring);
  await asked(anna, "POST", `/cases/${id}/desk-key`, key);
  const consent = await askConsent(stage, id, kinds);
  await say(world, noor, consent, "yes");
  return { noor, id, consent };
}

export type Preparing = { readonly id: string; readonly consent: string; readonly reason?: EscalationReason; readonly form?: DossierForm; readonly text?: string; readonly escalation?: string };

export async function prepared({ world }: Escalating, desk: Desk, { id, consent, reason = "urgent", form = "parts", text = "De school reageert niet.", escalation = world.context.random.uuid() }: Preparing): Promise<{ readonly escalation: string; readonly answer: Answered }> {
  const opened = await openedAt(desk, id);
  const reports = opened.shared.pieces.filter(({ raw }) => raw.kind === "report").map(({ raw }) => raw.id);
  const piece = await sealDraft(opened, { escalation, consent, form, reason, text, parts: form === "parts" ? reports : [] }, await parts(desk));
  return { escalation, answer: await asked(desk, "POST", `/cases/${id}/escalations`, { id: escalation, consent, reason, form, piece }) };
}

export async function escalationsAt(desk: Desk, id: string): Promise<CaseEscalations> {
  return (await asked(desk, "GET", `/cases/${id}/escalations`)).json as unknown as CaseEscalations;
}

export async function lineAt(desk: Desk, id: string, escalation: string): Promise<EscalationLine> {
  const line = (await escalationsAt(desk, id)).escalations.find((one) => one.id === escalation);
  if (line === undefined) throw new Error("no such escalation");
  return line;
}

export async function seconded(desk: Desk, id: string, escalation: string): Promise<Answered> {
  const piece = await sealSecond(await openedAt(desk, id), await lineAt(desk, id, escalation), await parts(desk));
  return asked(desk, "POST", `/cases/${id}/escalations/${escalation}/second`, { piece });
}

export async function sealedSending({ world }: Escalating, desk: Desk, at: { readonly id: string; readonly consent: string; readonly escalation: string }): Promise<SendPost> {
  const handing: Handing = { opened: await openedAt(desk, at.id), given: [], consent: at.consent, team, purpose: "escalation", today: dayOf(world.clock.now()) };
  return sealSending(handing, await lineAt(desk, at.id, at.escalation), "We legden dit voor aan het ministerie.", await parts(desk));
}

export type Sent = { readonly noor: Reported; readonly id: string; readonly consent: string; readonly escalation: string; readonly to: string; readonly post: SendPost };

/** Agreed, prepared by one, seconded by another, sent. */
export async function sent(stage: Escalating, more: Partial<Preparing> & { readonly told?: Parameters<typeof reported>[1] } = {}): Promise<Sent> {
  const { noor, id, consent } = await agreed(stage, more.told);
  const { escalation } = await prepared(stage, stage.anna, { ...more, id, consent });
  await seconded(stage.bram, id, escalation);
  const post = await sealedSending(stage, stage.anna, { id, consent, escalation });
  const answer = await asked(stage.anna, "POST", `/cases/${id}/escalations/${escalation}/sending`, post);
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.json));
  return { noor, id, consent, escalation, to: post.placed.case, post };
}
