import type { countingNl } from "./counting-nl.ts";

/** Counting a contact, in English. */
export const countingEn: typeof countingNl = {
  heading: "Counting",
  isCounted: "counted",
  hint: "Only these choices count, with the week. No text, no name, no case.",
  submit: "Count it",
  again: "Correct the count",
  done: "This contact was counted.",
  note: (codes) => `Counted: ${codes}.`,
  intake: "For the count",
  only: "Only count it",
  onlyHint: "Ctrl Alt Enter only counts, without text and without a case.",
  onlyDone: "The question was counted. You can take the next one.",
  onlyText: "Your text would not be kept. Empty the fields, or register the question.",
  notCounted: "The question was registered. Counting did not work just now. Open the case and count it there.",
  fields: { channel: "How", role: "Who", sector: "School", province: "Province", topic: "Subject", by: "By whom", done: "What you did", outcome: "How it ended" },
  codes: {
    channel: { phone: "Telephone", form: "Form", mail: "Mail", chat: "Chat" },
    role: { unknown: "I don't know" },
    sector: { unknown: "I don't know" },
    province: {
      groningen: "Groningen", fryslan: "Friesland", drenthe: "Drenthe", overijssel: "Overijssel", flevoland: "Flevoland", gelderland: "Gelderland", utrecht: "Utrecht",
      "noord-holland": "Noord-Holland", "zuid-holland": "Zuid-Holland", zeeland: "Zeeland", "noord-brabant": "Noord-Brabant", limburg: "Limburg", unknown: "I don't know",
    },
    topic: {},
    by: { pupil: "Pupil", "school-staff": "Somebody at school", colleague: "Colleague", "school-leader": "School leader", parent: "Parent", "someone-at-home": "Somebody at home", outsider: "An outsider", unknown: "I don't know" },
    done: { listened: "Listened", information: "Explained", advice: "Gave advice", contacted: "Talked with others", mediated: "Mediated", referred: "Referred", escalated: "Put to the ministry", procedure: "Complaint begun", none: "Nothing" },
    outcome: { helped: "Helped", partly: "Partly helped", "not-helped": "Not helped", referred: "Referred", withdrawn: "Wants no more", "not-known": "Not known" },
  },
};
