/**
 * The directory as data: `content/organisations/<id>.json`, one file an organisation. Strict: a word too much is an error,
 * and so is a contact value without its source and the day on which it was read.
 *
 * What is not known is `null` or "unknown" and is shown as "niet bekend". Never fill in a likely number or hour.
 */
import { z } from "zod";
import type { OrganisationId, ServiceId } from "../base/index.ts";
import { DayText, HoursText } from "../clock/shape.ts";

/** The vocabulary that routing takes as input (product.md 3.1), as far as organisations say whom they are for. */
export const Roles = ["pupil", "parent", "staff", "board", "external-adviser", "care-professional"] as const;
export const Sectors = ["po", "vo", "so", "mbo"] as const;
export const Topics = [
  "bullying",
  "discrimination",
  "lhbtiq",
  "sexual-behaviour",
  "online-sexual",
  "physical-violence",
  "threat",
  "intimidation",
  "unfair-treatment",
  "radicalisation",
  "home",
  "absence",
  "support-needs",
  "removal",
  "complaint",
  "employment",
  "calamity",
  "policy",
  "suicidal",
  "other-school-matter",
  "unsure",
] as const;
export type Role = (typeof Roles)[number];
export type Sector = (typeof Sectors)[number];
export type Topic = (typeof Topics)[number];

const sentence = z.string().trim().min(2).max(400);
const said = z.strictObject({ nl: sentence, en: sentence });
const saidList = z.array(said);
const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

/** Where a fact comes from: a key of the project's list of sources, and the page itself when it has an address. */
const source = {
  source: z.string().regex(/^[a-z0-9-]+$/),
  sourceUrl: z.url().nullable(),
  /** The day on which the page was read, or the older day that the page itself tells. */
  verifiedAt: DayText,
  note: said.optional(),
};

export const ChannelKinds = ["phone", "chat", "mail", "form", "visit", "post"] as const;

export const Channel = z.strictObject({
  kind: z.enum(ChannelKinds),
  /** As it is written for people: `030-225 50 50`, an address of a page, a mail address. `null`: not known. */
  value: z.string().min(1).nullable(),
  label: said.optional(),
  opening: HoursText,
  /** A value from an older page that may no longer work: shown with its year, never offered first. */
  outdated: z.boolean().default(false),
  /** Where the opening hours were read, when that is another page than the value. */
  openingSource: z.strictObject({ source: source.source, sourceUrl: source.sourceUrl, verifiedAt: source.verifiedAt }).optional(),
  ...source,
});
export type Channel = z.output<typeof Channel>;

export const Service = z.strictObject({
  id: slug.transform((id) => id as ServiceId),
  name: said,
  does: saidList.min(1),
  cannot: saidList.min(1),
  roles: z.array(z.enum(Roles)),
  /** "all", or "unknown" when no page tells. */
  sectors: z.union([z.literal("all"), z.literal("unknown"), z.array(z.enum(Sectors)).min(1)]),
  ages: z.strictObject({ from: z.int().nullable(), to: z.int().nullable() }).nullable(),
  topics: z.union([z.literal("all"), z.array(z.enum(Topics)).min(1)]),
  /** For whom, in a sentence, where the fields above say too little (members only, first complain elsewhere, …). */
  condition: said.optional(),
  channels: z.array(Channel),
  /** ISO 639-1 codes; `null`: not known. */
  languages: z.array(z.string().length(2)).min(1).nullable(),
  cost: z.enum(["free", "local-rate", "members", "unknown"]),
  anonymity: z.enum(["yes", "no", "confidential", "unknown"]),
  /** A desk that listens to single cases: a report may be addressed to it once its organisation takes part here. */
  takesReports: z.boolean(),
  ...source,
});
export type ServiceText = z.output<typeof Service>;

export const OrganisationFile = z.strictObject({
  id: slug.transform((id) => id as OrganisationId),
  name: said,
  does: said,
  /** One of the sixteen members of the expert network, the ministry, or a referral outside it. */
  standing: z.enum(["member", "ministry", "referral"]),
  website: z.url().nullable(),
  services: z.array(Service).min(1),
  ...source,
});
export type OrganisationFile = z.output<typeof OrganisationFile>;

/** A service together with whose it is. `member` is the id of the organisation. */
export type Service = ServiceText & { readonly member: OrganisationId };
export type Organisation = Omit<OrganisationFile, "services"> & { readonly services: readonly Service[] };

/**
 * Can somebody be reached by telephone or chat at a moment? "unknown" when no hours are known. `opensAt` is the first moment
 * at which that is certain; it is left out when it is open now, or not known.
 */
export type Availability = { readonly openNow: boolean | "unknown"; readonly opensAt?: Date };

/** One way to reach a service, ready to show. `value` and `hours` are `null` when they are not known. */
export type ContactLine = {
  readonly kind: (typeof ChannelKinds)[number];
  readonly label: string;
  readonly value: string | null;
  /** `tel:`, `mailto:` or `https:`, or `null` when there is nothing to follow. */
  readonly href: string | null;
  /** The hours in words, or `null` when they are not known. */
  readonly hours: string | null;
  readonly note: string | null;
  readonly outdated: boolean;
  readonly verifiedAt: string;
  readonly sourceUrl: string | null;
};
export type ContactSummary = { readonly id: ServiceId; readonly name: string; readonly lines: readonly ContactLine[] };

/** One service as somebody on the telephone needs it: how to reach it, whether now, and how old each fact is. */
const line = z.strictObject({ kind: z.enum(ChannelKinds), label: z.string(), value: z.string().nullable(), hours: z.string().nullable(), note: z.string().nullable(), outdated: z.boolean(), stale: z.boolean(), verifiedAt: z.string() });
export const ContactLines = z.strictObject({
  services: z.array(z.strictObject({ id: z.string(), organisation: z.string(), name: z.string(), does: z.string(), cannot: z.string(), openNow: z.union([z.boolean(), z.literal("unknown")]), lines: z.array(line) })),
});
export type ContactLines = z.output<typeof ContactLines>;
