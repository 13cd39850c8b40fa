import type { nlKeptOut } from "./kept-out-nl.ts";

/** Who is kept out of a case, and ties of members. */
export const enKeptOut: { readonly [K in keyof typeof nlKeptOut]: (typeof nlKeptOut)[K] extends (...given: infer A) => string ? (...given: A) => string : string } = {
  heading: "Who may read this",
  explain: "Does a colleague have to do with this school or with somebody in this case? Keep that colleague out. They no longer see the case anywhere. You do not have to say why.",
  code: "Name or code of a school, or number of a board",
  find: "Find who belongs to it",
  nobodyTied: "Nobody of the team belongs to it.",
  tied: (count) => (count === 1 ? "One colleague belongs to it and is ticked." : `${count} colleagues belong to it and are ticked.`),
  submit: (count) => (count === 1 ? "Keep this colleague out" : `Keep these ${count} colleagues out`),
  done: "Done. The others now read this case each with a key of their own.",
  letIn: (count) => (count === 1 ? "Let in the colleague who may not read yet" : `Let in ${count} colleagues who may not read yet`),
  letInDone: "They may read this case now.",
  out: "kept out",
  notYet: "may not read yet",
  ties: "What you have to do with",
  tiesExplain: "Do you work at a school, or do you know a board closely? Put it here. A report is then first read by colleagues without ties. Only you see this list.",
  school: "School",
  board: "Board",
  tieCode: "Code of a school or number of a board",
  tieHint: "A school has two digits and two letters, like 01AB. A board has digits only.",
  tieAdd: "Add it",
  tieRemove: (code) => `Remove ${code}`,
  tieKept: "It is added.",
  tieGone: "It is gone.",
};
