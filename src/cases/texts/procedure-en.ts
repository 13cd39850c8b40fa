import type { Founded, ObligationState, Party, ProcedureAct, ProcedureKind, ProcedureOutcome, ProcedureState } from "../rules/procedure.ts";

export type ProcedureTexts = {
  readonly heading: string;
  readonly lead: string;
  readonly onlyThis: string;
  readonly boardLead: string;
  readonly states: Readonly<Record<Exclude<ProcedureState, "removed">, string>>;
  readonly turns: Readonly<Record<Party, string>>;
  readonly due: (day: string) => string;
  readonly paused: (day: string) => string;
  readonly binding: string;
  readonly notBinding: string;
  readonly outcomes: Readonly<Record<ProcedureOutcome, string>>;
  readonly parties: Readonly<Record<Party, string>>;
  readonly me: string;
  readonly kinds: Readonly<Record<ProcedureKind, string>>;
  readonly items: string;
  readonly acts: Readonly<Record<ProcedureAct | "begin" | "invite", string>>;
  /** A step as something that was done, where its button says what to do. */
  readonly happened: Readonly<Partial<Record<ProcedureAct, string>>>;
  readonly obligations: string;
  readonly byWhom: Readonly<Record<"board" | "committee", (day: string) => string>>;
  readonly obligationStates: Readonly<Record<ObligationState, string>>;
  readonly isDone: string;
  readonly founded: Readonly<Record<Founded, string>>;
  readonly foundedLabel: string;
  readonly agrees: Readonly<Record<Founded, string>>;
  readonly agreesLabel: string;
  readonly toProcedure: string;
  readonly doWhat: string;
  readonly write: string;
  readonly writeHint: string;
  readonly copy: string;
  readonly send: string;
  readonly sent: string;
  readonly nothing: string;
  readonly onArrival: string;
  readonly trouble: string;
  readonly rolledBack: string;
  readonly download: string;
  readonly noProcedure: string;
  readonly codeHeading: string;
  readonly codeLead: string;
  readonly summaries: string;
  readonly summariesLead: string;
  readonly noSummaries: string;
  readonly week: (day: string) => string;
  readonly leave: string;
};

