/** Parsers of everything that passes accounts' borders, and the types derived from them. Bytes travel as base64url. */
import { z } from "zod";
import { RetentionNames } from "../base/retention.ts";
import { Digests } from "./rules/notices.ts";
import { Roles } from "./rules/permissions.ts";
import { RecoveryStates } from "./rules/recovery.ts";

/** Value of the header `x-csrf-token` on everything the desk changes: a form of another site cannot send headers. */
export const deskToken = "gehoord-desk";

const bytes = (least: number, most: number): z.ZodString =>
  z.string().regex(/^[A-Za-z0-9_-]*$/).min(Math.ceil((least * 4) / 3)).max(Math.ceil((most * 4) / 3));

export const Slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/).min(2).max(60);
export const Uuid = z.uuidv4();
/** What a member types to sign in: lower case, chosen by himself. */
export const SignInName = z.string().regex(/^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$/).min(3).max(40);
export const ShownName = z.string().trim().min(1).max(80);
export const RoleName = z.enum(Roles);
/** 32 bytes derived from the passphrase in the browser; the server hashes it again. */
export const AuthHalf = bytes(32, 32);
export const Salt = bytes(16, 16);
export const Totp = z.string().regex(/^\d{6}$/);
/** An age recipient: hybrid ones are 1,959 characters. */
export const Recipient = z.string().regex(/^age1[a-z0-9]+$/).max(2100);
export const SignPublic = bytes(32, 32);
/** A wrapped secret: an age file of a few kilobytes at most. */
export const Wrapped = bytes(100, 12_000);
/** One entry of the key log, as `envelope` made it. The log itself is checked by `verifyKeyLog`, not by this shape. */
export const LogEntry = z.record(z.string(), z.unknown());

export const PersonKeys = z.strictObject({ recipient: Recipient, signPublic: SignPublic, wrapped: Wrapped });
export const TeamKeyWrap = z.strictObject({ team: Slug, epoch: z.int().min(1), recipient: Recipient, wrapped: Wrapped });

/** What a member gets at sign-in and again after a reload: everything needed to open his own keys, nothing of others. */
export const Me = z.strictObject({
  member: Uuid,
  organisation: Slug,
  organisationName: z.string(),
  name: SignInName,
  shownName: ShownName,
  roles: z.array(RoleName),
  teams: z.array(Slug),
  installation: z.string(),
  salt: Salt,
  keys: PersonKeys,
  certified: z.boolean(),
  teamKeys: z.array(TeamKeyWrap),
  root: z.strictObject({ public: SignPublic, wrapped: Wrapped }).nullable(),
  passkeys: z.array(z.strictObject({ id: z.string(), prfSalt: bytes(32, 32), wrapped: Wrapped })),
  endsAt: z.iso.datetime(),
});
export type Me = z.infer<typeof Me>;

export const SignInStart = z.strictObject({ name: SignInName });
export const SignInStarted = z.strictObject({ salt: Salt });
export const SignIn = z.strictObject({ name: SignInName, auth: AuthHalf, totp: Totp });
export type SignIn = z.infer<typeof SignIn>;
export const SignedOut = z.strictObject({ signedOut: z.literal(true) });

export const PasskeyOptions = z.strictObject({ options: z.record(z.string(), z.unknown()), ticket: z.string().max(600) });
export const PasskeySignIn = z.strictObject({ ticket: z.string().max(600), response: z.record(z.string(), z.unknown()) });
export const PasskeyNew = z.strictObject({
  ticket: z.string().max(600),
  response: z.record(z.string(), z.unknown()),
  label: z.string().trim().min(1).max(60),
  prfSalt: bytes(32, 32),
  wrapped: Wrapped,
});
export type PasskeyNew = z.infer<typeof PasskeyNew>;
export const PasskeyList = z.strictObject({
  passkeys: z.array(z.strictObject({ id: z.string(), label: z.string(), since: z.string() })),
});

export const SessionList = z.strictObject({
  sessions: z.array(z.strictObject({ id: Uuid, since: z.iso.datetime(), endsAt: z.iso.datetime(), current: z.boolean() })),
});
export type SessionList = z.infer<typeof SessionList>;

