/** The conversation behind a code, in English; the type of both languages comes from here. */
type Line = string;

export type TalkTexts = {
  readonly open: {
    readonly heading: Line;
    readonly lead: Line;
    /** Above what went wrong with the code. */
    readonly problem: Line;
    readonly code: Line;
    readonly codeHint: Line;
    readonly onArrival: Line;
    readonly inBrowser: Line;
    readonly onlyWrite: Line;
    readonly onlyWriteHint: Line;
    readonly look: Line;
    readonly working: Line;
    readonly slow: Line;
    readonly lost: Line;
    readonly lostBody: Line;
    readonly unknown: Line;
    readonly wrongForm: Line;
    readonly ended: Line;
    readonly tooMany: Line;
  };
  readonly view: {
    readonly heading: Line;
    readonly with: (name: string) => string;
    readonly states: Readonly<Record<"new" | "open" | "waiting" | "unread" | "asked-helped" | "closed", Line>>;
    readonly outcomes: Readonly<Record<"helped" | "not-known" | "referred" | "no-longer-wanted", Line>>;
    readonly promised: (date: string) => string;
    readonly moved: (date: string, from: string) => string;
    readonly late: Line;
    readonly lateBody: (name: string) => string;
    readonly items: Line;
    /** Links to the parts of the page. */
    readonly jump: { readonly label: Line; readonly read: Line; readonly write: Line; readonly safety: Line; readonly more: Line; /** To where something was just done. */ readonly there: Line };
    readonly me: Line;
    readonly desk: Line;
    readonly onArrival: Line;
    readonly kinds: Readonly<Record<"report" | "contact" | "file" | "message" | "safety" | "helped" | "ending" | "answer" | "term" | "next-step" | "check-in" | "access" | "call-back" | "call-time" | "consent-asked" | "consent" | "consent-refused" | "consent-spoken" | "withdrawal" | "step" | "referral" | "procedure" | "dossier", Line>>;
    readonly labels: Readonly<Record<"what" | "who" | "where" | "when" | "school" | "need" | "danger" | "name" | "reach" | "phone" | "mail" | "safeMoments" | "mustNot", Line>>;
    readonly safe: Line;
    readonly notSafe: Line;
    readonly helpedYes: Line;
    readonly helpedNo: Line;
    readonly stopped: Line;
    readonly trouble: Line;
    readonly rolledBack: Line;
    readonly download: Line;
    readonly fileClosed: Line;
    readonly fileNoScript: Line;
    readonly write: Line;
    readonly writeHint: Line;
    readonly send: Line;
    readonly sent: Line;
    readonly closedHint: Line;
    readonly emptyMessage: Line;
    readonly safety: Line;
    readonly safetyHint: Line;
    readonly safeButton: Line;
    readonly notSafeButton: Line;
    readonly helped: Line;
    readonly helpedHint: Line;
    readonly helpedYesButton: Line;
    readonly helpedNoButton: Line;
    readonly notice: Line;
    readonly noticeOn: Line;
    readonly noticeOff: Line;
    readonly noticeSave: Line;
    readonly noticeErase: Line;
    readonly noticeSaved: Line;
    readonly end: Line;
    readonly stopHint: Line;
    readonly stopButton: Line;
    readonly deleteHint: (days: number) => string;
    readonly deleteSure: Line;
    readonly deleteButton: Line;
    readonly deleteUnsure: Line;
    readonly leave: Line;
    readonly leaveHint: Line;
    readonly again: Line;
    readonly onlyWriteHeading: Line;
    readonly onlyWriteLead: Line;
    readonly whoReads: Line;
    readonly changed: Line;
  };
  readonly done: {
    readonly stopped: Line;
    readonly stoppedBody: Line;
    readonly removed: Line;
    readonly removedBody: (days: number) => string;
    readonly home: Line;
  };
};

