/** People who use a server from outside: visitors with the very code of the visitor's scripts, workers with that of the desk. */
import { createHash } from "node:crypto";
import { nodeArgon2 } from "../../src/base/argon2-node.ts";
import { totpAt } from "../../src/accounts/index.ts";
import { readForm, type ReportForm } from "../../src/cases/shape.ts";
import type { DeskCase } from "../../src/cases/shape.ts";
import { openCase, piecesOfKind, type OpenedCase } from "../../src/desk/cases/opening.ts";
import { openKeyring, type Keyring } from "../../src/desk/keyring/keyring.ts";
import { fromBase64Url, openPassphrase, readFile, readManifest, toBase64Url, type KeyLogEntry } from "../../src/envelope/index.ts";
import { exampleSecrets } from "../../src/ops/index.ts";
import type { Ask } from "../../src/ops/example/line.ts";
import type { Worker } from "../../src/ops/example/worker.ts";
import type { Line } from "../../src/site/browser/sealing/api.ts";
import { newIdentity, sealCleanFile, sealReport, type Destination, type Identity } from "../../src/site/browser/sealing/report.ts";
import { draftOf, openWith, say, type Talk } from "../../src/site/browser/sealing/talk.ts";
import { uploadSealed, type Watcher } from "../../src/site/browser/sealing/upload.ts";

export type Form = { readonly salt: string; readonly destination: Destination };

const formHeaders = { "content-type": "application/x-www-form-urlencoded" };

/** Opens the report form for a support point, as a browser does, and reads what it tells the script. `from`: the visitor's address. */
export async function openForm(address: string, team = "kindertelefoon", from = "2001:db8:1::1"): Promise<Form> {
  const response = await fetch(`${address}/melden/formulier`, { method: "POST", body: new URLSearchParams({ team }), headers: { ...formHeaders, "x-forwarded-for": from } });
  return formIn(await response.text(), response.status);
}

export type CallForm = Form & { readonly slots: readonly string[] };

/** Opens the form that asks for a call, as a browser does, for a moment that is free. */
export async function openCallForm(address: string, team = "kindertelefoon", from = "2001:db8:1::1"): Promise<CallForm> {
  const response = await fetch(`${address}/bel-mij/gegevens`, { method: "POST", body: new URLSearchParams({ team }), headers: { ...formHeaders, "x-forwarded-for": from } });
  const html = await response.text();
  const slots = [...html.matchAll(/name="slot" value="(\d{4}-[^"]+Z)"/g)].map(([, slot]) => slot ?? "");
  return { ...formIn(html, response.status), slots };
}

function formIn(html: string, status: number): Form {
  const attribute = (name: string): string => {
    const found = new RegExp(`data-${name}="([^"]*)"`).exec(html)?.[1];
    if (found === undefined) throw new Error(`The form (status ${status}) has no data-${name}`);
    return found;
  };
  const destination = {
    installation: attribute("installation"), team: attribute("team"), epoch: Number(attribute("epoch")), recipient: attribute("recipient"),
    noticeRecipient: attribute("notice-recipient"), ticket: attribute("ticket"), case: attribute("case"), language: "nl",
  };
  return { salt: attribute("salt"), destination };
}

export const told = (fields: Partial<Record<keyof ReportForm, string>>): ReportForm => readForm((name) => fields[name] ?? "");

/** Gives up at once when the server is gone: these people do not wait for it. */
function impatient(): Watcher {
  const gone = new AbortController();
  return { progress: () => undefined, waiting: (lost) => lost && gone.abort(), pause: () => Promise.resolve(), signal: gone.signal };
}

async function uploaded(line: Line, bytes: Uint8Array): Promise<{ readonly manifest: Awaited<ReturnType<typeof sealCleanFile>>["manifest"]; readonly upload: string } | undefined> {
  const { sealed, manifest } = await sealCleanFile({ name: "foto.jpg", type: "image/jpeg", bytes });
  const answer = await uploadSealed(line, { sealed, begun: undefined }, impatient());
  return answer.ok ? { manifest, upload: answer.value } : undefined;
}