export const Token = bytes(32, 32);
export const InvitationOpening = z.strictObject({ token: Token });
export const InvitationOpened = z.strictObject({
  organisation: Slug,
  organisationName: z.string(),
  shownName: z.string(),
  roles: z.array(RoleName),
  installation: z.string(),
});
export type InvitationOpened = z.infer<typeof InvitationOpened>;
export const Acceptance = z.strictObject({
  token: Token,
  name: SignInName,
  shownName: ShownName,
  salt: Salt,
  auth: AuthHalf,
  totpSecret: bytes(20, 20),
  totp: Totp,
  keys: PersonKeys,
});
export type Acceptance = z.infer<typeof Acceptance>;
export const Accepted = z.strictObject({ member: Uuid });

export const NewOrganisation = z.strictObject({ organisation: Slug, name: z.string().trim().min(2).max(120), adminName: ShownName });
export type NewOrganisation = z.infer<typeof NewOrganisation>;
export const Invited = z.strictObject({ token: Token, endsAt: z.iso.datetime() });
export const NewInvitation = z.strictObject({ shownName: ShownName, roles: z.array(RoleName).min(1).max(5), teams: z.array(Slug).max(20) });
export type NewInvitation = z.infer<typeof NewInvitation>;
export const OrganisationList = z.strictObject({
  organisations: z.array(
    z.strictObject({ id: Slug, name: z.string(), members: z.int(), teams: z.int(), openTeams: z.int() }),
  ),
});
export type OrganisationList = z.infer<typeof OrganisationList>;

export const NewTeam = z.strictObject({
  team: Slug,
  service: Slug,
  name: z.string().trim().min(2).max(120),
  answerDays: z.int().min(1).max(20),
});
export type NewTeam = z.infer<typeof NewTeam>;
export const TeamSettings = z.strictObject({ name: z.string().trim().min(2).max(120), answerDays: z.int().min(1).max(20) });
export const Intake = z.strictObject({ open: z.boolean() });
export const NewTeamKey = z.strictObject({
  epoch: z.int().min(1),
  recipient: Recipient,
  entry: LogEntry,
  wraps: z.array(z.strictObject({ member: Uuid, wrapped: Wrapped })).min(1).max(200),
});
export type NewTeamKey = z.infer<typeof NewTeamKey>;
/** Every epoch of the team's key that a member gets, so that he also opens what was sealed before he came. */
export const SharedTeamKey = z.strictObject({
  member: Uuid,
  wraps: z.array(z.strictObject({ epoch: z.int().min(1), wrapped: Wrapped })).min(1).max(100),
});
export type SharedTeamKey = z.infer<typeof SharedTeamKey>;
export const NewRoot = z.strictObject({ public: SignPublic, wrapped: Wrapped, entries: z.array(LogEntry).min(1).max(2) });
export type NewRoot = z.infer<typeof NewRoot>;
/** The root key, wrapped by an administrator who holds it to one who does not. */
export const SharedRoot = z.strictObject({ member: Uuid, wrapped: Wrapped });
export type SharedRoot = z.infer<typeof SharedRoot>;
export const Certificate = z.strictObject({ entry: LogEntry });
/** The next key of a team that somebody leaves, made in the same act, so that visitors are offered it at once. */
export const RenewedTeamKey = z.strictObject({ team: Slug, ...NewTeamKey.shape });
export type RenewedTeamKey = z.infer<typeof RenewedTeamKey>;
export const TeamMembership = z.strictObject({ teams: z.array(Slug).max(20), keys: z.array(RenewedTeamKey).max(20).optional() });
/** `entry` first, then the entries of `keys`, in their order, follow each other in the key log. */
export const Ending = z.strictObject({ entry: LogEntry.nullable(), keys: z.array(RenewedTeamKey).max(20).optional() });
export type Ending = z.infer<typeof Ending>;
/** Cases of who left that wait for somebody, per team. */
export const Left = z.strictObject({ handedOver: z.array(z.strictObject({ team: Slug, cases: z.int() })) });
export type Left = z.infer<typeof Left>;
/** What a member says about himself: a school by its BRIN, or a board by its number (`bevoegd gezag`). */
export const Ties = z.strictObject({
  ties: z.array(z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("school"), code: z.string().regex(/^[0-9]{2}[A-Z]{2}$/) }),
    z.strictObject({ kind: z.literal("board"), code: z.string().regex(/^[0-9]{4,6}$/) }),
  ])).max(20),
});
export type Ties = z.infer<typeof Ties>;
/** A member's key in two shares, each sealed in his browser to one holder. */
export const ChosenHolders = z.strictObject({ shares: z.tuple([z.strictObject({ holder: Uuid, sealed: Wrapped }), z.strictObject({ holder: Uuid, sealed: Wrapped })]) });
export type ChosenHolders = z.infer<typeof ChosenHolders>;
/**
 * `holders`: mine, none or two. `holding`: whose shares I hold. `lost`: who had holders and has none any more, as far as this member
 * may know: himself; for administrators and the coordinator everybody of the organisation.
 */
