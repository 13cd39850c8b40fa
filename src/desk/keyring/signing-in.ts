/** The ways in: passphrase with digits, or a passkey. Each ends with who somebody is and what he can open. */
import { z } from "zod";
import { startAuthentication, startRegistration } from "@simplewebauthn/browser";
import type { PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/browser";
import { Me, PasskeyOptions, SignInStarted, SignedOut } from "../../accounts/shape.ts";
import { openPassphrase, toBase64Url, wrap } from "../../envelope/index.ts";
import { ask, Refusal, tell } from "../api.ts";
import { browserArgon2 } from "./argon2.ts";
import { bytesOf, KeyringRefusal, openKeyring } from "./keyring.ts";
import type { Keyring } from "./keyring.ts";
import { wrappingFromPasskey } from "./making.ts";

export type SignedIn = { readonly me: Me; readonly keyring: Keyring };

export async function signInWithPassphrase(given: { readonly name: string; readonly passphrase: string; readonly totp: string }): Promise<SignedIn> {
  const { salt } = await ask("/sign-in/starts", { method: "POST", body: { name: given.name }, out: SignInStarted });
  const keys = await openPassphrase(given.passphrase, bytesOf(salt), browserArgon2);
  const me = await ask("/sign-in/sessions", { method: "POST", body: { name: given.name, auth: toBase64Url(keys.auth), totp: given.totp }, out: Me });
  return { me, keyring: await openKeyring(me, keys.wrapping) };
}

/** The session lives; only the keys were forgotten. The passphrase is not sent anywhere, also not its derived half. */
export async function unlockWithPassphrase(me: Me, passphrase: string): Promise<SignedIn> {
  const keys = await openPassphrase(passphrase, bytesOf(me.salt), browserArgon2);
  const fresh = await readMe();
  return { me: fresh, keyring: await openKeyring(fresh, keys.wrapping) };
}

export function readMe(): Promise<Me> {
  return ask("/me", { out: Me });
}

export async function signOut(): Promise<void> {
  await ask("/sign-in/sessions", { method: "DELETE", out: SignedOut });
}

const Prf = z.object({ prf: z.object({ eval: z.object({ first: z.string() }) }) });

/** What an authenticator derives from; the library takes bytes where the wire has text. */
function withPrf<T extends object>(options: T, salt: Uint8Array<ArrayBuffer>): T {
  return { ...options, extensions: { prf: { eval: { first: salt } } } };
}

function saltOf(options: Record<string, unknown>): Uint8Array<ArrayBuffer> {
  const read = Prf.safeParse(options["extensions"]);
  return bytesOf(read.success ? read.data.prf.eval.first : "");
}

function prfOf(results: unknown): Uint8Array | undefined {
  const first: unknown = Reflect.get(Reflect.get(Reflect.get(Object(results), "prf") ?? {}, "results") ?? {}, "first");
  if (first instanceof ArrayBuffer) return new Uint8Array(first);
  return first instanceof Uint8Array ? first : undefined;
}

/** What goes to the server: everything but what the authenticator derived, which opens the keys. */
function withoutSecrets<T extends { clientExtensionResults: unknown }>(response: T): Record<string, unknown> {
  return { ...response, clientExtensionResults: {} };
}

export async function signInWithPasskey(): Promise<SignedIn> {
  const { options, ticket } = await ask("/sign-in/passkeys/options", { method: "POST", out: PasskeyOptions });
  const salt = saltOf(options);
  const response = await startAuthentication({ optionsJSON: withPrf(options as unknown as PublicKeyCredentialRequestOptionsJSON, salt) });
  const prf = prfOf(response.clientExtensionResults);
  if (prf === undefined) throw new Refusal("passkey-not-usable");
  const me = await ask("/sign-in/passkeys/sessions", { method: "POST", body: { ticket, response: withoutSecrets(response) }, out: Me });
  const passkey = me.passkeys.find((one) => one.id === response.id);
  if (passkey === undefined) throw new KeyringRefusal("swapped");
  return { me, keyring: await openKeyring(me, await wrappingFromPasskey(prf), passkey.wrapped) };
}

/** Adds a passkey. Not every authenticator derives at once, so a second touch may be asked; one that cannot is refused. */
export async function addPasskey(keyring: Keyring, label: string): Promise<void> {
  const { options, ticket } = await ask("/me/passkeys/options", { method: "POST", out: PasskeyOptions });
  const salt = saltOf(options);
  const response = await startRegistration({ optionsJSON: withPrf(options as unknown as PublicKeyCredentialCreationOptionsJSON, salt) });
  const prf = prfOf(response.clientExtensionResults) ?? (await deriveWith(response.id, salt));
  if (prf === undefined) throw new Refusal("passkey-not-usable");
  const { recipient } = await wrappingFromPasskey(prf);
  const wrapped = await wrap(JSON.stringify({ identity: keyring.own.identity, sign: keyring.signSecret }), [recipient]);
  const body = { ticket, response: withoutSecrets(response), label, prfSalt: toBase64Url(salt), wrapped: toBase64Url(wrapped) };
  await tell("/me/passkeys", { method: "POST", body });
}

async function deriveWith(id: string, salt: Uint8Array<ArrayBuffer>): Promise<Uint8Array | undefined> {
  const challenge = toBase64Url(crypto.getRandomValues(new Uint8Array(32)));
  const options = { challenge, allowCredentials: [{ id, type: "public-key" as const }], userVerification: "required" as const, rpId: location.hostname };
  const response = await startAuthentication({ optionsJSON: withPrf(options, salt) });
  return prfOf(response.clientExtensionResults);
}
