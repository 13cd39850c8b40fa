/** A worker of the fixture's desk with the very modules of the desk: opens, checks and seals as a worker's browser does. */
import { openCase } from "../../src/desk/cases/opening.ts";
import type { OpenedCase } from "../../src/desk/cases/opening.ts";
import { sealNext } from "../../src/desk/cases/writing.ts";
import type { Writing } from "../../src/desk/cases/writing.ts";
import type { Keyring } from "../../src/desk/keyring/keyring.ts";
import type { KeyLogEntry } from "../../src/envelope/index.ts";
import type { DeskCase } from "../../src/cases/shape.ts";
import type { World } from "./cases-world.ts";

export type Said = { readonly status: number; readonly reference?: unknown };
export type SealedDesk = {
  readonly cookie: string;
  readonly keyring: Keyring;
  get(path: string): Promise<Readonly<Record<string, unknown>>>;
  post(path: string, body: unknown): Promise<Said>;
  list(): Promise<void>;
  read(id: string): Promise<DeskCase>;
  open(id: string): Promise<OpenedCase>;
  write(id: string, kind: Writing["kind"], body: unknown, act?: string): Promise<Said>;
  answer(id: string, text: string, act: "answer" | "ask-helped"): Promise<void>;
  move(id: string, post: unknown): Promise<Said>;
};

function keyringOf(world: World, name: string): Keyring {
  const member = world.desk.members.find((one) => one.name === `balans-${name}`);
  if (member === undefined) throw new Error(`nobody is called ${name}`);
  const teams = world.desk.teams.map(({ team, epoch, keys }) => ({ team, epoch, ...keys }));
  return { member: member.member, organisation: "balans", own: member.keys, signer: member.signer, signSecret: "", teams, root: undefined };
}

/** Signs in (which takes a minute of the clock) and holds the keys; sign in again after the clock was moved far. */
export async function deskOf(world: World, name: "anna" | "bram"): Promise<SealedDesk> {
  const cookie = await world.signIn(`balans-${name}`);
  const keyring = keyringOf(world, name);
  const known = new Map<string, { sequence: number; head: string }>();
  const log = async (): Promise<readonly KeyLogEntry[]> => (await world.api("GET", "/api/v1/key-log")).json["entries"] as KeyLogEntry[];
  const get: SealedDesk["get"] = async (path) => {
    const answer = await world.api("GET", path, undefined, cookie);
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.json)}`);
    return answer.json;
  };
  const post: SealedDesk["post"] = async (path, body) => {
    const { status, json } = await world.api("POST", path, body, cookie);
    return json["reference"] === undefined ? { status } : { status, reference: json["reference"] };
  };
  const read = async (id: string): Promise<DeskCase> => (await get(`/api/v1/cases/${id}`)) as unknown as DeskCase;
  const open = async (id: string): Promise<OpenedCase> => openCase(await read(id), { keyring, log: await log(), known });
  const write: SealedDesk["write"] = async (id, kind, body, act) => {
    const piece = await sealNext(await open(id), { kind, body } as Writing, { keyring, log: await log() });
    return post(`/api/v1/cases/${id}/pieces`, { piece, ...(act === undefined ? {} : { act }) });
  };
  return {
    cookie, keyring, get, post, read, open, write,
    list: async () => void (await get("/api/v1/cases?filter=all")),
    answer: async (id, text, act) => {
      if (act === "ask-helped") await post(`/api/v1/cases/${id}/state`, { act: "take", expected: (await read(id)).state });
      const said = await write(id, "answer", { text, ...(act === "ask-helped" ? { asksHelped: true } : {}) }, act);
      if (said.status !== 201) throw new Error(`the answer was refused: ${JSON.stringify(said)}`);
    },
    move: (id, body) => post(`/api/v1/cases/${id}/state`, body),
  };
}
