/** From what was typed to a case of the own team: sealed here, sent once, and closed in the same act when it was a question only. */
import { StateAnswer } from "../../cases/shape/wire.ts";
import { PlacedAnswer } from "../../cases/shape/placing.ts";
import type { IntakePost } from "../../cases/shape/placing.ts";
import { factToken, newCode, openCode, toBase64Url } from "../../envelope/index.ts";
import type { KeyLogEntry, ReporterKeys } from "../../envelope/index.ts";
import { ask, Refusal } from "../api.ts";
import { sealCase } from "../cases/placing.ts";
import { browserArgon2 } from "../keyring/argon2.ts";
import { bytesOf } from "../keyring/keyring.ts";
import type { Keyring } from "../keyring/keyring.ts";
import { labelOf, piecesOf } from "./typed.ts";
import type { Typed } from "./typed.ts";

export type CallersCode = { readonly code: string; readonly keys: ReporterKeys };

/** A code for the caller, made here. Whoever reads it out knows it: the caller is told to take a new one. `salt`: the installation's. */
export async function makeCode(salt: string): Promise<CallersCode> {
  const code = newCode(crypto.getRandomValues(new Uint8Array(10)));
  return { code, keys: await openCode(code, bytesOf(salt), browserArgon2) };
}

export type Sealing = { readonly typed: Typed; readonly team: string; readonly code: CallersCode | undefined; readonly installation: string; readonly keyring: Keyring; readonly log: readonly KeyLogEntry[] };

/** What is sent, and what the new case is counted under. */
export type SealedIntake = { readonly post: IntakePost; readonly token: string };

/** Sealing the same twice gives other bytes: kept to be sent again, so that a lost answer makes no second case. */
export async function sealIntake({ typed, team, code, installation, keyring, log }: Sealing): Promise<SealedIntake> {
  const reporters = code === undefined ? [] : [{ holder: "reporter", recipient: code.keys.recipient }];
  const { placed, identity } = await sealCase({ installation, team, label: labelOf(typed, team), pieces: piecesOf(typed, team), reporters }, { keyring, log });
  const token = factToken(identity.identity);
  if (code === undefined) return { post: placed, token };
  const { lookup, recipient, signer } = code.keys;
  return { post: { ...placed, reporter: { lookup: toBase64Url(lookup), recipient, signKey: toBase64Url(signer.publicKey) } }, token };
}

export async function placeIntake(post: IntakePost): Promise<string> {
  return (await ask("/cases", { method: "POST", body: post, out: PlacedAnswer })).case;
}

/** A question that was answered: nobody asked the caller whether it helped, so it closes as not known (promise 7). */
export async function closeQuestion(id: string): Promise<void> {
  try {
    await ask(`/cases/${id}/state`, { method: "POST", body: { act: "close", expected: "open", outcome: "not-known" }, out: StateAnswer });
  } catch (error) {
    // Closed already by the first try, whose answer was lost.
    if (!(error instanceof Refusal) || error.because !== "state-changed") throw error;
  }
}
