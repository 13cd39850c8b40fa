/** The dossier and the talk guide in English. */
import type { dossierNl, guideTextsNl } from "./dossier-nl.ts";

export const dossierEn: typeof dossierNl = {
  link: "Print or save the dossier",
  back: "Back to the case",
  heading: "Dossier",
  title: (day) => `Dossier, ${day}`,
  intro: "The dossier is made in your browser. What you print or save is outside Gehoord afterwards: then it is up to you to look after it.",
  what: "What goes into it?",
  day: "Day",
  withNotes: "The team's notes too",
  withContact: "Name, telephone and mail too",
  contactLeftOut: "Contact was left out.",
  otherPart: "This part is at the desk only.",
  role: "Who told it",
  show: "Show what goes on paper",
  ready: "This is in the log now. The dossier is below.",
  print: "Print, or save as a PDF",
  archive: "Locked archive",
  archiveHint: "A file with the dossier and the attachments. It opens only with the key of who receives it, with the program age.",
  recipient: "Key of the receiver",
  recipientHint: "Begins with age1. Ask the receiver for it.",
  wrongRecipient: "This key is not right. It begins with age1 and has 62 characters.",
  make: "Make the archive",
  saved: "The archive was saved. This is in the log.",
  folder: "attachments",
};

export const guideTextsEn: typeof guideTextsNl = {
  heading: "Talk guide",
  hint: "Tick what you asked. Do not read it out. Only your team sees this.",
  sections: { begin: "To begin", deeper: "Ask further", checks: "Did we forget anything?", care: "Care" },
  left: (count) => `${count} left`,
  asked: (count) => `${count} asked`,
  keep: "Save what you asked",
  kept: "Saved for your team.",
};