export const talkEn: TalkTexts = {
  open: {
    heading: "Your conversation",
    lead: "Here you read the answer and write back. You need your code for that.",
    problem: "Your conversation does not open yet",
    code: "Your code",
    codeHint: "16 letters and numbers, for example ABCD-EFGH-JKMN-PQRS. Capitals and dashes do not matter.",
    onArrival: "Your browser runs no script here. Then our computer opens your conversation for you. For a very short moment it sees your code and your text. It keeps neither.",
    inBrowser: "Your code stays in your browser. Your conversation opens there. We cannot read along.",
    onlyWrite: "I only want to write. Show nothing on this screen.",
    onlyWriteHint: "Handy if somebody can look over your shoulder.",
    look: "Open",
    working: "Opening. This can take a moment.",
    slow: "Guessing codes is slow on purpose.",
    lost: "Lost your code?",
    lostBody: "We cannot look up your code. Only your code opens the conversation. You can write a new message and say that you wrote before.",
    unknown: "We do not know this code. Check it and type it again.",
    wrongForm: "A code has 16 letters and numbers. Check it.",
    ended: "This page was open for a long time. Type your code again. What was sent is kept.",
    tooMany: "There were many tries. Wait a few minutes and try again.",
  },
  view: {
    heading: "Your conversation",
    with: (name) => `You are talking with ${name}. Nobody else can read this.`,
    states: {
      new: "Your message has arrived. Nobody has read it yet.",
      open: "Somebody has read your message and is working on it.",
      waiting: "There is an answer for you. You can write back.",
      unread: "Your last message has arrived. It has not been read yet.",
      "asked-helped": "The support point asks if you have been helped.",
      closed: "This conversation is closed. If you write something, it opens again.",
    },
    outcomes: {
      helped: "You said that you were helped.",
      "not-known": "The support point does not know if you were helped.",
      referred: "Somebody else is helping you further.",
      "no-longer-wanted": "You did not want to go on.",
    },
    moved: (date, from) => `You get an answer by ${date} at the latest. First that was ${from}. But the support point is closed then.`,
    promised: (date) => `You get an answer by ${date} at the latest.`,
    late: "You should have had an answer by now",
    lateBody: (name) => `That should not happen. We told the people in charge at ${name}. You can call or mail them yourself now, or choose somebody else.`,
    items: "What was written",
    jump: { label: "On this page", read: "Read", write: "Write", safety: "Are you safe?", more: "What else you can do", there: "See it on this page" },
    me: "You",
    desk: "The support point",
    onArrival: "locked on arrival",
    kinds: {
      report: "Your report",
      contact: "How we may reach you",
      file: "File",
      message: "Message",
      safety: "Are you safe?",
      helped: "Were you helped?",
      ending: "Stopped",
      answer: "Answer",
      procedure: "There is a complaint procedure",
      term: "Another day",
      "next-step": "Next step",
      "check-in": "How things are",
      access: "Notes of the support point",
      "consent-asked": "A question for you",
      consent: "Your yes",
      "consent-refused": "Your no",
      "consent-spoken": "Your yes by phone",
      withdrawal: "Yes taken back",
      step: "What happens",
      referral: "To the other desk",
      dossier: "To the ministry",
      "call-back": "Asked for a call",
      "call-time": "The call",
    },
    labels: {
      what: "What happened",
      who: "Who",
      where: "Where",
      when: "When",
      school: "School",
      need: "What you need",
      danger: "Danger",
      name: "Name",
      reach: "Reach you",
      phone: "Phone",
      mail: "Mail",
      safeMoments: "Safe moments",
      mustNot: "What we must not do",
    },
    safe: "You said: I am safe.",
    notSafe: "You said: I am not safe.",
    helpedYes: "You said: yes, I was helped.",
    helpedNo: "You said: no, I was not helped.",
    stopped: "You stopped this conversation.",
    trouble: "This part is not right. We do not show it. Tell the support point.",
    rolledBack: "Something that was here before is gone or changed. Do not write here. Call the support point.",
    download: "Save the file",
    fileClosed: "You can open files once somebody has read your message.",
    fileNoScript: "You can only open files in a browser with script.",
    write: "Write something",
    writeHint: "Only the support point can read this.",
    send: "Send",
    sent: "Sent. You can read it back here.",
    closedHint: "If you write now, the conversation opens again.",
    emptyMessage: "Write something first, or choose a file.",
    safety: "Are you safe?",
    safetyHint: "Nobody reads this day and night. Is there danger now? Call 112.",
    safeButton: "I am safe",
    notSafeButton: "I am not safe",
    helped: "Have you been helped?",
    helpedHint: "Only you decide that. If you say no, we go on.",
    helpedYesButton: "Yes, I have been helped",
    helpedNoButton: "No, not yet",
    notice: "A mail when there is an answer",
    noticeOn: "You get a mail when there is something for you. It says nothing else.",
    noticeOff: "You get no mail now.",
    noticeSave: "Keep this address",
    noticeErase: "Erase my address",
    noticeSaved: "That is done.",
    end: "Stop or take everything away",
    stopHint: "If you stop, the support point does nothing more. What somebody else did not take up yet is gone there. What you wrote stays, locked. You can come back with your code.",
    stopButton: "Stop",
    deleteHint: (days) =>
      `If you take everything away, the whole conversation is gone at once, with your files. Your code does not work any more. A locked spare copy stays with us for at most ${days} days. What the support point already did or wrote down stays with them.`,
    deleteSure: "I am sure. Take everything away.",
    deleteButton: "Take everything away",
    deleteUnsure: "Tick first that you are sure.",
    leave: "Finished?",
    leaveHint: "Close this page. You can come back with your code.",
    again: "Open your conversation again",
    onlyWriteHeading: "Write something",
    onlyWriteLead: "We show nothing of your conversation on this screen.",
    whoReads: "The support point reads this on the day promised, or sooner.",
    changed: "Something new came in at the same moment. Look at it and send again.",
  },
  done: {
    stopped: "The conversation has stopped",
    stoppedBody: "The support point does nothing more with it. If you want to go on later, come back with your code.",
    removed: "Everything has been taken away",
    removedBody: (days) => `Your conversation and your files are gone. Your code does not work any more. A locked spare copy stays with us for at most ${days} days.`,
    home: "To the first page",
  },
};
