/** What travels about a release between the desk and the server. A number that is hidden never does; why it is hidden does. */
import { z } from "zod";
import { ReleaseStates } from "../rules/release.ts";

export const ReleasePeriod = z.string().regex(/^\d{4}(-q[1-4])?$/);
export const ReleaseHash = z.string().regex(/^[0-9a-f]{64}$/);

/** Why a number is not printed. */
export const HiddenBecause = ["primary", "secondary", "interval", "insider", "group", "previous"] as const;
export type HiddenBecause = (typeof HiddenBecause)[number];

/** Why there is no release. `where` of a refusal names a table, a field or an earlier release. */
export const NoReleaseBecause = [
  "previous", "specification", "published-before", "facts", "not-one-kind", "counts-gone", "table-empty", "one-contributor",
  "table-too-fine", "hierarchy-changed", "previous-missing", "previous-altered", "cannot-be-protected", "input-invalid", "failed",
] as const;
export type NoReleaseBecause = (typeof NoReleaseBecause)[number];

export const ReleaseParams = z.strictObject({ release: z.uuid() });
export type ReleaseParams = z.infer<typeof ReleaseParams>;
export const ReleasePost = z.strictObject({ period: ReleasePeriod });
export type ReleasePost = z.infer<typeof ReleasePost>;
/** Of the release that was looked at: the server refuses when it is another. */
export const AgreementPost = z.strictObject({ hash: ReleaseHash });
export type AgreementPost = z.infer<typeof AgreementPost>;

/** `step` and `tenths`: how far it is while it is being made. `mine`: asked by who looks. */
const line = { id: z.uuid(), period: ReleasePeriod, state: z.enum(ReleaseStates), mine: z.boolean(), day: z.iso.date(), step: z.string(), tenths: z.int().min(0).max(10) };
export const ReleaseLine = z.strictObject(line);
export type ReleaseLine = z.infer<typeof ReleaseLine>;
/** `periods`: what may be asked for now, newest first. */
export const ReleasesAnswer = z.strictObject({ periods: z.array(ReleasePeriod), releases: z.array(ReleaseLine) });
export type ReleasesAnswer = z.infer<typeof ReleasesAnswer>;

const codes = z.record(z.string(), z.string());
/** `value` and `why`: one of the two. A subject that a row does not name stands for all of it. */
export const ReleaseRowView = z.strictObject({ codes, value: z.int().nullable(), why: z.enum(HiddenBecause).nullable() });
export type ReleaseRowView = z.infer<typeof ReleaseRowView>;
export const ReleaseTableView = z.strictObject({ id: z.string(), dims: z.array(z.string()), fixed: codes, rows: z.array(ReleaseRowView) });
export type ReleaseTableView = z.infer<typeof ReleaseTableView>;

export const ReleaseView = z.strictObject({
  ...line,
  hash: ReleaseHash.nullable(),
  /** Something else was published since it was prepared: it was not protected against that. */
  outdated: z.boolean(),
  refused: z.strictObject({ because: z.enum(NoReleaseBecause), where: z.string() }).nullable(),
  prepared: z
    .strictObject({
      threshold: z.int(),
      cells: z.int(),
      printed: z.int(),
      against: z.int(),
      /** Quarters that were printed before and whose facts changed since: they stay as they were. */
      changed: z.array(z.string()),
      /** An organisation came after the first release: sums that were printed cannot change, so there is no table by organisation. */
      withoutOrganisations: z.boolean(),
      madeUp: z.boolean(),
      tables: z.array(ReleaseTableView),
    })
    .nullable(),
});
export type ReleaseView = z.infer<typeof ReleaseView>;
