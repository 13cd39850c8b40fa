import type { SiteTexts } from "./index.ts";

export const en: SiteTexts = {
  direction: "ltr",
  skip: "Skip to content",
  home: "Gehoord, to the start",
  otherLanguage: "Nederlands",
  leave: "Leave fast",
  leaveHint: "Closes this site at once. Or press Escape three times.",
  readAloud: "Read aloud",
  stopReading: "Stop",
  danger: { label: "Help right now", now: "danger now", thoughts: "thoughts of death", home: "not safe at home", sexual: "sexual violence" },
  footer: { label: "About this site", help: "Help now", organisations: "Who can help", figures: "Figures", traces: "Clear your traces", privacy: "Privacy", accessibility: "Accessibility", about: "About Gehoord" },
  demoLabel: "Please note",
  demo: "This is a practice site. What you fill in here reaches nobody.",
  errors: {
    title: "That did not work",
    "not-found": { title: "This page is not there", what: "Perhaps the address is not right. Go to the start. You will find your way from there.", next: "To the start" },
    "method-not-allowed": { title: "That cannot be done here", what: "Go to the start and try again from there.", next: "To the start" },
    "input-invalid": { title: "That did not arrive well", what: "Nothing was sent. Go back and try again.", next: "To the start" },
    "not-allowed": { title: "This came from another site", what: "Nothing was sent. Fill it in here yourself.", next: "To the start" },
    "body-too-large": { title: "That is too big", what: "Nothing was sent. Go back. Make your text shorter, or choose a smaller file.", next: "To the start" },
    "too-many-requests": { title: "It is very busy right now", what: "Too much is coming in at the same time. Wait a few minutes and try again. Or phone one of these numbers.", next: "Try again" },
    unexpected: { title: "Something went wrong on our side", what: "It is not your fault. Try again in a moment. Did you see a code? Then your story has arrived.", next: "To the start" },
    "storage-away": { title: "We cannot reach our storage right now", what: "What we already have is safe. Try again in a few minutes. Or phone one of these numbers.", next: "Try again" },
  },
  retry: {
    again: "Try again",
    kept: "What you filled in is not lost. Leave this page open. Wait a little and press the button.",
    files: "Your photo or file does not go along. You can send it later, with your code.",
    withoutFiles: "Your text is not lost. You can send it now, without the file. You can send a smaller file later, with your code.",
    sendWithout: "Send without the file",
  },
};
