/** A complaints committee with two secretaries, a parent and a school's board: through the modules that run in their browsers. */
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createOrganisation } from "../../src/accounts/index.ts";
import type { CreatedOrganisation } from "../../src/accounts/index.ts";
import { nodeArgon2 } from "../../src/base/argon2-node.ts";
import { identitiesInCase } from "../../src/cases/rules/procedure-chain.ts";
import type { ProcedureEntry } from "../../src/cases/rules/procedure-chain.ts";
import type { ProcedureAct } from "../../src/cases/rules/procedure.ts";
import type { DeskCase } from "../../src/cases/shape.ts";
import type { DeskProcedure, ProcedureBody, ProcedureStepPost } from "../../src/cases/shape/procedure.ts";
import { piecesOfKind, openCase } from "../../src/desk/cases/opening.ts";
import type { OpenedCase } from "../../src/desk/cases/opening.ts";
import { beginProcedure, complainantsIn, inviteBoard, openOnDesk, sealRenewal, sealStep } from "../../src/desk/cases/procedure.ts";
import type { ProcedureOnDesk } from "../../src/desk/cases/procedure.ts";
import { sealNext, sealNextEpoch } from "../../src/desk/cases/writing.ts";
import type { Keyring } from "../../src/desk/keyring/keyring.ts";
import type { KeyLogEntry } from "../../src/envelope/index.ts";
import type { Answer } from "../../src/site/browser/sealing/api.ts";
import { boardWay, complainantWay, openProcedure, sayInProcedure } from "../../src/site/browser/sealing/procedure.ts";
import type { Procedure, Way } from "../../src/site/browser/sealing/procedure.ts";
import { keysOf, openWith } from "../../src/site/browser/sealing/talk.ts";
import { testFolder } from "../support/database.ts";
import { casesWorld, passphrase, reported, root, totpSecret } from "./cases-world.ts";
import type { Answered, Reported, World } from "./cases-world.ts";

export const committeeTeam = "lkc-desk";

/** A house whose law data says something else than today's: for what a law of another day would do. */
export function houseWithLaw(change: (law: Record<string, unknown>) => Record<string, unknown>): string {
  const house = testFolder();
  mkdirSync(join(house, "content/procedure"), { recursive: true });
  symlinkSync(join(root, "content/organisations"), join(house, "content/organisations"));
  const law = JSON.parse(readFileSync(join(root, "content/procedure/law.json"), "utf8")) as Record<string, unknown>;
  writeFileSync(join(house, "content/procedure/law.json"), JSON.stringify(change(law)));
  return house;
}

export type Secretary = {
  readonly name: string;
  readonly keyring: Keyring;
  cookie: string;
};

export type Committee = { readonly world: World; readonly organisation: CreatedOrganisation; readonly sara: Secretary; readonly stef: Secretary };

export async function committeeWorld(house = root, among?: World): Promise<Committee> {
  const world = among ?? (await casesWorld("2026-11-23T09:00:00Z", house));
  const member = (name: string) => ({ name, shownName: name, roles: ["secretary"] as const, teams: [committeeTeam], passphrase, totpSecret });
  const organisation = await createOrganisation(world.context, { organisation: "onderwijsgeschillen", name: "Onderwijsgeschillen", teams: [{ team: committeeTeam, service: "lkc", name: "LKC", answerDays: 5 }], members: [member("sara"), member("stef"), { ...member("adri"), roles: ["organisation-admin"], teams: [] }] });
  return { world, organisation, sara: await secretary(world, organisation, "sara"), stef: await secretary(world, organisation, "stef") };
}

async function secretary(world: World, organisation: CreatedOrganisation, name: string): Promise<Secretary> {
  const found = organisation.members.find((one) => one.name === name);
  const [team] = organisation.teams;
  if (found === undefined || team === undefined) throw new Error(`${name} is nobody`);
  const keyring: Keyring = { member: found.member, organisation: organisation.organisation, own: found.keys, signer: found.signer, signSecret: "", teams: [{ team: team.team, epoch: team.epoch, ...team.keys }], root: undefined };
  return { name, keyring, cookie: await world.signIn(name) };
}

