/** The telephone in English. */
import type { intakeNl } from "./intake-nl.ts";

export const intakeEn: typeof intakeNl = {
  heading: "On the telephone",
  danger: "Danger now?",
  what: "What is the question?",
  topic: "Subject",
  role: "Who calls",
  sector: "School",
  unknown: "I do not know",
  urgent: "The caller is not safe now",
  urgentText: "Safety first. Give the number above, or put the call through. Stay on the line.",
  forOther: "For somebody else",
  advice: "What did you say?",
  adviceHint: "With Ctrl K you put in a text or a number. With a code the caller can read this later.",
  contact: "Contact, if the caller wants that",
  mustNot: "What must we never do? Voicemail, calling during school…",
  safeMoments: "When is calling safe?",
  team: "For which team",
  giveCode: "Give the caller a code",
  readOut: "Read this code out. The caller writes it down and can come back with it.",
  youKnow: "You know this code now too. Tell the caller that a new one can be made on the page Conversation.",
  register: "Register the question",
  grow: "Make it a case",
  keys: "Ctrl Enter registers the question and closes it. Ctrl Shift Enter makes it a case.",
  registered: "The question is registered. You can take the next one.",
  noKey: "Your team can receive nothing now: there is no working key. Do not write it down elsewhere. Call your team lead.",
};
