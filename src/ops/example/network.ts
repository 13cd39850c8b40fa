/**
 * Fills a demonstration: organisations of the directory, workers with printed sign-in details, reports in every state.
 * Everybody in it speaks through the product's own API. Only in the demonstration, whose reports reach nobody: here keys
 * and codes are made from names, so that they can be printed again at every start.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createOrganisation, prepareMembers, totpAt, type CreatedOrganisation, type CreatedTeam, type MadeMember, type PreparedMembers, type Role } from "../../accounts/index.ts";
import { nodeArgon2 } from "../../base/argon2-node.ts";
import type { Random } from "../../base/index.ts";
import type { Outcome } from "../../cases/rules.ts";
import type { SupportPoint } from "../../cases/shape.ts";
import { directoryOf } from "../../directory/index.ts";
import { newCode, openPassphrase, type Argon2 } from "../../envelope/index.ts";
import { countMadeUp, type MadeUpOrder } from "../../registration/index.ts";
import { importSchools } from "../../schools/index.ts";
import type { OperatorContext } from "../command.ts";
import { askCall, staff, type Called } from "./calls.ts";
import { complain, type Complained } from "./complaint.ts";
import { layBefore, type Laid } from "./escalation.ts";
import { say, type Ask } from "./line.ts";
import { refer, type Referred } from "./referral.ts";
import { personOf, remove, report, write, type Person, type Told } from "./reporter.ts";
import type { Job } from "../../store/index.ts";
import { answer, close, signIn, take, type Team, type Worker, writeText } from "./worker.ts";

type Turn = { readonly by: "worker" | "reporter"; readonly text?: string; readonly asks?: boolean; readonly helped?: "yes" | "no" };
type Story = { readonly team: string; readonly ends: string; readonly urgent: boolean; readonly form: Told; readonly turns?: readonly Turn[] };
type Plan = {
  readonly counted: MadeUpOrder;
  readonly coordinators: readonly string[];
  readonly supportPoints: readonly { readonly service: string; readonly team: string; readonly answerDays: number; readonly committee?: true; readonly members: readonly string[] }[];
  readonly reports: readonly Story[];
  readonly calls: readonly Called[];
  readonly ministry: { readonly service: string; readonly team: string; readonly answerDays: number; readonly members: readonly string[] };
  readonly laid: readonly (Laid & { readonly team: string; readonly form: Told })[];
  readonly complaints: readonly (Complained & { readonly team: string; readonly form: Told })[];
  readonly referred: readonly (Referred & { readonly team: string; readonly form: Told })[];
  readonly texts: readonly { readonly team: string; readonly title: string; readonly body: string }[];
};

const planOf = (root: string): Plan => JSON.parse(readFileSync(join(root, "content/examples/network.json"), "utf8")) as Plan;

const made = (purpose: string, length: number): Uint8Array => createHash("sha256").update(`gehoord demonstration ${purpose}`).digest().subarray(0, length);
const saltOf = (name: string): Uint8Array => made(`salt ${name}`, 16);
const totpSecret = (name: string): Uint8Array => made(`totp ${name}`, 20);
const codeOf = (index: number): string => newCode(made(`code ${index}`, 10));
const passphraseOf = (name: string): string => `een voorbeeld voor ${name}`;

/** What Argon2id makes of the passphrases, by name, in base64: five seconds of a computer's time, so the build works it out once. */
type Roots = Readonly<Record<string, string>>;
const rootsFile = (root: string): string => join(root, "dist", "example", "roots.json");
const rootsOf = (root: string): Roots => (existsSync(rootsFile(root)) ? (JSON.parse(readFileSync(rootsFile(root), "utf8")) as Roots) : {});

/** Everybody of the example, with his team. */
const namesIn = ({ supportPoints, ministry, coordinators }: Plan): readonly { readonly team: string; readonly name: string }[] => [
  ...[...supportPoints, ministry].flatMap(({ team, members }) => members.map((one) => ({ team, name: signInName(one) }))),
  ...[coordinator, ...coordinators.map(signInName)].map((name) => ({ team: "network", name })),
];

/** For the build: the roots of everybody in the example. Their passphrases are printed for all to see: these are secrets of nobody. */
export async function exampleRoots(root: string): Promise<Roots> {
  const roots: Record<string, string> = {};
  const keeping = (name: string): Argon2 => async (secret, salt, cost) => {
    const made = await nodeArgon2(secret, salt, cost);
    roots[name] = Buffer.from(made).toString("base64");
    return made;
  };
  await Promise.all(namesIn(planOf(root)).map(({ name }) => openPassphrase(passphraseOf(name), saltOf(name), keeping(name))));
  return roots;
}

