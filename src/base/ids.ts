declare const kind: unique symbol;
/** A UUIDv4 branded with what it names, so that a case's id can never be handed over as a member's. */
export type Id<Kind extends string> = string & { readonly [kind]: Kind };

export type CaseId = Id<"case">;
export type PieceId = Id<"piece">;
export type UploadId = Id<"upload">;
export type MemberId = Id<"member">;
export type SessionId = Id<"session">;

/** Short names chosen by people (`balans`, `ouders-onderwijs`): kebab-case, part of the contract. */
export type OrganisationId = Id<"organisation">;
export type TeamId = Id<"team">;
export type ServiceId = Id<"service">;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
export function isUuid(text: string): boolean {
  return uuid.test(text);
}
