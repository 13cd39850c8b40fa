/** How long what is kept, and what was destroyed. */
import type { nlRetention } from "./retention-nl.ts";

export const enRetention: typeof nlRetention = {
  heading: "Keeping and destroying",
  intro: "Every day the system destroys what was kept long enough. A proof of each time stays. It says how many, in which week, and nothing about whom.",
  kept: "How long we keep what",
  weeks: "Weeks",
  lawUnknown: "No term of law is known here. The weeks are a choice of our own. Whoever runs the server can make them longer or shorter.",
  nothing: "Nothing was destroyed yet.",
  line: (count, week) => `${count} destroyed, in the week of ${week}`,
  good: "Proof holds",
  wrong: "Proof is not right",
  save: "Keep the proofs",
  classes: {
    case: "A conversation that ended",
    escalation: "A conversation that was with the ministry",
    procedure: "A conversation with a complaint procedure",
    line: "The empty line of a destroyed conversation",
    member: "The details of who left",
    audit: "What old lines of the log were about",
    "reading-alert": "The alert that somebody opened very much",
    duty: "The roster of that time",
    absence: "Who was away then",
  },
  reasons: {
    case: "After half a year we ask once more how it is. And the yearly report counts it.",
    escalation: "The ministry's answer may still ask something later.",
    procedure: "After an advice something often still has to happen.",
    line: "As long as a backup can still hold it.",
    member: "In a case that goes on colleagues see who wrote what.",
    audit: "So long somebody can ask who did what. The lines themselves stay.",
    "reading-alert": "The team lead has looked by then.",
    duty: "Nobody needs it after that.",
    absence: "Nobody needs it after that.",
  },
};
