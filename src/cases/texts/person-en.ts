/** The person's own side of the conversation, in English; the type of both languages comes from here. */
import type { CheckInAnswer, CheckInState, ProofKind } from "../rules/follow-up.ts";
import type { LookRole } from "../rules/looks.ts";

type Line = string;
type States = "new" | "open" | "waiting" | "unread" | "asked-helped" | "closed";

export type PersonTexts = {
  readonly looks: {
    readonly summary: Line;
    readonly lead: Line;
    readonly none: Line;
    readonly limit: Line;
    readonly hidden: Line;
    readonly hide: Line;
    readonly hideHint: Line;
    readonly show: Line;
    readonly roles: Readonly<Record<LookRole, Line>>;
    readonly how: Readonly<Record<"opened" | "listed", Line>>;
  };
  readonly checkIn: {
    readonly heading: Line;
    readonly lead: Line;
    readonly better: Line;
    readonly retaliation: Line;
    readonly retaliationHint: Line;
    readonly answers: Readonly<Record<CheckInAnswer, Line>>;
    readonly text: Line;
    readonly send: Line;
    readonly missing: Line;
    readonly labels: { readonly better: Line; readonly retaliation: Line; readonly text: Line };
  };
  readonly plan: {
    readonly summary: Line;
    readonly lead: Line;
    readonly none: Line;
    readonly states: Readonly<Record<CheckInState, Line>>;
    readonly drop: Line;
    readonly day: Line;
    readonly dayHint: Line;
    readonly add: Line;
    readonly notThisDay: Line;
  };
  readonly nextStep: { readonly by: (day: string) => string };
  readonly contact: { readonly summary: Line; readonly lead: Line; readonly send: Line; readonly empty: Line };
  readonly proof: {
    readonly summary: Line;
    readonly lead: Line;
    readonly kind: Line;
    readonly kinds: Readonly<Record<ProofKind, Line>>;
    readonly ask: Line;
    readonly notYet: Line;
    readonly result: Line;
    readonly resultHint: Line;
    readonly picture: Line;
    readonly check: Line;
  };
  readonly access: {
    readonly summary: Line;
    readonly lead: Line;
    readonly save: Line;
    readonly saveNoScript: Line;
    readonly saving: Line;
    readonly saved: Line;
    readonly notes: Line;
    readonly ask: Line;
    readonly withdraw: Line;
    readonly asked: (day: string) => string;
    readonly given: Line;
  };
  readonly ending: Readonly<Record<States, Line>>;
  readonly done: Line;
  readonly check: {
    readonly heading: Line;
    readonly lead: Line;
    readonly local: Line;
    readonly onServer: Line;
    readonly field: Line;
    readonly fieldHint: Line;
    readonly button: Line;
    readonly good: Line;
    readonly says: (week: number, year: number) => string;
    readonly meaning: Readonly<Record<ProofKind, Line>>;
    readonly silent: Line;
    readonly bad: Line;
    readonly reasons: Readonly<Record<"wrong-form" | "unknown-key" | "not-genuine", Line>>;
  };
};

