/** Mails without content to the worker himself. */
import type { nlNotices } from "./notices-nl.ts";

export const enNotices: typeof nlNotices = {
  heading: "Mail when something is waiting",
  explain: "The mail says only that something is waiting. It holds no name and no case number. Whoever reads your mail does see that something came.",
  sealed: "Your address is sealed in your browser. The server opens it only at the moment a mail goes out. That is why you cannot read it back here.",
  off: "You get no mail.",
  atOnce: "You get a mail at once.",
  daily: (hour) => `You get one mail a day, at ${hour}.`,
  when: "When do you want mail?",
  choices: { "at-once": "At once", daily: "Once a day", never: "Never" },
  hour: "At what time?",
  urgent: "Must something be read the same day? Then we mail that at once.",
  mail: "Your mail address",
  mailHint: "Leave this empty when your address stays the same.",
  mailWrong: "This is not a mail address.",
  mailMissing: "Fill in a mail address.",
  keep: "Save",
  kept: "It is saved.",
  ended: "You no longer get mail. Your address is erased.",
};
