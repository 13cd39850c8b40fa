/**
 * A whole organisation with keys, made on the server: ONLY for the demo and for tests, where reports reach nobody. In a
 * real installation every key is made in the browser of the person it belongs to and the server never holds one.
 */
import { wholeHour } from "../../base/index.ts";
import type { Context, Random, Transaction } from "../../base/index.ts";
import { nodeArgon2 } from "../../base/argon2-node.ts";
import { newHybridIdentity, nextEntry, openPassphrase, signerFrom, toBase64Url, wrap } from "../../envelope/index.ts";
import type { KeyLogEntry, KeyLogStatement, KeyPair, Signer } from "../../envelope/index.ts";
import type { Role } from "../rules/permissions.ts";
import { insertRoot, insertRootWrap, insertTeamKey, insertWraps } from "../records/keys.ts";
import { insertMember, updateMember } from "../records/members.ts";
import { ensureOrganisation, insertTeam } from "../records/organisations.ts";
import { keyLog } from "../records/support-points.ts";
import { credentialOf } from "./invitations.ts";
import { enterAll } from "./keys.ts";

export type MadeMember = {
  readonly name: string;
  readonly shownName: string;
  readonly roles: readonly Role[];
  readonly teams: readonly string[];
  readonly passphrase: string;
  /** 20 bytes. */
  readonly totpSecret: Uint8Array;
  /** Of the passphrase, 16 bytes; drawn when absent. With `root`, what Argon2id makes of the two, where somebody worked it out before. */
  readonly salt?: Uint8Array;
  readonly root?: Uint8Array;
};

export type MadeOrganisation = {
  readonly organisation: string;
  readonly name: string;
  readonly teams: readonly { readonly team: string; readonly service: string; readonly name: string; readonly answerDays: number }[];
  readonly members: readonly MadeMember[];
};

/** `auth`: what the member's browser derives from his passphrase to sign in (`security.md` 1.9). */
export type CreatedMember = { readonly member: string; readonly name: string; readonly keys: KeyPair; readonly signer: Signer; readonly auth: Uint8Array };
export type CreatedTeam = { readonly team: string; readonly epoch: number; readonly keys: KeyPair };
export type CreatedOrganisation = {
  readonly organisation: string;
  readonly members: readonly CreatedMember[];
  /** The keys that open what is sealed for the teams; epoch 1. */
  readonly teams: readonly CreatedTeam[];
};

type Making = { readonly context: Context; readonly tx: Transaction; readonly plan: MadeOrganisation; readonly root: Signer };

/** What opens a member's own key, wrapped so that his passphrase opens it: the same form as the desk makes. */
export type PersonSecret = { readonly identity: string; readonly sign: string };

/** Members with keys, before any of them is entered. */
export type PreparedMembers = readonly PreparedMember[];

/**
 * What of members needs no database. Deriving a key from a passphrase is slow on purpose, so the demonstration begins
 * with it while its database starts.
 */
export function prepareMembers(random: Random, members: readonly MadeMember[]): Promise<PreparedMembers> {
  return Promise.all(members.map((member) => prepare(random, member)));
}

/** Makes organisation, teams (intake open), members, keys, certificates and wraps in one transaction; in the demo only. */
export async function createOrganisation(context: Context, plan: MadeOrganisation, prepared?: PreparedMembers): Promise<CreatedOrganisation> {
  if (context.config.mode !== "demo") throw new Error("Keys of people are made on the server in the demo only");
  const rootSecret = context.random.bytes(32);
  const root = signerFrom(rootSecret);
  const people = (prepared ?? (await prepareMembers(context.random, plan.members))).map((member) => rowsOf(context, plan, member));
  const teamKeys = await Promise.all(plan.teams.map(async ({ team }): Promise<CreatedTeam> => ({ team, epoch: 1, keys: await newHybridIdentity() })));
  await context.db.transaction({ role: "system" }, async (tx) => {
    const making = { context, tx, plan, root };
    await ensureOrganisation(tx, { id: plan.organisation, name: plan.name }, context.clock.now());
    for (const { team, service, name, answerDays } of plan.teams) {
      await insertTeam(tx, { id: team, organisation: plan.organisation, service, name, answer_days: answerDays, intake_open: true });
    }
    for (const person of people) await insertMember(tx, person.rows);
    await sign(making, statementsOf(making, people, teamKeys));
    await insertRoot(tx, { organisation: plan.organisation, public: root.publicKey });
    for (const person of people) await settle(making, person, rootSecret);
    for (const key of teamKeys) await settleTeam(making, key, people);
    await tx.audit({ act: "demo.organisation-made", by: "system", organisation: plan.organisation });
  });
  return { organisation: plan.organisation, members: people.map((person) => person.created), teams: teamKeys };
}