export const personEn: PersonTexts = {
  looks: {
    summary: "Who looked?",
    lead: "Everybody who opened your conversation stands here. We show organisation, role and day. In a small team we leave the role out.",
    none: "Nobody has looked yet.",
    limit: "Who makes a copy of a disk leaves no line here. He can read nothing without the keys.",
    hidden: "With this code you do not see who looked.",
    hide: "Do not show this list any more",
    hideHint: "Is somebody looking at your screen? Then you can hide the list. Who has this code can show it again.",
    show: "Show the list again",
    roles: { worker: "a worker", "team-lead": "a team lead", secretary: "a secretary", ministry: "the ministry", coordinator: "a coordinator" },
    how: { opened: "opened your conversation", listed: "saw your conversation in a list" },
  },
  checkIn: {
    heading: "How are you now?",
    lead: "We ask this because we want to know if it really helped.",
    better: "Are things better now?",
    retaliation: "Did something bad happen because you told it?",
    retaliationHint: "For example: they are angry with you, or you were punished.",
    answers: { yes: "Yes", no: "No", unsure: "I don't know" },
    text: "Do you want to say more?",
    send: "Send",
    missing: "Choose an answer to both questions.",
    labels: { better: "Better now", retaliation: "Something bad happened after telling", text: "More" },
  },
  plan: {
    summary: "When do we ask how you are?",
    lead: "Is the conversation closed? Then we ask again later. You choose the days.",
    none: "No day is planned now.",
    states: { planned: "planned", asked: "asked now", answered: "you answered", missed: "no answer yet", dropped: "you did not want this" },
    drop: "Do not ask",
    day: "Another day",
    dayHint: "At most a year from now.",
    add: "Ask me on this day",
    notThisDay: "This day is not possible. Choose another one.",
  },
  nextStep: { by: (day) => `On or before ${day}` },
  contact: {
    summary: "Change how we reach you",
    lead: "What you fill in here takes the place of what you gave before. Only the support point can read it.",
    send: "Change",
    empty: "Fill in a number, an address or a wish first.",
  },
  proof: {
    summary: "A proof for somebody who helps you",
    lead: "With a proof you can show that you asked for help. It does not say who you are, what happened or where you told it.",
    kind: "What should the proof say?",
    kinds: { told: "I told it to a support point", answered: "I got an answer", ended: "The conversation is closed" },
    ask: "Make a proof",
    notYet: "That has not happened yet. Choose something else.",
    result: "Your proof",
    resultHint: "Copy it or take a picture. We do not keep it. Everybody can check it:",
    picture: "The proof as a square code",
    check: "Check a proof",
  },
  access: {
    summary: "Save everything, or ask for the notes",
    lead: "You may have everything that stands here.",
    save: "Save everything in one file",
    saveNoScript: "In a browser with script you can save all of it in one file. Here you can print or save this page.",
    saving: "Making the file.",
    saved: "The file is on this device now. Somebody else who uses it can open it.",
    notes: "The support point also makes notes for itself. You can ask for those. What is about other people is made unreadable first.",
    ask: "Ask for the notes",
    withdraw: "I do not need them any more",
    asked: (day) => `You asked for the notes. You get them by ${day} at the latest.`,
    given: "You got the notes. They stand in the conversation above.",
  },
  ending: {
    new: "Nobody has read your message yet. If you take everything away now, nobody ever reads it.",
    open: "Somebody read your message and is working on it. If you stop, that work stops too.",
    waiting: "There is an answer for you. If you take everything away, you cannot read it any more.",
    unread: "Your last message has not been read yet. If you take everything away now, it never will be.",
    "asked-helped": "The support point asks if it helped. You do not have to answer that.",
    closed: "This conversation is closed. You can still take everything away.",
  },
  done: "That is done.",
  check: {
    heading: "Check a proof",
    lead: "Did somebody show you a proof from Gehoord? Here you see if it is real.",
    local: "The check happens in your browser. We do not see the proof. It also works without internet, once this page is open.",
    onServer: "Your browser runs no script here. Then our computer checks the proof. It does not keep it.",
    field: "The proof",
    fieldHint: "It begins with GB1.",
    button: "Check",
    good: "This proof is real",
    says: (week, year) => `It was made in week ${week} of ${year}.`,
    meaning: { told: "Somebody told something to a support point.", answered: "Somebody told something to a support point and got an answer.", ended: "Somebody told something to a support point. The conversation is closed." },
    silent: "The proof does not say who, what or where. Do not ask for that.",
    bad: "This proof does not hold",
    reasons: { "wrong-form": "This is not a whole proof. Copy all of it.", "unknown-key": "We do not know this proof. Open this page anew and try again.", "not-genuine": "Somebody changed this proof." },
  },
};
