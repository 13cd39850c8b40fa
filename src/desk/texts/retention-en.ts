/** How long what is kept, and what was destroyed. */
import type { nlRetention } from "./retention-nl.ts";

export const enRetention: typeof nlRetention = {
  heading: "Keeping and destroying",
  intro: "Every day the system destroys what has been kept long enough. A proof of each time stays. It says how many, in which week, and nothing about whom.",
  kept: "How long we keep what",
  weeks: "Weeks",
  lawUnknown: "No legal term is known here. The weeks are a choice of our own. Whoever runs the server can make them longer or shorter.",
  nothing: "Nothing was destroyed yet.",
  line: (count, week) => `${count} destroyed, in the week of ${week}`,
  good: "Proof is right",
  wrong: "Proof is not right",
  save: "Save the proofs",
  classes: {
    case: "A conversation that ended",
    escalation: "A conversation that was with the ministry",
    procedure: "A conversation with a complaint procedure",
    line: "The empty line of a destroyed conversation",
    member: "The details of who left",
    audit: "What old lines of the log were about",
    "reading-alert": "The alert that somebody opened a lot",
    duty: "The roster of that time",
    absence: "Who was away then",
  },
  reasons: {
    case: "After half a year we ask once more how it is. And the yearly report counts it.",
    escalation: "The ministry's answer may still ask something later.",
    procedure: "After advice, something often still has to be done.",
    line: "As long as a backup can still hold it.",
    member: "In a running case colleagues see who wrote what.",
    audit: "Until then somebody can ask who did what. The lines themselves stay.",
    "reading-alert": "The team lead has looked by then.",
    duty: "Nobody needs it after that.",
    absence: "Nobody needs it after that.",
  },
};
