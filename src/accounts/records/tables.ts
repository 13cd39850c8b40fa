/** The tables of `migrations/0002_accounts.sql` as types. Every query of this room starts here. */
import type { ColumnType, Kysely } from "kysely";
import type { Transaction } from "../../base/index.ts";
import type { Role } from "../rules/permissions.ts";
import type { RecoveryState } from "../rules/recovery.ts";

type Time = ColumnType<Date, Date, Date>;
type Bytes = Uint8Array;

export interface AccountTables {
  readonly organisations: { id: string; name: string; since: Time };
  readonly teams: { id: string; organisation: string; service: string; name: string; answer_days: number; intake_open: boolean };
  readonly members: {
    id: string;
    organisation: string;
    name: string;
    shown_name: string;
    roles: Role[];
    status: "active" | "ended";
    certified: boolean;
  };
  readonly team_members: { team: string; member: string; organisation: string };
  readonly credentials: {
    member: string;
    salt: Bytes;
    auth_salt: Bytes;
    auth_hash: Bytes;
    totp_sealed: Bytes;
    totp_last_step: number;
  };
  readonly passkeys: {
    id: string;
    member: string;
    public_key: Bytes;
    counter: number;
    transports: string[];
    label: string;
    prf_salt: Bytes;
    wrapped: Bytes;
    since: Time;
  };
  readonly member_keys: { member: string; organisation: string; recipient: string; sign_public: Bytes; wrapped: Bytes };
  readonly team_keys: { team: string; organisation: string; epoch: number; recipient: string; since: Date | null };
  readonly team_key_wraps: { team: string; organisation: string; epoch: number; member: string; wrapped: Bytes };
  readonly organisation_roots: { organisation: string; public: Bytes };
  readonly organisation_root_wraps: { organisation: string; member: string; wrapped: Bytes };
  readonly key_log: {
    sequence: number;
    organisation: string;
    entry: ColumnType<Record<string, unknown>, string, never>;
    hash: string;
  };
  readonly sessions: { id: string; token_hash: Bytes; member: string; since: Time; ends_at: Time; seen: Date | null };
  readonly invitations: {
    id: string;
    token_hash: Bytes;
    organisation: string;
    shown_name: string;
    roles: Role[];
    teams: string[];
    ends_at: Time;
  };
  readonly identity_providers: { organisation: string; issuer: string; client_id: string; client_secret: Bytes };
  readonly identities: { member: string; organisation: string; subject_hmac: Bytes };
  readonly member_notices: { member: string; organisation: string; sealed: Bytes; digest: "at-once" | "daily"; hour: number | null };
  readonly member_ties: { member: string; organisation: string; kind: "school" | "board"; code: string };
  readonly recovery_shares: { member: string; organisation: string; part: number; holder: string; sealed: Bytes };
  readonly holder_losses: { member: string; organisation: string };
  readonly recoveries: {
    id: string;
    member: string;
    organisation: string;
    begun_by: string;
    state: RecoveryState;
    since: Time;
    asked: Date | null;
    opens_at: Date | null;
    ends_at: Time;
    token_hash: Bytes | null;
    recipient: string | null;
    salt: Bytes | null;
    auth_salt: Bytes | null;
    auth_hash: Bytes | null;
    totp_sealed: Bytes | null;
  };
  readonly recovery_gifts: { recovery: string; organisation: string; holder: string; part: number; sealed: Bytes };
  /** A view: see the migration. */
  readonly support_points: {
    team: string;
    organisation: string;
    service: string;
    recipient: string;
    epoch: number;
    intake_open: boolean;
    answer_days: number;
    working_keys: number;
  };
  /** A view for the coordinator. */
  readonly taking_part: { id: string; name: string; members: number; teams: number; open_teams: number };
  /** Of the store: what this installation is, and the one-time numbers that were used. */
  readonly settings: { single: boolean; installation: string; salt: Bytes };
  readonly used_nonces: { nonce: Bytes; expires: Time };
}


/** The same transaction, seen with this room's tables: rooms hand their transactions to each other's doors. */
export function accountTables<Tables>(tx: Transaction<Tables>): Kysely<AccountTables> {
  return tx.sql as unknown as Kysely<AccountTables>;
}
