/** The way to a report, in English; the type of both languages comes from here. */
type Line = string;
type WithDate = (date: string) => string;
type WithName = (name: string) => string;

export type FormTexts = {
  readonly title: Line;
  readonly choose: {
    readonly heading: Line;
    readonly lead: Line;
    readonly steps: readonly Line[];
    readonly about: Line;
    readonly aboutHint: Line;
    readonly role: Line;
    readonly sector: Line;
    readonly topic: Line;
    readonly any: Line;
    readonly show: Line;
    readonly fitting: Line;
    readonly available: Line;
    readonly promised: WithDate;
    readonly unsureHours: Line;
    readonly tell: WithName;
    readonly elsewhere: Line;
    readonly elsewhereLead: Line;
    readonly none: Line;
    readonly contactUnknown: Line;
    readonly more: Line;
    readonly call: Line;
    readonly wayfinder: Line;
  };
  readonly roles: Readonly<Record<"pupil" | "parent" | "staff" | "board" | "external-adviser" | "care-professional", Line>>;
  readonly sectors: Readonly<Record<"po" | "vo" | "so" | "mbo", Line>>;
  readonly topics: Readonly<
    Record<
      | "bullying" | "discrimination" | "lhbtiq" | "sexual-behaviour" | "online-sexual" | "physical-violence" | "threat" | "intimidation" | "unfair-treatment"
      | "radicalisation" | "home" | "absence" | "support-needs" | "removal" | "complaint" | "employment" | "calamity" | "policy" | "suicidal" | "other-school-matter" | "unsure",
      Line
    >
  >;
  readonly form: {
    readonly heading: Line;
    readonly to: WithName;
    readonly other: Line;
    readonly onArrival: Line;
    readonly inBrowser: Line;
    readonly required: Line;
    readonly modeLegend: Line;
    readonly modes: Readonly<Record<"anonymous" | "confidential" | "named", { readonly label: Line; readonly hint: Line }>>;
    readonly forWhomLegend: Line;
    readonly forWhom: Readonly<Record<"self" | "other" | "together", Line>>;
    readonly dangerLegend: Line;
    readonly dangerHint: Line;
    readonly dangers: Readonly<Record<"no" | "recent" | "now", Line>>;
    readonly what: Line;
    readonly whatHint: Line;
    readonly more: Line;
    readonly who: Line;
    readonly whoHint: Line;
    readonly where: Line;
    readonly when: Line;
    readonly school: Line;
    readonly untiedTo: Line;
    readonly untiedToHint: Line;
    readonly schoolHint: Line;
    readonly need: Line;
    readonly needHint: Line;
    readonly contact: Line;
    readonly contactAnonymous: Line;
    readonly name: Line;
    readonly nameHint: Line;
    readonly reachLegend: Line;
    readonly reach: Readonly<Record<"none" | "phone" | "mail", Line>>;
    readonly phone: Line;
    readonly mail: Line;
    readonly mailHint: Line;
    readonly safeMoments: Line;
    readonly safeMomentsHint: Line;
    readonly mustNot: Line;
    readonly mustNotHint: Line;
    readonly files: Line;
    readonly filesHint: (types: string) => string;
    readonly filesHidden: Line;
    readonly noSexual: { readonly title: Line; readonly body: Line; readonly helpwanted: Line; readonly csg: Line };
    readonly notice: Line;
    readonly noticeHint: Line;
    readonly noticeMail: Line;
    readonly noticeHours: Line;
    readonly hours: Readonly<Record<"any" | "morning" | "afternoon" | "evening", Line>>;
    readonly traces: Line;
    readonly tracesBody: Line;
    readonly send: Line;
    readonly sendHint: Line;
    readonly expired: Line;
    readonly filesAnyway: Line;
    readonly filesAgain: Line;
    readonly problems: Line;
    readonly problem: {
      readonly what: Line;
      readonly name: Line;
      readonly phone: Line;
      readonly mail: Line;
      readonly noticeMail: Line;
      readonly tooLong: (most: number) => string;
      readonly files: Line;
      readonly cannotClean: (names: string) => string;
    };
    readonly closed: Line;
    readonly closedBody: WithName;
  };
  readonly danger: {
    readonly heading: Line;
    readonly lead: Line;
    readonly life: Line;
    readonly now: Line;
    readonly home: Line;
    readonly sexual: Line;
    readonly nothingSent: Line;
    readonly whenRead: WithDate;
  };
  readonly receipt: {
    readonly heading: Line;
    readonly codeLabel: Line;
    readonly codeWhy: Line;
    readonly codeSafe: Line;
    readonly promised: WithDate;
    readonly next: Line;
    readonly steps: (name: string) => readonly string[];
    readonly open: Line;
    readonly print: Line;
    readonly cardTitle: Line;
    readonly cardBody: Line;
    readonly cardPlace: (address: string) => string;
    readonly onArrival: Line;
    readonly inBrowser: Line;
    readonly traces: Line;
    readonly already: Line;
  };
  readonly sending: Readonly<
    Record<
      | "working" | "sealing" | "cleaning" | "uploading" | "sending" | "offline" | "failed" | "retry" | "cannotClean" | "sendAnyway" | "leaveOut" | "remove" | "ready"
      | "kindRefused" | "tooLarge" | "tooMany" | "damaged" | "expands" | "macro" | "locked" | "goOn",
      Line
    >
  >;
};

