/** The person's own side of the conversation, in English; the type of both languages comes from here. */
import type { CheckInAnswer, CheckInState, ProofKind } from "../rules/follow-up.ts";
import type { LookRole } from "../rules/looks.ts";
import type { Card, ClaimState, WayBackProblem } from "../rules/way-back.ts";

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
    readonly kept: (day: string) => string;
  };
  readonly codes: {
    readonly summary: Line;
    readonly lead: Line;
    readonly cards: Readonly<Record<Card, Line>>;
    readonly mine: Line;
    readonly end: Line;
    readonly addTrusted: Line;
    readonly trustedHint: Line;
    readonly addHelper: Line;
    readonly helperHint: Line;
    readonly asHelper: Line;
    readonly replace: Line;
    readonly replaceHint: Line;
    readonly made: Line;
    readonly madeHint: Line;
    readonly replaced: Line;
    readonly notPossible: Line;
    readonly claims: Line;
    readonly claimsLead: Line;
    readonly claim: (day: string, dueDay: string) => string;
    readonly claimStates: Readonly<Record<ClaimState, Line>>;
    readonly stopClaim: Line;
  };
  readonly wayBack: {
    readonly summary: Line;
    readonly lead: Line;
    readonly set: Line;
    readonly name: Line;
    readonly nameHint: Line;
    readonly sentence: Line;
    readonly sentenceHint: Line;
    readonly readsBack: Line;
    readonly readsBackLegend: Line;
    readonly save: Line;
    readonly problems: Readonly<Record<WayBackProblem, Line>>;
  };
  readonly lost: {
    readonly heading: Line;
    readonly lead: Line;
    readonly steps: readonly Line[];
    readonly local: Line;
    readonly onServer: Line;
    readonly where: Line;
    readonly choose: Line;
    readonly send: Line;
    readonly done: Line;
    readonly doneBody: (day: string) => string;
    readonly same: Line;
    readonly newCode: Line;
    readonly link: Line;
    /** For who chose no name and sentence. */
    readonly noName: Line;
    readonly noNameBody: Line;
    readonly writeAnew: Line;
    readonly problem: Line;
    readonly working: Line;
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
    /** The copy to keep, and what stands in it. */
    readonly copy: {
      readonly heading: Line;
      readonly lead: Line;
      readonly link: Line;
      readonly hash: Line;
      readonly hashHint: Line;
      readonly inside: Line;
      readonly until: (week: number, year: number) => string;
      readonly noScript: Line;
      readonly unknown: Line;
    };
  };
};

