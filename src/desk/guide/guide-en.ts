/** The talk guide in English. */
import type { guideNl } from "./guide-nl.ts";

export const guideEn: typeof guideNl = {
  begin: {
    safe: "Are you safe now? Can you speak freely?",
    hang: "How can I reach you when we are cut off? Or should I not?",
    tell: "What happened? Take your time, I am listening.",
    since: "Since when has this been going on? What was the last time?",
    now: "Why do you call just now?",
    tried: "What have you done already? What helped, and what did not?",
    need: "What do you need? What should be different tomorrow?",
  },
  topics: {
    bullying: {
      who: "Who take part? Who look on? Who stands by you?",
      where: "Where does it happen: in class, on the way, in an app?",
      proof: "Did you keep messages or pictures?",
      school: "What does school know? What did school do?",
    },
    discrimination: {
      words: "What was said or done? In which words?",
      others: "Does it happen to others too?",
      rule: "Was it one person, or does it come from a rule of the school?",
    },
    lhbtiq: {
      out: "Who know it of you? Who must certainly not know?",
      home: "Is it safe at home to speak about this?",
      name: "How do you want to be called, also when I call back?",
    },
    "sexual-behaviour": {
      pace: "You need not tell details. What do you want to say?",
      recent: "Was it a short time ago? Then help of a doctor soon matters.",
      who: "Is it an adult of the school, or a pupil?",
      again: "Do you still meet this person?",
    },
    "online-sexual": {
      spread: "Was a picture of you shared? Do you know where it is?",
      pressure: "Does somebody put pressure on you? For money or more pictures?",
      keep: "Keep the messages. Do not pass the picture on yourself, not to us either.",
    },
    "physical-violence": {
      hurt: "Are you hurt? Did a doctor see you?",
      weapon: "Was there a weapon, or a threat with one?",
      again: "Do you think it will happen again? When?",
    },
    threat: {
      exact: "What was said exactly? How: in person or online?",
      able: "Do you think this person will do it? Why do you think so?",
      keep: "Did you keep the messages?",
    },
    intimidation: {
      power: "What power has this person over you?",
      effect: "What do you no longer dare since this began?",
      witness: "Who saw or heard it too?",
    },
    "unfair-treatment": {
      what: "Which decision, or which way of doing, is unfair?",
      reason: "Which reason did the school give?",
      paper: "Is there anything on paper, or in a mail?",
    },
    radicalisation: {
      seen: "What did you see or hear yourself? What do you have from others?",
      change: "What changed, and since when?",
      worry: "Are you afraid that something bad will happen? When?",
    },
    home: {
      where: "Is it about home? Who live there?",
      others: "Are there more children in the house?",
      safe: "Is it safe when I call? At which moment?",
    },
    absence: {
      days: "How long has your child been at home? Wholly, or in part?",
      start: "How did it begin?",
      plan: "Is there a plan? Who are all part of it?",
    },
    "support-needs": {
      need: "Which help is needed? Who found that?",
      agreed: "What was agreed, and what really happens?",
      plan: "Is there a plan for the help? Have you seen it?",
    },
    removal: {
      letter: "Is there a letter? Which day stands on it?",
      term: "Mind: terms may be running. Find the letter.",
      place: "Where is your child now? Is there another school?",
    },
    complaint: {
      step: "Where is the complaint now: at school, board or committee?",
      date: "When did you send the complaint? What came back?",
      goal: "What do you want to reach with it?",
    },
    employment: {
      role: "What is your work there, and who leads you?",
      sick: "How are you? Have you reported sick?",
      support: "Who stands by you: a colleague, a union, a confidential adviser?",
    },
    calamity: {
      now: "What is happening now? Are the emergency services there?",
      lead: "Who leads at school?",
      tell: "Who know already? Who must hear it today?",
      media: "Are there questions of the press, or unrest in an app?",
    },
    policy: {
      aim: "What do you want to arrange, and by when?",
      have: "What is on paper already? What really happens?",
      who: "Who takes part: leaders, team, parents, pupils?",
    },
    suicidal: {
      ask: "Are you thinking of death? Ask it calmly and plainly.",
      plan: "Do you have a plan? Are you alone now?",
      stay: "Stay on the line. Get somebody, or put the call through.",
    },
    "other-school-matter": {
      about: "What is it about? Who has to do with it?",
      who: "Who at school decides about this?",
    },
    unsure: {
      words: "You need not be able to name it. What weighs most?",
      example: "Can you tell about one time that it happened?",
      body: "What do you notice in yourself: sleep, food, school?",
    },
  },
  checks: {
    danger: "Is there danger, now or tonight?",
    others: "Are there others who need help?",
    home: "Is it safe at home?",
    tell: "Who may know about this call? Who certainly not?",
    reach: "Do we know how and when we can call?",
    terms: "Is a term running?",
    next: "Is it clear what happens now, and who does it?",
  },
  care: {
    thanks: "Say that it is good that the caller called.",
    blame: "Say that it is not the caller's fault.",
    pace: "Sum up, and ask whether that is right.",
    promise: "Promise only what you can do. Promise no secret that you cannot keep.",
    alone: "Ask who can be with the caller today.",
    self: "And you? Take five minutes after a heavy talk. Speak with a colleague.",
  },
};