export const formEn: FormTexts = {
  title: "Gehoord",
  choose: {
    heading: "Tell somebody who helps",
    lead: "Here you write what is going on. One support point reads it. You choose which one.",
    steps: ["You choose who reads it.", "You write what happened. You do not have to give your name.", "You get a code. With it you read the answer."],
    about: "About you",
    aboutHint: "This helps to choose a support point that fits you. You may leave it open.",
    role: "Who are you?",
    sector: "What kind of school is it about?",
    topic: "What is it about?",
    any: "I don't know, or I won't say",
    show: "Show who can help me",
    fitting: "These support points fit you",
    available: "You can write to these support points here",
    promised: (date) => `If you write now, you have an answer by ${date} at the latest.`,
    unsureHours: "We do not know exactly when this support point is open. That is why we count working days.",
    tell: (name) => `Write to ${name}`,
    elsewhere: "You can call or mail these yourself",
    elsewhereLead: "You cannot write to them here. You can call or mail them yourself.",
    none: "At this moment you cannot write to any support point here. You can call or mail these yourself.",
    contactUnknown: "not known",
    more: "More about this one",
    call: "Rather talk? Ask a support point to call you.",
    wayfinder: "Not sure yet who fits you? The signpost helps you choose.",
  },
  roles: {
    pupil: "I am a pupil or student",
    parent: "I am a parent or carer",
    staff: "I work at a school",
    board: "I am on a school board",
    "external-adviser": "I am a confidential adviser from outside the school",
    "care-professional": "I work in care",
  },
  sectors: { po: "Primary school", vo: "Secondary school", so: "Special school", mbo: "Vocational school (mbo)" },
  topics: {
    bullying: "Bullying",
    discrimination: "Discrimination",
    lhbtiq: "Who you love or who you are",
    "sexual-behaviour": "Sexual things you do not want",
    "online-sexual": "Sex or nude photos online",
    "physical-violence": "Hitting, kicking or other violence",
    threat: "Threats",
    intimidation: "Being frightened or put under pressure",
    "unfair-treatment": "Treated unfairly",
    radicalisation: "Worries about extreme ideas",
    home: "It is not safe at home",
    absence: "Not going to school, or not able to",
    "support-needs": "Extra help at school",
    removal: "Suspended or sent away from school",
    complaint: "A complaint",
    employment: "Working at a school",
    calamity: "A disaster or serious accident",
    policy: "Rules and plans of the school",
    suicidal: "Not wanting to live any more",
    "other-school-matter": "Something else at school",
    unsure: "I don't know",
  },
  form: {
    heading: "Write down what is going on",
    to: (name) => `You are writing to ${name}. Only they can read it.`,
    other: "Choose another support point",
    onArrival: "Your text is locked as soon as it reaches us. For a very short moment it is open in the memory of our computer. We only keep it locked.",
    inBrowser: "Your text is locked in your own browser. After that only the support point can open it. Not even we can.",
    required: "You only have to answer ‘What happened?’. You may leave the rest open.",
    modeLegend: "How do you want to tell this?",
    modes: {
      anonymous: {
        label: "Without a name",
        hint: "Nobody knows who you are. You get the answer here, with your code. If you lose the code, we cannot find you. The support point can sometimes do less.",
      },
      confidential: {
        label: "In confidence",
        hint: "Only the support point knows who you are. They tell nobody without your yes. Sometimes the law demands something. Then you hear it first, unless that is dangerous.",
      },
      named: {
        label: "With my name",
        hint: "You give your name. The support point may only give it to somebody else if you say yes. Sometimes the law demands something. Then you hear it first, unless that is dangerous.",
      },
    },
    forWhomLegend: "Who are you writing for?",
    forWhom: { self: "For myself", other: "For somebody else", together: "Together with somebody who helps me" },
    dangerLegend: "Is there danger?",
    dangerHint: "This support point does not read day and night. Is there danger now? Then call 112.",
    dangers: { no: "No, not at this moment", recent: "Something bad happened a short time ago", now: "Yes, I am not safe now" },
    what: "What happened?",
    whatHint: "Write it the way you would say it. Short is fine. Mistakes do not matter.",
    more: "Do you want to tell more? You may, but you do not have to.",
    who: "Who does this? And who knows about it?",
    whoHint: "You may give names, but you do not have to. ‘A boy in my class’ is fine too.",
    where: "Where does it happen?",
    when: "When did it happen?",
    school: "Which school is it?",
    untiedTo: "Should nobody tied to a school read this? Which school?",
    untiedToHint: "We do read this name. That is how we choose who gets your report. The rest stays locked.",
    schoolHint: "You may leave this open. The support point says nothing to the school without your yes.",
    need: "What do you need?",
    needHint: "For example: to talk to somebody, that it stops, to know your rights.",
    contact: "How may we reach you?",
    contactAnonymous: "Did you choose ‘without a name’? Then your name, number and mail are not sent, even if you fill them in here.",
    name: "What is your name?",
    nameHint: "Only needed if you tell this with your name. Your first name is enough.",
    reachLegend: "How may the support point reach you?",
    reach: { none: "Not at all. I look here with my code", phone: "By phone", mail: "By mail" },
    phone: "Your phone number",
    mail: "Your mail address",
    mailHint: "Better not use your school mail. The school can sometimes read it.",
    safeMoments: "When is it safe to reach you?",
    safeMomentsHint: "For example: after four, when I am alone.",
    mustNot: "What must we really not do?",
    mustNotHint: "For example: no voicemail, do not call my parents, say nothing to the school.",
    files: "Do you want to send something with it?",
    filesHint: (types) => `You can, but you do not have to. These are possible: ${types}. One file may be 25 MB. Together they may be 100 MB.`,
    filesHidden: "A photo often holds hidden data: where and when it was taken. We take that out. If we cannot, we tell you first.",
    noSexual: {
      title: "Do not send nude photos or sexual images",
      body: "Not of yourself either. It can be against the law to send or have them. Write down what can be seen. That is enough.",
      helpwanted: "Are there images of you online? Helpwanted helps to get them removed.",
      csg: "Did somebody do something to your body that you did not want? The Centrum Seksueel Geweld helps day and night. Calling is free.",
    },
    notice: "Do you want a mail when there is an answer?",
    noticeHint:
      "The mail only says: something is ready for you. But whoever can read your mail sees that something came. Not sure? Then leave this empty. The support point does not see this address.",
    noticeMail: "Mail address for the notice",
    noticeHours: "When may the mail come?",
    hours: {
      any: "In the day or early evening (8 to 21 h)",
      morning: "In the morning (8 to 12 h)",
      afternoon: "In the afternoon (12 to 17 h)",
      evening: "In the evening (17 to 21 h)",
    },
    traces: "Are you using something of the school?",
    tracesBody:
      "On a computer, tablet or wifi of the school, the school can sometimes see which sites you visit. It does not see what you write here. Do you want nobody to know? Then better use your own phone with your own internet.",
    send: "Send",
    sendHint: "Nothing leaves before you press ‘Send’.",
    expired: "This stood open for a long time. Nothing has been sent yet. Everything you wrote is still here. Press ‘Send’ again.",
    filesAnyway: "I want to send this file anyway. Something hidden may still be in it.",
    filesAgain: "Choose the files again. Your browser is not allowed to remember them.",
    problems: "Nothing has been sent yet. Please look at this.",
    problem: {
      what: "Write down what happened.",
      name: "Write your name, or choose another way.",
      phone: "Check your phone number.",
      mail: "Check your mail address.",
      noticeMail: "Check the mail address for the notice.",
      tooLong: (most) => `This is too long. There is room for ${most} characters.`,
      files: "Something went wrong with a file.",
      cannotClean: (names) => `We could not take all hidden data out of this file: ${names}. Do you want to send it anyway? Then tick the box below and choose your files again. Or send without it.`,
    },
    closed: "You cannot write here now",
    closedBody: (name) => `Nobody at ${name} reads along on this site now. You can call or mail them yourself. Or choose another support point.`,
  },
  danger: {
    heading: "You may not be safe now",
    lead: "Nobody reads this at once. Better call now:",
    life: "Do you not want to live any more? Call 113. Day and night, free.",
    now: "Is there danger now? Call 112.",
    home: "Is it not safe at home? Call Veilig Thuis. Day and night, free.",
    sexual: "Did somebody touch or force you? Call the Centrum Seksueel Geweld, best within seven days. Day and night, free.",
    nothingSent: "We only looked at your words on this page. Nothing was sent.",
    whenRead: (date) => `The support point reads your message by ${date} at the latest. It may be sooner, but we are not sure.`,
  },
  receipt: {
    heading: "Your message has arrived safely",
    codeLabel: "This is your code",
    codeWhy: "Write the code down. Only with this code you read the answer. We cannot look it up for you.",
    codeSafe: "Keep it where nobody else looks. Whoever has the code can read along. Afraid that you lose it? Choose a name and a sentence in your conversation. Then you can come back.",
    promised: (date) => `You get an answer by ${date} at the latest.`,
    next: "What happens now?",
    steps: (name) => [
      `Somebody of ${name} reads what you wrote.`,
      "You get an answer in your conversation. You read it with your code.",
      "Nothing there on that day? Then a lead of the support point gets a signal. In your conversation you read what you can do then.",
      "Nothing happens unless you say yes. You can always stop or take everything away.",
    ],
    open: "To your conversation",
    print: "Print the card",
    cardTitle: "Gehoord",
    cardBody: "Type this code on the site at ‘conversation’.",
    cardPlace: (address) => `Go to ${address}`,
    onArrival: "Your message was locked when it reached us.",
    inBrowser: "Your message was locked in your browser, before it left.",
    traces: "Finished? Press ‘Leave fast’. The name of the site stays in the history of your browser. You can clear that yourself.",
    already: "This message was here already. What you changed after that was not sent. You can write it in your conversation.",
  },
  sending: {
    working: "Working. Keep this page open.",
    sealing: "We are locking your message.",
    cleaning: "We are taking hidden data out of your file.",
    uploading: "We are sending your file. So far:",
    sending: "We are sending your message.",
    offline: "You have no internet now. What you wrote is still here. We will try again in a moment.",
    failed: "It does not work now. Nothing is lost. Try again in a moment.",
    retry: "Try again",
    cannotClean: "We cannot take the hidden data out of this file. Do you want to send it anyway?",
    sendAnyway: "Yes, send it anyway",
    leaveOut: "No, leave it out",
    remove: "Remove",
    ready: "Ready to send",
    kindRefused: "We cannot take this kind of file.",
    tooLarge: "This file is too large. It may be 25 MB.",
    tooMany: "These are too many files. You may send 10, together 100 MB.",
    damaged: "This file is damaged. Choose another one.",
    expands: "This file becomes far too large when it is opened. Choose another one.",
    macro: "There is a program inside this file. We do not take that.",
    locked: "This file is locked with a password. Take the lock off or choose another file.",
    goOn: "Read this first. Nothing was sent yet. Do you still want to send it? Then press Send once more.",
  },
};