export const personEn: PersonTexts = {
  looks: {
    summary: "Who looked?",
    lead: "Here you see who opened your conversation: the organisation, the role and the day. In a small team we leave the role out.",
    none: "Nobody has looked yet.",
    limit: "Somebody who copies a disk does not show up here. Without the keys they cannot read that copy.",
    hidden: "With this code you do not see who looked.",
    hide: "Do not show this list any more",
    hideHint: "Is somebody looking at your screen? Then you can hide the list. Anybody with this code can show it again.",
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
    lead: "Everything on this page is yours to keep.",
    save: "Save everything in one file",
    saveNoScript: "In a browser with script you can save all of it in one file. Here you can print or save this page.",
    saving: "Making the file.",
    saved: "The file is on this device now. Somebody else who uses it can open it.",
    notes: "The support point also makes notes for itself. You can ask for those. What is about other people is made unreadable first.",
    ask: "Ask for the notes",
    withdraw: "I do not need them any more",
    asked: (day) => `You asked for the notes. You get them by ${day} at the latest.`,
    given: "You got the notes. You find them in the conversation above.",
    kept: (day) => `This conversation has ended. We keep it until ${day}. After that everything is deleted. Save it before then if you want to keep it.`,
  },
  codes: {
    summary: "Your code, and a second card",
    lead: "These codes open your conversation. You can end one, or make a new one.",
    cards: { own: "your code", trusted: "a second card", helper: "a helper's code" },
    mine: "you are using this one now",
    end: "End this code",
    addTrusted: "Make a second card",
    trustedHint: "Give it to somebody you trust. Whoever has this card can do everything you can do. You can end it here.",
    addHelper: "Make a code for a helper",
    helperHint: "A helper can read and write. You decide everything else. You can end it here.",
    asHelper: "You use a helper's code. You can read, write and say whether it is safe. Only the person you help decides the rest.",
    replace: "Give me a new code",
    replaceHint: "Did somebody see your code? Then take a new one. The old one does not work any more.",
    made: "The new code",
    madeHint: "Write it down now. You see it only once.",
    replaced: "Your old code does not work any more. Use the new one from now on.",
    notPossible: "That is not possible. There are five codes already, or this is your last one.",
    claims: "Somebody says: I lost the code",
    claimsLead: "Is that not you? Then stop it now.",
    claim: (day, dueDay) => `Asked on ${day}. The support point checks it from ${dueDay}.`,
    claimStates: { waiting: "waiting", stopped: "you stopped this", refused: "did not match", accepted: "matched" },
    stopClaim: "Stop this",
  },
  wayBack: {
    summary: "In case you lose your code",
    lead: "Choose an invented name and a secret sentence. With those two you can come back. You then have to wait seven days.",
    set: "You chose a name and a sentence. If you choose again, the new ones count.",
    name: "An invented name",
    nameHint: "Not your own name. Nobody at the support point sees it.",
    sentence: "A secret sentence",
    sentenceHint: "Four words or more. Something nobody can guess, and that you remember.",
    readsBack: "Yes, then I also want to read what is here now",
    readsBackLegend: "If you come back that way",
    save: "Keep this",
    problems: { name: "Choose a name of at least three letters.", sentence: "Choose a sentence of four words or more." },
  },
  lost: {
    heading: "Lost your code?",
    lead: "Did you choose a name and a sentence before? Then you can come back here.",
    steps: ["You get a new code now. It does not work yet.", "Whoever still has the old code can stop this.", "After seven days the support point compares your sentence. Nobody gets to see it.", "Is it right? Then your new code works."],
    local: "Your sentence is locked in your browser. We cannot read it.",
    onServer: "Your browser runs no script here. Then our computer locks your sentence. For a very short moment it sees it. It does not keep it.",
    where: "Where did you tell it?",
    choose: "Choose a support point.",
    send: "Ask for my conversation",
    done: "Keep this code",
    doneBody: (day) => `You can try it from ${day}.`,
    same: "Everybody gets this answer, right or wrong. That way nobody can find out who was here.",
    newCode: "Your new code",
    link: "I chose a name and a sentence",
    noName: "No name and sentence?",
    noNameBody: "Do you have a second card, or does your helper have a code? That code opens your conversation too. Otherwise you can write again. Say that you wrote before.",
    writeAnew: "Write a new message",
    problem: "This is not complete yet",
    working: "Working. This can take a moment.",
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
    bad: "This proof is not right",
    reasons: { "wrong-form": "This is not a whole proof. Copy all of it.", "unknown-key": "We do not know this proof. Open this page again and try once more.", "not-genuine": "Somebody changed this proof." },
    copy: {
      heading: "Check without internet",
      lead: "You can keep this check as a file. It works on a computer without internet. The file does not know proofs that are newer than the file itself.",
      link: "Save the file",
      hash: "The fingerprint of the file (SHA-256):",
      hashHint: "Is the fingerprint of your file different? Then save the file again.",
      inside: "This file checks whether a proof from Gehoord is real. It sends nothing.",
      until: (week, year) => `It knows proofs up to week ${week} of ${year}.`,
      noScript: "Switch script on in your browser. Without it this file cannot check anything.",
      unknown: "This file does not know this proof. Is the proof newer than the file? Then save the file again.",
    },
  },
};