export type Receipted = { readonly identity: Identity; readonly case: string; readonly files: readonly string[] };
export const digestOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Reports with one file. Answers what the receipt promises, or nothing when no receipt was shown. */
export async function reportWithFile(line: Line, form: Form, what: string, file: Uint8Array, danger: "no" | "now" = "no"): Promise<Receipted | undefined> {
  const identity = await newIdentity(form.salt);
  const attached = await uploaded(line, file);
  if (attached === undefined) return undefined;
  const post = await sealReport(form.destination, told({ what, danger }), identity, [attached]);
  const answer = await line.ask({ method: "POST", path: "/api/v1/reports", body: post }, (value): value is { case: string } => typeof value === "object" && value !== null && "case" in value);
  return answer.ok ? { identity, case: form.destination.case, files: [digestOf(file)] } : undefined;
}

/** Opens the conversation with the code's keys. */
export async function talkOf(line: Line, installation: string, { identity }: Pick<Receipted, "identity">): Promise<Talk | undefined> {
  const answer = await openWith(line, identity.keys, { installation });
  return answer.ok ? answer.value : undefined;
}

/** Writes a message with a file; answers the file's digest when it was confirmed. */
export async function writeWithFile(line: Line, talk: Talk, text: string, file: Uint8Array): Promise<string | undefined> {
  const attached = await uploaded(line, file);
  if (attached === undefined) return undefined;
  const entries = [{ kind: "message" as const, body: { text } }, { kind: "file" as const, body: attached.manifest, upload: attached.upload }];
  const answer = await say(line, talk, draftOf(entries));
  return answer.ok ? digestOf(file) : undefined;
}

export type SignedIn = { readonly address: string; readonly cookie: string; readonly keyring: Keyring };

/** A worker of the example network at the desk. `at`: the moment whose digits are typed; digits are good once. */
export async function signedIn(address: string, name: string, at = new Date()): Promise<SignedIn> {
  const { passphrase, totpSecret } = exampleSecrets(name);
  const post = (path: string, body: unknown): Promise<Response> => fetch(`${address}/api/v1${path}`, { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } });
  const { salt } = (await (await post("/sign-in/starts", { name })).json()) as { salt: string };
  const keys = await openPassphrase(passphrase, fromBase64Url(salt) ?? new Uint8Array(), nodeArgon2);
  const response = await post("/sign-in/sessions", { name, auth: toBase64Url(keys.auth), totp: totpAt(totpSecret, at) });
  if (response.status !== 201) throw new Error(`${name} could not sign in: ${response.status} ${await response.text()}`);
  const cookie = (response.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  return { address, cookie, keyring: await openKeyring((await response.json()) as never, keys.wrapping) };
}

/** The same person as the example's worker, who can take and answer cases. */
export function asWorker({ address, cookie, keyring }: SignedIn): Worker {
  const ask: Ask = (request) => fetch(new Request(new URL(new URL(request.url).pathname, address), request));
  const [team] = keyring.teams;
  if (team === undefined) throw new Error("This member has no team key");
  const member = { member: keyring.member, name: "", keys: keyring.own, signer: keyring.signer };
  return { ask, cookie, member, team: { team: team.team, epoch: team.epoch, keys: { identity: team.identity, recipient: team.recipient } } };
}

/** Opens a case at the desk, with the signatures checked against the key log. */
export async function openedAtDesk({ address, cookie, keyring }: SignedIn, id: string): Promise<OpenedCase> {
  const get = async <T>(path: string): Promise<T> => (await (await fetch(`${address}/api/v1${path}`, { headers: { cookie } })).json()) as T;
  const log = await get<{ entries: KeyLogEntry[] }>("/key-log");
  return openCase(await get<DeskCase>(`/cases/${id}`), { keyring, log: log.entries, known: new Map() });
}

/** Digests of all attachments of an opened case, each checked whole against its signed manifest. */
export async function filesAtDesk({ address, cookie }: SignedIn, opened: OpenedCase): Promise<string[]> {
  const digests: string[] = [];
  for (const piece of piecesOfKind(opened.shared, "file")) {
    const response = await fetch(`${address}/api/v1/cases/${opened.raw.id}/files/${piece.header.piece}`, { headers: { cookie } });
    digests.push(digestOf(await readFile(response.body ?? new ReadableStream(), readManifest(piece.body))));
  }
  return digests;
}
