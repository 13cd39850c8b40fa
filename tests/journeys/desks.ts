/** Workers at two desks, with the very code that runs in their browsers. */
import type { CreatedOrganisation } from "../../src/accounts/index.ts";
import type { DeskCase } from "../../src/cases/shape.ts";
import { openCase } from "../../src/desk/cases/opening.ts";
import type { KnownChains, OpenedCase } from "../../src/desk/cases/opening.ts";
import type { Keyring } from "../../src/desk/keyring/keyring.ts";
import type { KeyLogEntry } from "../../src/envelope/index.ts";
import type { Answered, World } from "./cases-world.ts";

export type Desk = { readonly world: World; readonly cookie: string; readonly keyring: Keyring; readonly team: string };

/** What a member holds after signing in; `at`: which of the organisation's people. */
export function keyringOf(organisation: CreatedOrganisation, at: number): Keyring {
  const member = organisation.members[at];
  if (member === undefined) throw new Error("nobody works here");
  const teams = organisation.teams.map(({ team, epoch, keys }) => ({ team, epoch, ...keys }));
  return { member: member.member, organisation: organisation.organisation, own: member.keys, signer: member.signer, signSecret: "", teams, root: undefined };
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
