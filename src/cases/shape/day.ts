/** A worker's day as it crosses the border: own filters, absence, hand-over, text blocks, what happened to a case. */
import { z } from "zod";
import { isRealDay } from "../../clock/shape.ts";
import { CaseStates } from "../rules.ts";

const id = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/).refine(isRealDay);
const team = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/);
const state = z.enum(CaseStates).exclude(["removed"]);

export const Holders = ["me", "nobody", "absent"] as const;
export const DueChoices = ["late", "today", "week"] as const;

/** A choice over what stands open. Has no name: people write names of people into names. */
export const CaseChoice = z.strictObject({
  /** Empty: every state but closed. */
  states: z.array(state).max(6),
  holder: z.enum(Holders).nullable(),
  urgent: z.boolean(),
  due: z.enum(DueChoices).nullable(),
});
export type CaseChoice = z.infer<typeof CaseChoice>;

/** The same in the query of the list; `states` joined by commas. `member`: what one colleague has. */
export const choiceQuery = {
  states: z.string().regex(/^[a-z-]+(,[a-z-]+){0,5}$/).optional(),
  holder: z.enum(Holders).optional(),
  urgent: z.literal("yes").optional(),
  due: z.enum(DueChoices).optional(),
  member: id.optional(),
} as const;

export const SavedFilter = CaseChoice.extend({ id });
export type SavedFilter = z.infer<typeof SavedFilter>;
export const SavedFilters = z.strictObject({ filters: z.array(SavedFilter) });
/** As many as fit beside each other on a screen. */
export const mostFilters = 12;
export const ById = z.strictObject({ id });
export const Made = z.strictObject({ id });

/** How much lies with whom, of the own teams. `member` null: nobody has it. */
export const Workload = z.strictObject({
  lines: z.array(z.strictObject({ team, member: id.nullable(), open: z.int(), due: z.int(), unread: z.int(), urgent: z.int() })),
});
export type Workload = z.infer<typeof Workload>;

/** Everything living that one member has in a team, to a colleague or to nobody; so many at a time. */
export const HandoverPost = z.strictObject({ team, from: id, to: id.nullable() });
export const handoverAtOnce = 100;
export const HandoverAnswer = z.strictObject({ moved: z.int(), left: z.int() });

export const Absence = z.strictObject({ from: day, until: day });
export const MemberAt = z.strictObject({ member: id });
export const Absences = z.strictObject({ absences: z.array(Absence.extend({ member: id })) });
export type Absences = z.infer<typeof Absences>;

/** General words that are known to be right. Never about a person: they stand in clear. */
export const TextBlockPost = z.strictObject({
  language: z.enum(["nl", "en"]),
  title: z.string().trim().min(2).max(120),
  body: z.string().trim().min(2).max(4000),
  owner: id,
  reviewDay: day,
});
export type TextBlockPost = z.infer<typeof TextBlockPost>;
/** `stale`: its day of review is past. */
export const TextBlock = TextBlockPost.extend({ id, changedDay: day, stale: z.boolean() });
export type TextBlock = z.infer<typeof TextBlock>;
export const TextBlocks = z.strictObject({ blocks: z.array(TextBlock) });

/** What members did with a case, by day; for the timeline. */
export const EventActs = ["opened", "take", "assign", "ask-helped", "close", "reopen", "handed-over", "export", "print"] as const;
export const CaseEvents = z.strictObject({ events: z.array(z.strictObject({ act: z.enum(EventActs), member: id.nullable(), day })) });
export type CaseEvents = z.infer<typeof CaseEvents>;

/** The dossier leaves the desk: as a sealed archive, or on paper. Only that is told to the server. */
export const ExportPost = z.strictObject({ form: z.enum(["archive", "print"]) });