/** The complaint procedure in English. */
export const procedureEn: ProcedureTexts = {
  heading: "The complaint",
  lead: "The committee, the complainant and the board all read the same here. The same deadlines count for everybody.",
  onlyThis: "The board does not see what is in your conversation with the committee.",
  boardLead: "The board takes part in one complaint here. Nothing else can be seen.",
  states: {
    started: "The committee waits for the complaint.",
    received: "The complaint came in. The committee checks whether the school belongs to it.",
    admissibility: "The committee checks whether it may handle the complaint.",
    forwarded: "The complaint is with the board first.",
    answered: "The board answered. Is it solved now?",
    handling: "The committee handles the complaint.",
    mediation: "There will be a talk with somebody who helps to settle it.",
    defence: "The board may tell its side.",
    defended: "The committee reads what was said and chooses how to go on.",
    hearing: "There will be a hearing.",
    decided: "The committee has decided.",
    advised: "The committee gave advice. The board has to say what it will do.",
    reacted: "The committee looks at what must happen now.",
    following: "There are things that must be done. We follow whether they are.",
    ended: "The complaint is finished.",
  },
  turns: { committee: "It is the committee's turn.", complainant: "It is the complainant's turn.", board: "It is the board's turn." },
  due: (day) => `By ${day} at the latest.`,
  paused: (day) => `The clock has been stopped since ${day}.`,
  binding: "This advice is binding. The board must do it.",
  notBinding: "This advice is not binding. The board does have to say what it does with it.",
  outcomes: {
    "not-affiliated": "The school does not belong to this committee.",
    inadmissible: "The committee may not handle this complaint.",
    "solved-by-board": "The board solved it.",
    mediated: "The two sides settled it together.",
    withdrawn: "The complainant withdrew the complaint.",
    "not-pursued": "No complaint came.",
    decided: "The committee gave its judgement.",
    "not-adopted": "The board does not do what the committee advises.",
    followed: "Everything that had to be done was done. Both sides say so.",
    "not-followed": "Not everything that had to be done was done.",
  },
  parties: { committee: "The committee", complainant: "The complainant", board: "The board" },
  me: "You",
  kinds: {
    complaint: "The complaint",
    statement: "Message",
    file: "File",
    step: "Step",
    defence: "Defence",
    hearing: "Hearing",
    decision: "Judgement",
    advice: "Advice",
    reaction: "Answer to the advice",
    obligation: "This must be done",
    "done-answer": "Was it done?",
    summary: "Summary without names",
    epoch: "New key",
  },
  items: "What was written",
  acts: {
    begin: "The committee begins",
    invite: "The board was invited",
    "hand-in": "Hand in the complaint",
    "ask-affiliation": "Ask which committee the school belongs to",
    affiliated: "The school belongs to us",
    "not-affiliated": "The school does not belong to us",
    inadmissible: "We may not handle the complaint",
    forward: "Send the complaint to the board first",
    admit: "Take the complaint up",
    "answer-complaint": "Answer the complaint",
    "say-solved": "It is solved",
    "say-not-solved": "It is not solved",
    "take-up": "Take the complaint up now",
    "offer-mediation": "Offer a talk with help",
    "mediation-worked": "We settled it",
    "mediation-failed": "The talk did not help",
    "ask-defence": "Ask the board for its defence",
    defend: "Send the defence",
    "no-defence": "Go on without a defence",
    "plan-hearing": "Plan a hearing",
    decide: "Give the judgement",
    advise: "Give advice",
    "end-without-advice": "Close without advice",
    react: "Answer the advice",
    "no-reaction": "Go on without the board's answer",
    "set-obligations": "Set down what must be done",
    "end-not-adopted": "Close: the board does not follow the advice",
    finish: "Close: everything was checked",
    "not-pursued": "Close: no complaint came",
    withdraw: "Withdraw the complaint",
    reopen: "Take the complaint up again",
    "follow-again": "Follow what was agreed again",
    extend: "Give more time",
    pause: "Stop the clock",
    resume: "Start the clock again",
    write: "Write a message",
    "say-done": "Yes, it was done",
    "say-not-done": "No, not yet",
    settle: "Set down how it ended",
    "propose-summary": "Propose a summary without names",
  },
  happened: {
    "ask-affiliation": "The committee asked which committee the school belongs to",
    forward: "The complaint went to the board first",
    admit: "The committee handles the complaint",
    "answer-complaint": "Answer to the complaint",
    "take-up": "The committee handles the complaint itself now",
    "offer-mediation": "The committee offered a talk with help",
    "ask-defence": "The committee asked the board for its defence",
    "no-defence": "No defence came",
    "end-without-advice": "Closed without advice",
    "no-reaction": "The board did not answer the advice",
    "end-not-adopted": "Closed: the board does not follow the advice",
    finish: "Closed: everything was checked",
    "not-pursued": "Closed: no complaint came",
    withdraw: "The complaint was withdrawn",
    reopen: "The complaint was taken up again",
    "follow-again": "What was agreed is followed again",
    extend: "More time was given",
    pause: "The clock was stopped",
    resume: "The clock runs again",
    settle: "Set down how it ended",
  },
  obligations: "What must be done",
  byWhom: { board: (day) => `The board does this by ${day} at the latest.`, committee: (day) => `The committee does this by ${day} at the latest.` },
  obligationStates: {
    open: "Still to be done.",
    "one-says-done": "One side says that it was done.",
    disputed: "One says yes, the other says no.",
    overdue: "The day is over. The committee knows.",
    followed: "Done. Both sides say so.",
    "not-followed": "Not done.",
    "not-known": "Not known.",
  },
  isDone: "Was this done?",
  founded: { yes: "The complaint is right.", partly: "The complaint is partly right.", no: "The complaint is not right." },
  foundedLabel: "Is the complaint right?",
  agrees: { yes: "We will do it.", partly: "We will do part of it.", no: "We will not do it." },
  agreesLabel: "What does the board do with the advice?",
  toProcedure: "Go to the complaint",
  doWhat: "What do you want to do?",
  write: "Write here",
  writeHint: "The committee, the complainant and the board all read this.",
  copy: "Use what I wrote before",
  send: "Send",
  sent: "Sent. You can read it here.",
  nothing: "You do not have to do anything now.",
  onArrival: "sealed at our side",
  trouble: "This piece is not right. We do not show it.",
  rolledBack: "Something that was here is gone or changed. Write nothing more here. Phone the committee.",
  download: "Save the file",
  noProcedure: "There is no complaint at a committee here.",
  codeHeading: "Take part in a complaint",
  codeLead: "You got a code from a committee. With it you read the papers and answer.",
  summaries: "Judgements without names",
  summariesLead: "Complaints committees write here briefly what happened and how it ended. Two people checked that no names are in it.",
  noSummaries: "There is nothing here yet.",
  week: (day) => `week of ${day}`,
  leave: "Close this page when you are done. With your code you can come back.",
};