function member(roots: Roots, shownName: string, name: string): Omit<MadeMember, "roles" | "teams"> {
  const root = roots[name];
  return { name, shownName, passphrase: passphraseOf(name), totpSecret: totpSecret(name), salt: saltOf(name), ...(root === undefined ? {} : { root: Buffer.from(root, "base64") }) };
}

/** The first of a team leads it, but for a committee, whose secretaries are equals; the second administers the organisation. */
const rolesAt = (at: number, isCommittee: boolean): readonly Role[] => [isCommittee ? "secretary" : "worker", ...(at === 1 ? (["organisation-admin"] as const) : at === 0 && !isCommittee ? (["team-lead"] as const) : [])];

/** Noor Voorbeeld of the Kindertelefoon signs in as `noor`. */
function membersOf(plan: Plan, at: number, roots: Roots = {}): MadeMember[] {
  const point = plan.supportPoints[at];
  return (point?.members ?? []).map((shownName, index) => ({ ...member(roots, shownName, signInName(shownName)), roles: rolesAt(index, point?.committee === true), teams: [point?.team ?? ""] }));
}

/** How somebody of the example signs in; for tests and benchmarks. */
export function exampleSecrets(name: string): { readonly passphrase: string; readonly totpSecret: Uint8Array } {
  return { passphrase: passphraseOf(name), totpSecret: totpSecret(name) };
}

const signInName = (shownName: string): string => shownName.split(" ")[0]?.toLowerCase() ?? shownName;
const coordinator = "coordinator";

/** Two, so that one can agree to the figures that the other asked for. */
function networkMembers(plan: Plan, roots: Roots = {}): MadeMember[] {
  const all = [["Coördinator Voorbeeld", coordinator] as const, ...plan.coordinators.map((shownName) => [shownName, signInName(shownName)] as const)];
  return all.map(([shownName, name]) => ({ ...member(roots, shownName, name), roles: ["coordinator"], teams: [] }));
}

/** Members of the network, of each support point and of the ministry. */
export type PreparedExample = { readonly network: PreparedMembers; readonly points: readonly PreparedMembers[]; readonly ministry: PreparedMembers };

/** What takes long and needs no database yet: everybody's keys. To be begun before the database is open. */
export async function prepareExampleNetwork(root: string, random: Random): Promise<PreparedExample> {
  const plan = planOf(root);
  const roots = rootsOf(root);
  const prepare = (members: readonly MadeMember[]): Promise<PreparedMembers> => prepareMembers(random, members);
  const [network, points, ministry] = await Promise.all([prepare(networkMembers(plan, roots)), Promise.all(plan.supportPoints.map((_, at) => prepare(membersOf(plan, at, roots)))), prepare(ministryMembers(plan, roots))]);
  return { network, points, ministry };
}

async function makeOrganisations(context: OperatorContext, plan: Plan, prepared: PreparedExample): Promise<readonly CreatedOrganisation[]> {
  const directory = directoryOf(context.config.root);
  const all: CreatedOrganisation[] = [];
  await createOrganisation(context, { organisation: "netwerk", name: "Gehoord", teams: [], members: networkMembers(plan) }, prepared.network);
  for (const [at, point] of plan.supportPoints.entries()) {
    const service = directory.service(point.service);
    if (service === undefined) throw new Error(`The directory does not know ${point.service}`);
    const team = { team: point.team, service: point.service, name: service.name.nl, answerDays: point.answerDays };
    all.push(await createOrganisation(context, { organisation: service.member, name: service.name.nl, teams: [team], members: membersOf(plan, at) }, prepared.points[at]));
  }
  return all;
}

type Stage = { readonly ask: Ask; readonly points: readonly SupportPoint[]; readonly workers: ReadonlyMap<string, Worker>; readonly people: readonly Promise<Person>[] };

/** The step before the present one is still good, so that the present digits stay unused for whoever looks around. */
const earlier = (now: Date): Date => new Date(now.getTime() - 30_000);

async function workersOf(context: OperatorContext, ask: Ask, organisations: readonly CreatedOrganisation[]): Promise<ReadonlyMap<string, Worker>> {
  const entries = organisations.map(async ({ members, teams }): Promise<[string, Worker]> => {
    const [member] = members;
    const team: Team | undefined = teams[0];
    if (member === undefined || team === undefined) throw new Error("A support point of the example has nobody");
    return [team.team, await signIn(ask, totpAt(totpSecret(member.name), earlier(context.clock.now())), { member, team })];
  });
  return new Map(await Promise.all(entries));
}

async function turn(person: Person, worker: Worker, id: string, one: Turn): Promise<void> {
  if (one.by === "worker") return answer(worker, id, one.text ?? "", one.asks === true);
  if (one.helped !== undefined) return write(person, { kind: "helped", body: { answer: one.helped } }, { helped: one.helped });
  return write(person, { kind: "message", body: { text: one.text ?? "" } });
}