async function call<T>({ world }: Committee, who: Secretary, method: string, path: string, body?: unknown): Promise<T> {
  const answer = await world.api(method, `/api/v1${path}`, body, who.cookie);
  if (answer.status >= 400) throw new Error(`${method} ${path}: ${String(answer.json["reference"])}`);
  return answer.json as unknown as T;
}

export async function logOf({ world }: Committee): Promise<readonly KeyLogEntry[]> {
  return (await world.api("GET", "/api/v1/key-log")).json["entries"] as readonly KeyLogEntry[];
}

export async function caseOnDesk(committee: Committee, who: Secretary, id: string): Promise<OpenedCase> {
  const raw = await call<DeskCase>(committee, who, "GET", `/cases/${id}`);
  return openCase(raw, { keyring: who.keyring, log: await logOf(committee), known: new Map() });
}

/** The secretary makes a procedure of a report, as the desk does. */
export async function begin(committee: Committee, who: Secretary, id: string): Promise<string> {
  const log = await logOf(committee);
  let opened = await caseOnDesk(committee, who, id);
  // What was referred begins anew under the receiver's own key.
  if (opened.raw.due.includes("shared")) {
    await call(committee, who, "POST", `/cases/${id}/epochs`, await sealNextEpoch(opened, "shared", { keyring: who.keyring, log }));
    opened = await caseOnDesk(committee, who, id);
  }
  const begun = await beginProcedure({ installation: opened.raw.installation, signers: opened.raw.signers }, { keyring: who.keyring, log });
  const piece = await sealNext(opened, { kind: "procedure", body: begun.key }, { keyring: who.keyring, log });
  await call(committee, who, "POST", `/cases/${id}/pieces`, { piece });
  await call(committee, who, "POST", "/procedures", { case: id, procedure: begun.procedure, piece: begun.piece });
  return begun.procedure;
}

export async function onDesk(committee: Committee, who: Secretary, id: string): Promise<ProcedureOnDesk> {
  const raw = await call<DeskProcedure>(committee, who, "GET", `/procedures/${id}`);
  const opened = await caseOnDesk(committee, who, id);
  const bodies = piecesOfKind(opened.shared, "procedure").map((piece) => JSON.parse(new TextDecoder().decode(piece.body)) as unknown);
  const identities = identitiesInCase(bodies, raw.procedure);
  if (identities === undefined) throw new Error("no identity of the procedure in the case");
  const complainants = complainantsIn(piecesOfKind(opened.shared, "epoch").map((piece) => piece.body));
  return openOnDesk(raw, { identities, complainants }, { log: await logOf(committee) });
}

/** As the desk does before its next word: where somebody may no longer read, a new identity of case and dossier. */
export async function readyFor(committee: Committee, who: Secretary, id: string): Promise<ProcedureOnDesk> {
  const screen = await onDesk(committee, who, id);
  if (!screen.raw.due) return screen;
  const parts = { keyring: who.keyring, log: await logOf(committee) };
  const before = await caseOnDesk(committee, who, id);
  if (before.raw.due.includes("shared")) await call(committee, who, "POST", `/cases/${id}/epochs`, await sealNextEpoch(before, "shared", parts));
  const opened = await caseOnDesk(committee, who, id);
  const post = await sealRenewal(screen, async (body) => ({ ...(await sealNext(opened, { kind: "procedure", body }, parts)), kind: "procedure" }), parts);
  await call(committee, who, "POST", `/procedures/${id}/epochs`, post);
  return onDesk(committee, who, id);
}

export type StepGiven = Partial<Omit<ProcedureStepPost, "act" | "expected" | "pieces">> & { readonly body?: Partial<ProcedureBody>; readonly kind?: ProcedureEntry["kind"]; readonly todo?: readonly { readonly text: string; readonly dueDay: string }[] };

