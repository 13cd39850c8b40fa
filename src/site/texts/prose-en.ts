import type { ProseTexts } from "./prose.ts";

export const proseEn: ProseTexts = {
  home: {
    title: "Is something wrong at school?",
    lead: "Good that you are here. You are not alone in this. Together we find who can help you.",
    promises: ["No name needed", "It costs nothing", "You choose who reads it"],
    more: "Or go straight to",
    links: {
      report: { label: "I want to tell it", hint: "Write down what is going on. With or without your name." },
      call: { label: "I want to be called", hint: "Choose when a support point may call you." },
      back: { label: "I already have a code", hint: "Read the answer or write something new." },
      organisations: { label: "Who can help me?", hint: "See who there are and whether they are open now." },
    },
    start: "Find who can help",
  },
  help: {
    title: "Do you need help right now?",
    lead: "Do phone. Not sure what to say? Just say: I need help.",
    items: {
      now: { title: "There is danger now", what: "Phone 112. Somebody is there day and night. Say where you are." },
      thoughts: { title: "You think about death", what: "Phone 113. You can, day and night. You do not have to say your name." },
      home: { title: "It is not safe at home", what: "Phone Veilig Thuis, day and night. You can phone for yourself or for somebody else." },
      sexual: { title: "Somebody crossed your line with sex", what: "Phone the Centrum Seksueel Geweld, day and night. Within seven days is best. Later is fine too." },
      child: { title: "You want to talk to somebody", what: "Are you 8 to 18 years old? Phone the Kindertelefoon. They are closed at night." },
    },
    after: "No danger right now? Then we look with you for who can help.",
    next: "To the start",
  },
  privacy: {
    title: "What we know and what we do not",
    lead: "You choose what you tell and who reads it. This is how we treat it.",
    sections: [
      {
        heading: "What we do not know",
        items: [
          "Who you are. You need no name and no account.",
          "Where you are. We do not store the network address of your phone or laptop.",
          "What else you do. We set no cookies. No other company looks along.",
        ],
      },
      {
        heading: "Only who you choose can read it",
        paragraphs: [
          "What you write is locked on your own screen. Only the support point that you choose has the key.",
          "We do not have that key. Whoever manages our computer cannot read it either.",
          "Is script switched off? Then it is locked when it reaches us. Our computer sees your text for a moment. It does not keep it.",
        ],
      },
      {
        heading: "What stands open",
        paragraphs: ["The support point has to be able to work. That is why we see this about a report:"],
        items: ["which support point has it", "whether it is new or done", "who works on it", "by which day there must be an answer", "how big it is", "whether it is urgent", "when you want to be called, if you asked for that; never on which number"],
      },
      {
        heading: "Too much at once",
        paragraphs: ["Sometimes somebody tries to knock us over. So we count how often a form is opened. For that we turn your network address into a secret number. It is gone within an hour. We never write it down."],
      },
      {
        heading: "What you may do",
        items: [
          "Take your story away. You can with your code.",
          "See who read your story. It stands with your conversation. You need your code for it.",
          "Complain to the Dutch Data Protection Authority (Autoriteit Persoonsgegevens).",
        ],
      },
      {
        heading: "What remains after deleting?",
        paragraphs: ["Did you delete everything? Then it is gone from our list. Our backup still has it for 35 days, locked. After that it is gone there too."],
      },
    ],
  },
  accessibility: {
    title: "Everybody must be able to come here",
    lead: "This site is for every child and every parent. Also if you see badly, use no mouse or find reading hard.",
    sections: [
      {
        heading: "What works",
        items: [
          "You can do everything with the keyboard alone.",
          "It works with a screen reader.",
          "You can make everything four times as big.",
          "You can choose letters and colours of your own. Dark works too.",
          "It works on an old phone, and without script.",
          "Does your device have a voice? Then we read the text aloud.",
          "The language is short and plain.",
        ],
      },
      {
        heading: "How we tested it",
        paragraphs: [
          "With every new version the computer checks every page, by the rules of WCAG 2.2, level AA.",
          "No outside firm has looked at it yet. People with a disability have not tested it yet either. That still has to happen.",
        ],
      },
      { heading: "What does not work well yet", items: ["The site has only two languages so far.", "There is no film in sign language yet.", "Who works at a support point does need script."] },
      { heading: "Does something not work for you?", paragraphs: ["Tell us. See under About Gehoord who runs this site. Do you need help now? Then phone one of the numbers at the top of the page."] },
    ],
  },
  about: {
    title: "About Gehoord",
    lead: "Gehoord is Dutch for heard. It is one front door for everything that is not safe at school.",
    sections: [
      { heading: "What do we do?", paragraphs: ["We show you the way to who can help you. You can also tell your story here. Then you read the answer here. You do not have to start again every time."] },
      { heading: "Who is it for?", paragraphs: ["For pupils, parents and people who work at a school. Also for those who help a child."] },
      {
        heading: "What do we not do?",
        items: ["We are not 112. Is there danger now? Then phone 112.", "We do not punish. The school or a judge does.", "We do not read your story ourselves. The support point that you choose does."],
      },
      { heading: "Is the code open?", paragraphs: ["Yes. Everybody may see how this site works and may use it. The licence is EUPL-1.2."] },
    ],
    operator: { heading: "Who runs this site?", unknown: "This has not been filled in here yet.", known: "This is how you reach who runs this site:" },
    judgements: { heading: "How do complaints end?", link: "Read judgements without names" },
    desk: { heading: "Do you work at a support point?", link: "To the desk" },
  },
  traces: {
    title: "Clear your traces",
    lead: "Do you want nobody to see that you were here? Read what remains, and how to clear it.",
    sections: [
      {
        heading: "Leave fast",
        paragraphs: ["Press the button Leave fast. Or press Escape three times. Then there is another site at once. If you go back, you see nothing of ours.", "Is script switched off? Then the button goes to that site too. But the back button brings you here again. So close the tab as well."],
      },
      {
        heading: "What remains on your device",
        items: [
          "The name of this site, in your history. It does not say what you did.",
          "A few bits of the site, such as its colours. Your story is not among them.",
          "A mail from us, if you asked for one. It does not say what it is about.",
          "A photo or card that you keep or print yourself.",
        ],
      },
      {
        heading: "How to clear it",
        ordered: true,
        items: [
          "Open the menu of your browser. It is the three dots or lines.",
          "Choose History.",
          "Find this site and remove only that. Do not clear everything. An empty list stands out.",
          "Did you get a mail? Throw it away. Then empty the bin too.",
        ],
      },
      { heading: "What you cannot clear", paragraphs: ["Are you on a laptop or tablet of the school? Or on the school's wifi? Then the school can see that you were on this site. They do not see what you wrote. At home it can be the same."] },
      {
        heading: "How to be safer",
        items: ["Take a device that is yours, or of somebody you trust.", "Switch wifi off and use your own mobile data.", "Open a private window. Then nothing stays in your history.", "Write your code on paper. Put it away well."],
      },
    ],
  },
};
