/** Mails without content: whoever reads that mailbox learns that something came, and nothing else. */
import type { Texts } from "../../base/language.ts";

type MailTexts = { readonly subject: string; readonly text: (address: string) => string };

export const noticeMail: Texts<MailTexts> = {
  nl: {
    subject: "Er staat iets voor je klaar",
    text: (address) => `Er staat iets voor je klaar.\n\nGa naar ${address} en gebruik je code.\n\nWil je deze mails niet meer? Dat kun je daar zelf uitzetten.\n`,
  },
  en: {
    subject: "Something is ready for you",
    text: (address) => `Something is ready for you.\n\nGo to ${address} and use your code.\n\nNo more of these mails? You can turn them off there.\n`,
  },
};

/** To workers: which kind of thing waits, never of whom. `digest`: what came in since yesterday, in one mail. */
export type DeskNews = "report.received" | "case.written" | "case.not-safe" | "case.half-term" | "case.overdue" | "referral.offered" | "referral.answered" | "referral.late" | "consent.ended" | "call-back.asked" | "call-back.missed" | "case.handed-over" | "reading.bulk" | "procedure.written" | "procedure.late" | "procedure.long-late" | "case.held-not-safe" | "case.held-waits" | "escalation.sent" | "escalation.said" | "escalation.late" | "escalation.waiting" | "lesson.agreed" | "member.recovering";
export const deskMail: Texts<Readonly<Record<DeskNews | "digest", string>>> = {
  nl: {
    "report.received": "Er is iets nieuws binnen op de werkplek.",
    "case.written": "Er is iets nieuws binnen op de werkplek.",
    "case.not-safe": "Er is iets binnen op de werkplek dat vandaag gelezen moet worden.",
    "case.half-term": "Er is iets op de werkplek dat nog niemand heeft gelezen. De halve termijn is voorbij.",
    "case.held-not-safe": "Er is iets binnen dat vandaag gelezen moet worden, en dat niet het hele team kan zien. Bel het team.",
    "case.held-waits": "Er wacht iets te lang dat niet het hele team kan zien. Bel het team.",
    "case.handed-over": "Er zijn zaken op de werkplek die op iemand wachten, omdat een collega weg is.",
    "reading.bulk": "Iemand opende in korte tijd heel veel zaken. Kijk op de werkplek bij Team.",
    "case.overdue": "Er is iets op de werkplek dat niemand op tijd heeft gelezen.",
    "referral.offered": "Er wacht iets op een ja of nee op de werkplek.",
    "referral.answered": "Er is antwoord gekomen op de werkplek.",
    "referral.late": "Er is iets op de werkplek waarop niemand op tijd ja of nee heeft gezegd.",
    "consent.ended": "Er is iets veranderd op de werkplek.",
    "call-back.asked": "Er is iets nieuws binnen op de werkplek.",
    "call-back.missed": "Er is iets op de werkplek dat op een afgesproken moment moest gebeuren. Dat moment is voorbij.",
    "escalation.sent": "Er is iets nieuws binnen op de werkplek.",
    "escalation.said": "Er is antwoord gekomen op de werkplek.",
    "escalation.late": "Er is iets op de werkplek waarop het ministerie niet op tijd heeft geantwoord.",
    "escalation.waiting": "Er is iets op de werkplek waarop het ministerie wacht. Die termijn is voorbij.",
    "lesson.agreed": "Er is een nieuwe les voor het netwerk op de werkplek.",
    "procedure.written": "Er is iets nieuws binnen op de werkplek.",
    "procedure.late": "Er is een termijn voorbij op de werkplek.",
    "member.recovering": "Iemand vraagt de sleutel van een collega terug. Kijk op de werkplek of dat klopt.",
    "procedure.long-late": "Er is een termijn al lang voorbij op de werkplek.",
    digest: "Er wacht iets op je op de werkplek.",
  },
  en: {
    "report.received": "Something new came in at the desk.",
    "case.written": "Something new came in at the desk.",
    "case.not-safe": "Something came in at the desk that must be read today.",
    "case.half-term": "There is something at the desk that nobody has read yet. Half of its time is over.",
    "case.held-not-safe": "Something came in that must be read today, and that not the whole team can see. Ring the team.",
    "case.held-waits": "Something waits too long that not the whole team can see. Ring the team.",
    "case.handed-over": "There are cases at the desk that wait for somebody, because a colleague left.",
    "reading.bulk": "Somebody opened very many cases in a short time. Look at Team, at the desk.",
    "case.overdue": "There is something at the desk that nobody read in time.",
    "referral.offered": "Something waits for a yes or no at the desk.",
    "referral.answered": "An answer came in at the desk.",
    "referral.late": "There is something at the desk to which nobody said yes or no in time.",
    "consent.ended": "Something changed at the desk.",
    "call-back.asked": "Something new came in at the desk.",
    "call-back.missed": "There is something at the desk that had to happen at an agreed moment. That moment is over.",
    "escalation.sent": "Something new came in at the desk.",
    "escalation.said": "An answer came in at the desk.",
    "escalation.late": "There is something at the desk that the ministry did not answer in time.",
    "escalation.waiting": "There is something at the desk that the ministry waits for. Its time is over.",
    "lesson.agreed": "There is a new lesson for the network at the desk.",
    "procedure.written": "Something new came in at the desk.",
    "procedure.late": "A term is over at the desk.",
    "member.recovering": "Somebody asks for the key of a colleague. Look at the desk whether that is right.",
    "procedure.long-late": "A term is long over at the desk.",
    digest: "Something waits for you at the desk.",
  },
};
/** Below every mail to a worker. */
export const deskMailFoot: Texts<(address: string) => string> = {
  nl: (address) => `Ga naar ${address}\n\nWil je deze mails op een ander moment, of niet meer? Dat stel je daar in onder Account.`,
  en: (address) => `Go to ${address}\n\nAt another time, or no more of these mails? You set that there, under Account.`,
};