async function personAt({ people }: Stage, index: number): Promise<Person> {
  const person = await people[index];
  if (person === undefined) throw new Error("Somebody of the example has no code");
  return person;
}

async function tell(stage: Stage, story: Story, index: number): Promise<void> {
  const point = stage.points.find((one) => one.team === story.team);
  const worker = stage.workers.get(story.team);
  if (point === undefined || worker === undefined) throw new Error(`${story.team} takes no reports`);
  const person = await personAt(stage, index);
  const id = await report(person, point, { ...story.form, danger: story.urgent ? "now" : "no" });
  if (story.ends === "removed") return remove(person);
  if (story.ends === "new") return undefined;
  await take(worker, id);
  for (const one of story.turns ?? []) await turn(person, worker, id, one);
  const outcome = /^closed:(.+)$/.exec(story.ends)?.[1] as Outcome | undefined;
  if (outcome !== undefined && outcome !== "helped") await close(worker, id, outcome, "Voorbeeld: zo sluit een steunpunt een zaak.");
  return undefined;
}

function ministryMembers({ ministry }: Plan, roots: Roots = {}): MadeMember[] {
  return ministry.members.map((shownName) => ({ ...member(roots, shownName, signInName(shownName)), roles: ["ministry"] as const, teams: [ministry.team] }));
}

/** The ministry, whose people see only what was laid before them. */
async function makeMinistry(context: OperatorContext, plan: Plan, prepared: PreparedMembers): Promise<CreatedOrganisation> {
  const { ministry } = plan;
  const service = directoryOf(context.config.root).service(ministry.service);
  if (service === undefined) throw new Error(`The directory does not know ${ministry.service}`);
  return createOrganisation(context, { organisation: service.member, name: service.name.nl, teams: [{ team: ministry.team, service: ministry.service, name: service.name.nl, answerDays: ministry.answerDays }], members: ministryMembers(plan) }, prepared);
}

/** Stuck cases that lie at the ministry; a colleague of the desk signs in to second them. */
async function fillMinistry(context: OperatorContext, stage: Stage, organisations: readonly CreatedOrganisation[], plan: Plan, ministry: CreatedTeam | undefined): Promise<void> {
  for (const [at, one] of plan.laid.entries()) {
    const point = stage.points.find(({ team }) => team === one.team);
    const worker = stage.workers.get(one.team);
    const second = organisations.find(({ teams }) => teams[0]?.team === one.team)?.members.at(-1);
    if (point === undefined || worker === undefined || second === undefined || ministry === undefined) throw new Error(`${one.team} has nobody`);
    const colleague = await signIn(stage.ask, totpAt(totpSecret(second.name), earlier(context.clock.now())), { member: second, team: worker.team });
    const person = await personAt(stage, plan.reports.length + plan.calls.length + at);
    const id = await report(person, point, { ...one.form, danger: "now" });
    await take(worker, id);
    await layBefore(id, one, { worker, colleague, ministry, now: context.clock.now() });
  }
}

/** What is better helped elsewhere; the people of both sides are those that signed in already. */
async function fillReferrals(context: OperatorContext, stage: Stage, plan: Plan): Promise<void> {
  for (const [at, one] of plan.referred.entries()) {
    const [from, to] = [one.team, one.to].map((team) => stage.points.find((point) => point.team === team));
    const [worker, receiver] = [stage.workers.get(one.team), stage.workers.get(one.to)];
    if (from === undefined || to === undefined || worker === undefined || receiver === undefined) throw new Error(`${one.team} or ${one.to} has nobody`);
    const id = await report(await personAt(stage, plan.reports.length + plan.calls.length + plan.laid.length + at), from, { ...one.form, danger: "no" });
    await take(worker, id);
    await refer(id, one, { worker, receiver, to, now: context.clock.now() });
  }
}

/** Codes that nobody's turn in the lists before asked for: of the people who complained, then of the boards. */
const complainantAt = (plan: Plan, at: number): number => plan.reports.length + plan.calls.length + plan.laid.length + plan.referred.length + at;
const boardAt = (plan: Plan, at: number): number => complainantAt(plan, plan.complaints.length + at);

/** Procedures of a committee, each with a board that has a code of its own. */
async function fillComplaints(context: OperatorContext, stage: Stage, plan: Plan): Promise<void> {
  for (const [at, one] of plan.complaints.entries()) {
    const point = stage.points.find(({ team }) => team === one.team);
    const secretary = stage.workers.get(one.team);
    if (point === undefined || secretary === undefined) throw new Error(`${one.team} has nobody`);
    const [parent, board] = await Promise.all([personAt(stage, complainantAt(plan, at)), personAt(stage, boardAt(plan, at))]);
    const id = await report(parent, point, { ...one.form, danger: "no" });
    await take(secretary, id);
    await complain(id, one, { secretary, parent, board: board.keys, now: context.clock.now() });
  }
}