export const HolderView = z.strictObject({ holders: z.array(Uuid), holding: z.array(Uuid), lost: z.array(Uuid) });
export type HolderView = z.infer<typeof HolderView>;
export const RecoveryLine = z.strictObject({
  id: Uuid,
  member: Uuid,
  begunBy: Uuid,
  state: z.enum(RecoveryStates),
  /** From when holders may pass their share on; null while nobody used the link. */
  opensAt: z.iso.datetime().nullable(),
  endsAt: z.iso.datetime(),
  /** What the shares are to be sealed to, after its digits were compared by another way. */
  recipient: Recipient.nullable(),
  givenBy: z.array(Uuid),
});
export type RecoveryLine = z.infer<typeof RecoveryLine>;
export const RecoveryList = z.strictObject({ recoveries: z.array(RecoveryLine) });
export type RecoveryList = z.infer<typeof RecoveryList>;
export const RecoveryBeginning = z.strictObject({ member: Uuid });
export const HeldShare = z.strictObject({ part: z.int().min(1).max(2), sealed: Wrapped });
export type HeldShare = z.infer<typeof HeldShare>;
export const GivenShare = z.strictObject({ sealed: Wrapped });
export const RecoveryOpening = z.strictObject({ token: Token });
/** What somebody sees who holds the one-time link: what for, how far, and both shares once they are there. */
export const RecoveryOpened = z.strictObject({
  id: Uuid,
  member: Uuid,
  name: SignInName,
  shownName: z.string(),
  organisationName: z.string(),
  state: z.enum(["begun", "waiting"]),
  opensAt: z.iso.datetime().nullable(),
  endsAt: z.iso.datetime(),
  salt: Salt.nullable(),
  recipient: Recipient.nullable(),
  /** The key that must come out of the shares. */
  keys: z.strictObject({ recipient: Recipient, signPublic: SignPublic }),
  given: z.int(),
  shares: z.array(Wrapped),
});
export type RecoveryOpened = z.infer<typeof RecoveryOpened>;
export const RecoveryAsk = z.strictObject({ token: Token, salt: Salt, auth: AuthHalf, recipient: Recipient, totpSecret: bytes(20, 20), totp: Totp });
export type RecoveryAsk = z.infer<typeof RecoveryAsk>;
/** `signature`: by the key that was recovered, over `recoveryAct`. */
export const RecoveryFinish = z.strictObject({ token: Token, wrapped: Wrapped, signature: bytes(64, 64) });
export type RecoveryFinish = z.infer<typeof RecoveryFinish>;
/** `hour`: wall clock of Europe/Amsterdam, for a daily mail only. */
const NoticeTime = { digest: z.enum(Digests), hour: z.int().min(0).max(23).nullable() };
/** `recipient`: to which a browser seals the address. Null: nothing is sent. */
export const NoticeView = z.strictObject({ recipient: z.string().max(2100), notice: z.strictObject(NoticeTime).nullable() });
export type NoticeView = z.infer<typeof NoticeView>;
/** Without `sealed` the address stays as it was. */
export const NoticeChange = z.strictObject({ ...NoticeTime, sealed: bytes(100, 3_000).optional() });
export type NoticeChange = z.infer<typeof NoticeChange>;
export const IdentityProvider = z.strictObject({ issuer: z.url().max(300), clientId: z.string().min(1).max(200), clientSecret: z.string().min(1).max(500) });
export type IdentityProvider = z.infer<typeof IdentityProvider>;
export const IdentityProviderChange = z.strictObject({ provider: IdentityProvider.nullable() });
export const IdentityStart = z.strictObject({ organisation: Slug });
export const IdentityStarted = z.strictObject({ address: z.url(), ticket: z.string().max(1_000) });
export type IdentityStarted = z.infer<typeof IdentityStarted>;
/** `answer`: what the provider put into the address to which the browser came back. */
export const IdentityAnswer = z.strictObject({
  ticket: z.string().max(1_000),
  answer: z.strictObject({ code: z.string().max(2_000), state: z.string().max(200), iss: z.string().max(300).optional() }),
});
export type IdentityAnswer = z.infer<typeof IdentityAnswer>;
export const IdentityView = z.strictObject({ issuer: z.string().nullable(), clientId: z.string().nullable(), returnTo: z.string(), linked: z.boolean() });
export type IdentityView = z.infer<typeof IdentityView>;
export const RoleChange = z.strictObject({ roles: z.array(RoleName).min(1).max(5) });

