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

/** To workers: which kind of thing waits, never of whom. */
export type DeskNews = "report.received" | "case.written" | "case.not-safe" | "case.half-term" | "case.overdue" | "referral.offered" | "referral.answered" | "referral.late" | "consent.ended" | "call-back.asked" | "call-back.missed" | "case.handed-over" | "reading.bulk" | "procedure.written" | "procedure.late" | "procedure.long-late" | "case.held-not-safe" | "escalation.sent" | "escalation.said" | "escalation.late" | "escalation.waiting" | "lesson.agreed" | "member.recovering";
export const deskMail: Readonly<Record<DeskNews, string>> = {
  "report.received": "Er is iets nieuws binnen op de werkplek.",
  "case.written": "Er is iets nieuws binnen op de werkplek.",
  "case.not-safe": "Er is iets binnen op de werkplek dat vandaag gelezen moet worden.",
  "case.half-term": "Er is iets op de werkplek dat nog niemand heeft gelezen. De halve termijn is voorbij.",
  "case.held-not-safe": "Er is iets binnen dat vandaag gelezen moet worden, en dat niet het hele team kan zien. Bel het team.",
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
};