/** Lines with published hours have people on duty; some people asked for a call. */
async function fillLines(context: OperatorContext, stage: Stage, organisations: readonly CreatedOrganisation[], plan: Plan): Promise<void> {
  for (const { teams, members } of organisations) {
    const lead = stage.workers.get(teams[0]?.team ?? "");
    if (lead !== undefined && plan.calls.some((called) => called.team === lead.team.team)) await staff(lead, members.map(({ member }) => member), context.clock.now());
  }
  for (const [at, called] of plan.calls.entries()) {
    const point = stage.points.find((one) => one.team === called.team);
    if (point !== undefined) await askCall(await personAt(stage, plan.reports.length + at), point, called);
  }
}

/** So many at once: with all of them together the last would wait on a slow machine for longer than a transaction may. */
const atOnce = 4;
async function inTurns(works: readonly (() => Promise<unknown>)[]): Promise<void> {
  const waiting = works.values();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const work of waiting) await work();
    }),
  );
}

/**
 * Fills an installation that has no organisations yet; does nothing on one that has. Answers the number of cases.
 * `prepared`: begun before, so that nobody waits for it here.
 */
export async function fillExampleNetwork(context: OperatorContext, ask: Ask, prepared?: Promise<PreparedExample>): Promise<number> {
  const known = await context.db.asOwner(({ run }) => run("select 1 from organisations limit 1"));
  if (known.length > 0) return 0;
  const plan = planOf(context.config.root);
  const cases = complainantAt(plan, plan.complaints.length);
  const [settings] = await context.db.asOwner(({ run }) => run<{ installation: string; salt: Uint8Array }>("select installation, salt from settings"));
  if (settings === undefined) throw new Error("The installation has no settings");
  const people = Array.from({ length: boardAt(plan, plan.complaints.length) }, (_, index) => personOf(ask, codeOf(index), settings));
  await importSchools(context, join(context.config.root, "content/examples/schools.csv"));
  const members = await (prepared ?? prepareExampleNetwork(context.config.root, context.random));
  const organisations = await makeOrganisations(context, plan, members);
  const [ministry] = (await makeMinistry(context, plan, members.ministry)).teams;
  const { value: points } = await say<readonly SupportPoint[]>(ask, { method: "GET", path: "/support-points" });
  const stage: Stage = { ask, points, workers: await workersOf(context, ask, organisations), people };
  const reviewed = new Date(context.clock.now().getTime() + 150 * 24 * 3_600_000).toISOString().slice(0, 10);
  for (const { team, title, body } of plan.texts) {
    const worker = stage.workers.get(team);
    if (worker !== undefined) await writeText(worker, { title, body }, reviewed);
  }
  await inTurns([
    () => fillComplaints(context, stage, plan),
    () => fillReferrals(context, stage, plan),
    () => fillMinistry(context, stage, organisations, plan, ministry),
    () => fillLines(context, stage, organisations, plan),
    ...plan.reports.map((story, index) => () => tell(stage, story, index)),
  ]);
  context.log("demo.filled", { cases });
  return cases;
}

/** What the example counted in two years: nobody needs it before the first answer. Does nothing where something was counted. */
export const exampleJob: Job = { name: "example.count", everyMinutes: 24 * 60, run: (context) => countMadeUp(context, planOf(context.config.root).counted) };

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
function base32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{1,5}/g) ?? []).map((five) => alphabet.charAt(Number.parseInt(five.padEnd(5, "0"), 2))).join("");
}

/** What is printed after the start of a demonstration: where to look, and how to sign in. */
export function signInSheet(root: string, address: string, now: Date): string {
  const plan = planOf(root);
  const rows = namesIn(plan).map(({ team, name }) => `  ${team.padEnd(22)}${name.padEnd(13)}${passphraseOf(name).padEnd(34)}${totpAt(totpSecret(name), now)}   ${base32(totpSecret(name))}`);
  const talk = plan.reports.findIndex(({ ends }) => ends === "waiting");
  return [
    "",
    "This is a demonstration. Everybody in it is made up, and what is told here reaches nobody.",
    "",
    `  Front door      ${address}/`,
    `  Conversation    ${address}/gesprek     with the code ${codeOf(talk)}`,
    `  Complaint       ${address}/gesprek     as the parent, with the code ${codeOf(complainantAt(plan, 0))}`,
    `                  ${address}/procedure   as the school's board, with the code ${codeOf(boardAt(plan, 0))}`,
    `  Desk            ${address}/desk`,
    "",
    "To sign in at the desk. The six digits are good for about a minute: press Enter here for new ones, or give an",
    "authenticator app the secret.",
    "",
    `  ${"team".padEnd(22)}${"name".padEnd(13)}${"passphrase".padEnd(34)}${"digits".padEnd(9)}secret`,
    ...rows,
    "",
    "",
  ].join("\n");
}