async function prepare(random: Random, wanted: MadeMember) {
  const id = random.uuid();
  const { salt = random.bytes(16), root } = wanted;
  const opened = await openPassphrase(wanted.passphrase, salt, root === undefined ? nodeArgon2 : () => Promise.resolve(root));
  const keys = await newHybridIdentity();
  const sign = random.bytes(32);
  const secret: PersonSecret = { identity: keys.identity, sign: toBase64Url(sign) };
  const wrapped = await wrap(JSON.stringify(secret), [opened.wrapping.recipient]);
  const created: CreatedMember = { member: id, name: wanted.name, keys, signer: signerFrom(sign), auth: opened.auth };
  return { wanted, created, salt, wrapped };
}
type PreparedMember = Awaited<ReturnType<typeof prepare>>;

function rowsOf(context: Context, { organisation }: MadeOrganisation, { wanted, created, salt, wrapped }: PreparedMember) {
  const { member: id, keys, signer, auth } = created;
  const rows = {
    member: { id, organisation, name: wanted.name, shown_name: wanted.shownName, roles: wanted.roles, status: "active" as const, certified: true },
    keys: { member: id, organisation, recipient: keys.recipient, sign_public: signer.publicKey, wrapped },
    credential: credentialOf(context, id, { salt, auth, totpSecret: wanted.totpSecret }),
    teams: wanted.teams,
  };
  return { wanted, created, rows };
}
type Prepared = ReturnType<typeof rowsOf>;

/** What the organisation's root says of its keys, in the order of the log: itself, members, teams. */
function statementsOf({ plan, root }: Making, people: readonly Prepared[], teams: readonly CreatedTeam[]): readonly KeyLogStatement[] {
  const { organisation } = plan;
  return [
    { kind: "root", organisation, root: toBase64Url(root.publicKey) },
    ...people.map(({ created, wanted }) => ({ kind: "member" as const, organisation, member: created.member, team: wanted.teams[0] ?? organisation, signKey: toBase64Url(created.signer.publicKey), recipient: created.keys.recipient })),
    ...teams.map(({ team, epoch, keys }) => ({ kind: "team" as const, organisation, team, recipient: keys.recipient, epoch })),
  ];
}

async function sign(making: Making, statements: readonly KeyLogStatement[]): Promise<void> {
  const log = (await keyLog(making.tx)).entries as unknown as KeyLogEntry[];
  const known = log.length;
  for (const statement of statements) log.push(nextEntry(log, statement, making.root));
  const entered = await enterAll(making.tx, making.plan.organisation, log.slice(known));
  if (!entered.ok) throw new Error(`The key log refused an entry: ${entered.because}`);
}

async function settle(making: Making, person: Prepared, rootSecret: Uint8Array): Promise<void> {
  const { tx, plan } = making;
  const { created, wanted } = person;
  await updateMember(tx, { id: created.member, organisation: plan.organisation }, { certified: true });
  if (!wanted.roles.includes("organisation-admin")) return;
  const wrapped = await wrap(rootSecret, [created.keys.recipient]);
  await insertRootWrap(tx, { organisation: plan.organisation, member: created.member, wrapped });
}

async function settleTeam(making: Making, key: CreatedTeam, people: readonly Prepared[]): Promise<void> {
  const { tx, plan } = making;
  const { organisation } = plan;
  await insertTeamKey(tx, { team: key.team, organisation, epoch: key.epoch, recipient: key.keys.recipient, since: wholeHour(making.context.clock.now()) });
  const holders = people.filter((person) => person.wanted.teams.includes(key.team));
  const wraps = await Promise.all(
    holders.map(async (person) => ({
      team: key.team,
      organisation,
      epoch: key.epoch,
      member: person.created.member,
      wrapped: await wrap(key.keys.identity, [person.created.keys.recipient]),
    })),
  );
  if (wraps.length > 0) await insertWraps(tx, wraps);
}
