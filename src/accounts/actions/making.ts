/**
 * A whole organisation with keys, made on the server: ONLY for the demo and for tests, where reports reach nobody. In a
 * real installation every key is made in the browser of the person it belongs to and the server never holds one.
 */
import type { Context } from "../../base/index.ts";
import type { KeyPair, Signer } from "../../envelope/index.ts";
import type { Role } from "../permissions.ts";

export type MadeMember = {
  readonly name: string;
  readonly shownName: string;
  readonly roles: readonly Role[];
  readonly teams: readonly string[];
  readonly passphrase: string;
  /** 20 bytes. */
  readonly totpSecret: Uint8Array;
};

export type MadeOrganisation = {
  readonly organisation: string;
  readonly name: string;
  readonly teams: readonly { readonly team: string; readonly service: string; readonly name: string; readonly answerDays: number }[];
  readonly members: readonly MadeMember[];
};

export type CreatedMember = { readonly member: string; readonly name: string; readonly keys: KeyPair; readonly signer: Signer };
export type CreatedOrganisation = {
  readonly organisation: string;
  readonly members: readonly CreatedMember[];
  /** The key that opens what is sealed for the team; epoch 1. */
  readonly teams: readonly { readonly team: string; readonly epoch: number; readonly keys: KeyPair }[];
};

/** Makes organisation, teams (intake open), members, keys, certificates and wraps in one transaction. */
export async function createOrganisation(context: Context, plan: MadeOrganisation): Promise<CreatedOrganisation> {
  if (context.config.mode !== "demo") throw new Error("Keys of people are made on the server in the demo only");
  throw new Error(`Not made yet: ${plan.organisation}`);
}
