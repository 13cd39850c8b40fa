/** Opens a sample of stored reports again: with the code, as the person does, and with the team's key, as the desk does. */
import { nodeArgon2 } from "../src/base/argon2-node.ts";
import { totpAt } from "../src/accounts/index.ts";
import { fromBase64Url, openPassphrase, toBase64Url, verifyKeyLog, type KeyLogEntry } from "../src/envelope/index.ts";
import { openCase, piecesOfKind } from "../src/desk/cases/opening.ts";
import { openKeyring, type Keyring } from "../src/desk/keyring/keyring.ts";
import { exampleSecrets } from "../src/ops/index.ts";
import { keysOf, openWith } from "../src/site/browser/sealing/talk.ts";
import { lineTo } from "../tests/support/line.ts";
import type { Caller } from "./measuring.ts";
import type { Running } from "./servers.ts";
import type { SealedReport } from "./sealing-worker.ts";

type Settings = { readonly installation: string; readonly salt: string };

const parsed = (body: Buffer): never => JSON.parse(body.toString()) as never;

/** A signed-in worker of the example's team, with his keys opened. */
export async function workerOf(client: Caller, name: string): Promise<{ readonly keyring: Keyring; readonly headers: Record<string, string> }> {
  const { passphrase, totpSecret } = exampleSecrets(name);
  const json = { "content-type": "application/json" };
  const started: { salt: string } = parsed((await client.call({ method: "POST", path: "/api/v1/sign-in/starts", body: JSON.stringify({ name }), headers: json })).body);
  const keys = await openPassphrase(passphrase, fromBase64Url(started.salt) ?? new Uint8Array(), nodeArgon2);
  const body = JSON.stringify({ name, auth: toBase64Url(keys.auth), totp: totpAt(totpSecret, new Date()) });
  const signedIn = await client.call({ method: "POST", path: "/api/v1/sign-in/sessions", body, headers: json });
  if (signedIn.status !== 201) throw new Error(`The worker could not sign in: ${signedIn.status}`);
  const cookie = String(signedIn.headers["set-cookie"]).split(";")[0] ?? "";
  return { keyring: await openKeyring(parsed(signedIn.body), keys.wrapping), headers: { cookie } };
}

/** Of a hundred reports spread over all: how many open with their code, and how many with the team's key. */
export async function openSampled(client: Caller, product: Running, all: readonly SealedReport[], settings: Settings): Promise<{ readonly withCode: number; readonly withKey: number }> {
  const step = Math.max(1, Math.floor(all.length / 100));
  const sample = all.filter((_, index) => index % step === 0).slice(0, 100);
  const worker = await workerOf(client, "noor");
  const log: { entries: KeyLogEntry[] } = parsed((await client.call({ method: "GET", path: "/api/v1/key-log" })).body);
  if (!verifyKeyLog(log.entries).ok) throw new Error("The key log does not hold");
  let withCode = 0;
  let withKey = 0;
  for (const { code, body } of sample) {
    const keys = await keysOf(code, settings.salt);
    const talk = keys === undefined ? undefined : await openWith(lineTo(product.address), keys, { installation: settings.installation });
    if (talk?.ok === true && talk.value.items.some((item) => item.kind === "report" && item.trouble === undefined)) withCode += 1;
    const id = (JSON.parse(body) as { case: string }).case;
    const found = await client.call({ method: "GET", path: `/api/v1/cases/${id}`, headers: worker.headers });
    const opened = await openCase(parsed(found.body), { keyring: worker.keyring, log: log.entries, known: new Map() });
    if (piecesOfKind(opened.shared, "report").length === 1) withKey += 1;
  }
  return { withCode, withKey };
}