export const MemberLine = z.strictObject({
  id: Uuid,
  shownName: z.string(),
  roles: z.array(RoleName),
  teams: z.array(Slug),
  status: z.enum(["active", "ended"]),
  recipient: Recipient,
  signPublic: SignPublic,
  certified: z.boolean(),
});
export type MemberLine = z.infer<typeof MemberLine>;
/** An active member, as everybody of the organisation may know him who chooses holders of his key. */
export const Colleague = MemberLine.omit({ teams: true, status: true });
export type Colleague = z.infer<typeof Colleague>;
export const Colleagues = z.strictObject({ colleagues: z.array(Colleague) });
export type Colleagues = z.infer<typeof Colleagues>;
export const TeamLine = z.strictObject({
  id: Slug,
  service: Slug,
  name: z.string(),
  answerDays: z.int(),
  intakeOpen: z.boolean(),
  epoch: z.int().nullable(),
  recipient: Recipient.nullable(),
  holders: z.array(z.strictObject({ member: Uuid, epochs: z.array(z.int()) })),
  workingKeys: z.int(),
});
export type TeamLine = z.infer<typeof TeamLine>;
export const OrganisationView = z.strictObject({
  organisation: Slug,
  name: z.string(),
  rootPublic: SignPublic.nullable(),
  /** Administrators who hold the root key: one alone is a risk. */
  rootHolders: z.array(Uuid),
  members: z.array(MemberLine),
  teams: z.array(TeamLine),
  invitations: z.array(z.strictObject({ id: Uuid, shownName: z.string(), roles: z.array(RoleName), teams: z.array(Slug), endsAt: z.iso.datetime() })),
});
export type OrganisationView = z.infer<typeof OrganisationView>;

const Monday = z.iso.date();
/** A proof that something was destroyed, as it was signed (`isDestructionSigned` checks it). `week` and `oldestWeek`: Mondays. */
export const DestructionProof = z.strictObject({
  version: z.literal(1),
  installation: Uuid,
  id: Uuid,
  class: z.enum(RetentionNames),
  week: Monday,
  count: z.int().min(1),
  oldestWeek: Monday.nullable(),
  seq: z.int().min(1),
  chain: bytes(32, 32),
  publicKey: SignPublic,
  signature: bytes(64, 64),
});
export const RetentionView = z.strictObject({ classes: z.array(z.strictObject({ class: z.enum(RetentionNames), weeks: z.int().min(1) })), proofs: z.array(DestructionProof) });
export type RetentionView = z.infer<typeof RetentionView>;

export const KeyLogView = z.strictObject({ installation: z.string(), head: z.string(), entries: z.array(LogEntry) });
export type KeyLogView = z.infer<typeof KeyLogView>;

/** `codeSalt`: with it every code of this installation becomes keys; public, as it stands on every page that takes a code. */
export const InstallationView = z.strictObject({ installation: z.string(), demo: z.boolean(), codeSalt: z.string() });
export type InstallationView = z.infer<typeof InstallationView>;

/** A support point as others need it: where a report may be sealed for. */
export type SupportPoint = {
  readonly team: string;
  readonly organisation: string;
  readonly service: string;
  readonly recipient: string;
  readonly epoch: number;
  /** Active, certified members who hold the current key. */
  readonly workingKeys: number;
  /** False when closed by hand, by the desk's check, or when no key works. */
  readonly intakeOpen: boolean;
  /** Working days within which the team promises its first answer. */
  readonly answerDays: number;
};
