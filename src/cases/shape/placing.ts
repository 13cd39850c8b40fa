/** A case that a member's browser makes: for the own team, or at a team of another organisation. */
import { z } from "zod";
import { Limits } from "../shape.ts";
import { bytes, day, exactly, id, name, PieceIn, recipient, ReportPost } from "./wire.ts";

/** Kinds that a worker may begin a case with. */
export const firstKinds = ["label", "report", "contact", "referral", "answer", "step", "dossier"] as const;

/**
 * `wraps.team`: `teamWrapText` sealed to the target team's certified key; at another team `wraps.members` in its place where
 * somebody there is tied to a school: the same for each of its certified members (`/api/v1/untied-members`). `wraps.reporters`: the identity alone for each code
 * of the person (`holder`, as in an epoch), from another case through that case's identity (`wrapForReporter`); without one
 * a code does not open this case.
 */
export const Placed = z.strictObject({
  case: id,
  team: name,
  /** Epoch of the team's key that the wrap is for. */
  epoch: z.int().min(1),
  urgent: z.boolean(),
  wraps: z.strictObject({ team: ReportPost.shape.shared.shape.wraps.shape.team, members: ReportPost.shape.shared.shape.wraps.shape.members, reporters: z.array(z.strictObject({ holder: z.string().regex(/^reporter(-[0-9]{1,3})?$/), wrapped: bytes(Limits.wrapBytes) })).max(10) }),
  /** At another team, with `members`: the school that the person named when it was told, or null. */
  untiedTo: ReportPost.shape.untiedTo,
  /** In order of sequence, from 1; signed by the member who sends them. */
  pieces: z.array(PieceIn.omit({ upload: true, epoch: true }).extend({ kind: z.enum(firstKinds) })).min(1).max(10),
});
export type Placed = z.infer<typeof Placed>;

/** For the own team: by phone, or at the counter. `reporter`: the keys of a code that was read out to the person. */
export const IntakePost = Placed.extend({ reporter: z.strictObject({ lookup: exactly(32), recipient, signKey: exactly(32) }).optional() });
export type IntakePost = z.infer<typeof IntakePost>;

/** `dueDay`: computed by the server from the target team's own days. */
export const PlacedAnswer = z.strictObject({ case: id, dueDay: day });
export type PlacedAnswer = z.infer<typeof PlacedAnswer>;

/** The key of one piece, wrapped to the receiver's case. */
export const GivenIn = z.strictObject({ piece: id, key: bytes(Limits.wrapBytes) });
export type GivenIn = z.infer<typeof GivenIn>;
