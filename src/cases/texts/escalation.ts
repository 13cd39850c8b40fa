/** Where it stands at the ministry, for the person: every step in plain words. */
import type { Language } from "../../base/language.ts";
import type { EscalationState } from "../rules/escalation.ts";

type EscalationTexts = { readonly heading: string; readonly hint: string; readonly states: Readonly<Record<EscalationState, string>> };

/** `{date}`: by when an answer is due. */
export const escalationTexts: Readonly<Record<Language, EscalationTexts>> = {
  nl: {
    heading: "Bij het ministerie",
    hint: "Jij bepaalt dit. Trek je je ja in, dan is alles daar meteen weg.",
    states: {
      asked: "We vroegen je of dit naar het ministerie mag.",
      consented: "Je zei ja. We schrijven op wat het ministerie moet weten.",
      prepared: "We schreven op wat het ministerie moet weten. Een collega leest dat nu na.",
      seconded: "Twee van ons lazen het na. Het kan nu naar het ministerie.",
      sent: "Het ligt bij het ministerie. We krijgen uiterlijk {date} antwoord.",
      taken: "Iemand van het ministerie kijkt ernaar. We krijgen uiterlijk {date} antwoord.",
      questioned: "Het ministerie vroeg ons iets. Wij geven antwoord.",
      overdue: "Het ministerie is te laat. Dat is doorgegeven. Jij hoeft niets te doen.",
      answered: "Het ministerie gaf antwoord. Wij vertellen je wat er staat.",
      returned: "Het ministerie gaf het aan ons terug. Wij vertellen je wat nu kan.",
      settled: "Het ministerie gaf antwoord. Dat staat hierboven in het gesprek.",
      withdrawn: "Het is niet meer bij het ministerie. Daar staat niets meer van jou.",
    },
  },
  en: {
    heading: "At the ministry",
    hint: "You decide. If you take your yes back, everything there is gone at once.",
    states: {
      asked: "We asked you whether this may go to the ministry.",
      consented: "You said yes. We write down what the ministry must know.",
      prepared: "We wrote down what the ministry must know. A colleague is reading it now.",
      seconded: "Two of us read it. It can go to the ministry now.",
      sent: "It is with the ministry. We get an answer by {date} at the latest.",
      taken: "Somebody at the ministry is looking at it. We get an answer by {date} at the latest.",
      questioned: "The ministry asked us something. We answer.",
      overdue: "The ministry is late. We passed that on. You do not have to do anything.",
      answered: "The ministry gave an answer. We will tell you what it says.",
      returned: "The ministry gave it back to us. We will tell you what can be done now.",
      settled: "The ministry gave an answer. You find it above, in the conversation.",
      withdrawn: "It is no longer at the ministry. Nothing of yours is there any more.",
    },
  },
};
