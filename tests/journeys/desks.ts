/** Workers at two desks, with the very code that runs in their browsers. */
import type { CreatedOrganisation } from "../../src/accounts/index.ts";
import type { DeskCase } from "../../src/cases/shape.ts";
import { sealReferral } from "../../src/desk/cases/consent.ts";
import { sealNext } from "../../src/desk/cases/writing.ts";
import { openCase } from "../../src/desk/cases/opening.ts";
import type { KnownChains, OpenedCase } from "../../src/desk/cases/opening.ts";
import type { Holders } from "../../src/desk/cases/placing.ts";
import type { Keyring } from "../../src/desk/keyring/keyring.ts";
import type { KeyLogEntry } from "../../src/envelope/index.ts";
import type { Answered, World } from "./cases-world.ts";

export type Desk = { readonly world: Pick<World, "api">; readonly cookie: string; readonly keyring: Keyring; readonly team: string };

/** What a member holds after signing in; `at`: which of the organisation's people. */
export function keyringOf(organisation: CreatedOrganisation, at: number): Keyring {
  const member = organisation.members[at];
  if (member === undefined) throw new Error("nobody works here");
  const teams = organisation.teams.map(({ team, epoch, keys }) => ({ team, epoch, ...keys }));
  return { member: member.member, organisation: organisation.organisation, own: member.keys, signer: member.signer, signSecret: "", teams, root: undefined };
}

/** A question for consent to these kinds of pieces, by this desk, for another team. Answers the id. */
export async function askConsent(desk: Desk, id: string, to: { readonly team: string; readonly kinds: readonly string[]; readonly until: string; readonly text?: string; readonly kind?: "consent-asked" | "consent-spoken" }): Promise<string> {
  const opened = await openedAt(desk, id);
  const parts = opened.shared.pieces.filter(({ raw }) => to.kinds.includes(raw.kind)).map(({ raw }) => raw.id);
  const body = { purpose: "referral", team: to.team, parts, later: false, until: to.until, text: to.text ?? "Mag ik dit delen?" } as const;
  const piece = await sealNext(opened, { kind: to.kind ?? "consent-asked", body }, { keyring: desk.keyring, log: await logOf(desk) });
  const answer = await asked(desk, "POST", `/cases/${id}/consents`, { piece, purpose: "referral", team: to.team, until: to.until });
  if (answer.status !== 204) throw new Error(JSON.stringify(answer.json));
  return piece.id;
}

/** Offers the case to that team with what was agreed. Answers the new case. */
export async function offer(desk: Desk, id: string, to: { readonly team: string; readonly consent: string; readonly today: string; readonly held?: Holders }): Promise<string> {
  const opened = await openedAt(desk, id);
  const post = await sealReferral({ opened, given: [], purpose: "referral", ...to }, { text: "Wil jij haar verder helpen?", step: "We vroegen een ander punt om je te helpen." }, { keyring: desk.keyring, log: await logOf(desk) });
  const answer = await asked(desk, "POST", `/cases/${id}/referrals`, post);
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.json));
  return post.placed.case;
}

export async function deskOf(world: World, organisation: CreatedOrganisation, at = 0): Promise<Desk> {
  const keyring = keyringOf(organisation, at);
  const cookie = await world.signIn(organisation.members[at]?.name ?? "");
  return { world, cookie, keyring, team: organisation.teams[0]?.team ?? "" };
}

export const asked = (desk: Desk, method: string, path: string, body?: unknown): Promise<Answered> => desk.world.api(method, `/api/v1${path}`, body, desk.cookie);

export async function logOf({ world }: Pick<Desk, "world">): Promise<readonly KeyLogEntry[]> {
  return (await world.api("GET", "/api/v1/key-log")).json["entries"] as KeyLogEntry[];
}

/** Opens a case as the desk does; throws where the worker gets nothing. */
export async function openedAt(desk: Desk, id: string, known: KnownChains = new Map()): Promise<OpenedCase> {
  const { status, json } = await asked(desk, "GET", `/cases/${id}`);
  if (status !== 200) throw new Error(`not opened: ${status}`);
  return openCase(json as unknown as DeskCase, { keyring: desk.keyring, log: await logOf(desk), known });
}