/** Tries a step as the desk would send it. */
export async function tryStep(committee: Committee, who: Secretary, id: string, act: ProcedureAct, given: StepGiven = {}): Promise<Answered> {
  const screen = await readyFor(committee, who, id);
  const { body = {}, kind = "step", todo, ...rest } = given;
  const text = body.text ?? `De secretaris: ${act}`;
  const entries = todo === undefined ? [{ kind, body: { act, text, ...body } }] : todo.map((one) => ({ kind: "obligation" as const, body: { act, text: one.text, dueDay: one.dueDay, addressee: "board" as const } }));
  const pieces = await sealStep(screen, entries, { keyring: who.keyring, log: await logOf(committee) });
  const obligations = todo?.map((one, at) => ({ id: pieces[at]?.id ?? "", addressee: "board" as const, dueDay: one.dueDay }));
  const post = { act, expected: screen.raw.state, pieces, ...rest, ...(obligations === undefined ? {} : { obligations }) };
  return committee.world.api("POST", `/api/v1/procedures/${id}/steps`, post, who.cookie);
}

export async function step(committee: Committee, who: Secretary, id: string, act: ProcedureAct, given: StepGiven = {}): Promise<Answered["json"]> {
  const answer = await tryStep(committee, who, id, act, given);
  if (answer.status !== 201) throw new Error(`${act}: ${JSON.stringify(answer.json)}`);
  return answer.json;
}

/** The code for the board. */
export async function invited(committee: Committee, who: Secretary, id: string): Promise<string> {
  const { code, post } = await inviteBoard(await readyFor(committee, who, id), { keyring: who.keyring, log: await logOf(committee), argon2: nodeArgon2 });
  await call(committee, who, "POST", `/procedures/${id}/invitations`, post);
  return code;
}

export type Taking = { readonly way: Way; readonly committee: Committee };

export async function asBoard(committee: Committee, code: string): Promise<Taking> {
  const keys = await keysOf(code, committee.world.installation.salt);
  if (keys === undefined) throw new Error("not a code");
  return { committee, way: boardWay(keys, committee.world.installation.id) };
}

export async function asComplainant(committee: Committee, { identity }: Reported): Promise<Taking> {
  const talk = await openWith(committee.world.line, identity.keys, { installation: committee.world.installation.id });
  if (!talk.ok) throw new Error(talk.because);
  return { committee, way: complainantWay(talk.value) };
}

export const open = ({ committee, way }: Taking): Promise<Answer<Procedure>> => openProcedure(committee.world.line, way);

export async function opened(taking: Taking): Promise<Procedure> {
  const answer = await open(taking);
  if (!answer.ok) throw new Error(answer.because);
  return answer.value;
}

export type SayGiven = { readonly kind?: ProcedureEntry["kind"]; readonly body?: Partial<ProcedureBody>; readonly obligation?: string };

export async function trySay(taking: Taking, act: ProcedureAct, text: string, { kind = "statement", body = {}, obligation }: SayGiven = {}): Promise<Answer<Procedure>> {
  const entries = [{ kind, body: { act, text, ...body } }];
  return sayInProcedure(taking.committee.world.line, taking.way, await opened(taking), { act, entries, obligation, sent: [] });
}

export async function say(taking: Taking, act: ProcedureAct, text: string, given: SayGiven = {}): Promise<Procedure> {
  const answer = await trySay(taking, act, text, given);
  if (!answer.ok) throw new Error(`${act}: ${answer.because}`);
  return answer.value;
}

export const complained = ({ world }: Committee): Promise<Reported> =>
  reported(world, { what: "Het bestuur gaf geen antwoord op onze klacht", mode: "named", name: "Mina Voorbeeld", role: "parent", sector: "po", topic: "complaint" }, [], committeeTeam);

/** So many days later; who is signed in signs in again. */
export async function later({ world, sara, stef }: Committee, days: number): Promise<void> {
  world.clock.advance(days * 86_400_000);
  for (const one of [sara, stef]) one.cookie = await world.signIn(one.name);
}
