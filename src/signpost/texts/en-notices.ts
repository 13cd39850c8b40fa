/** Duties, warnings, and why a body is not the right one: English. */
import type { OutcomeTexts } from "./shape.ts";

const rijk = "https://www.rijksoverheid.nl/onderwerpen/voortgezet-onderwijs/vraag-en-antwoord/moet-de-school-seksueel-misbruik-melden-en-aangeven";
const law4a = `WPO article 4a. The article for vo, so and mbo: not known. Read: August 2026. ${rijk}`;
const police4a = "WPO article 4a. Read: August 2026. http://seksueelmisdrijf.nl/onderwijs/aangifteplicht-bevoegd-gezag";
const adviser4a = "Read: August 2026. http://seksueelmisdrijf.nl/onderwijs/vertrouwenspersoon";
const pupils4a = "Read: August 2026. https://gespecialiseerdonderwijs.nl/blog/2021/10/15/zedenmisdrijf/";
const committee = "Read: August 2026. https://www.onderwijsgeschillen.nl/veelgestelde-vragen";
const term = "Read: August 2026. https://www.onderwijsgeschillen.nl/commissie/landelijke-klachtencommissie-onderwijs-lkc/procedure";
const ours = "Rule of this signpost.";

export const notices: Pick<OutcomeTexts, "duties" | "warnings" | "whyNot"> = {
  duties: {
    "duty-to-report": {
      title: "You must report this to the board",
      because: "You work at a school. A colleague may have done something to a pupil under 18 that may be a criminal sexual offence.",
      how: "Tell the board itself at once. Telling your manager is not enough. Secrecy is no ground. This also holds for the internal confidential adviser.",
      source: law4a,
    },
    "duty-to-consult": {
      title: "The board must consult at once",
      because: "Somebody who works for the school may have done something to a pupil under 18 that may be a criminal sexual offence.",
      how: "Call the confidential inspector at once. Together you decide whether there is a reasonable suspicion.",
      source: law4a,
    },
    "duty-to-declare": {
      title: "The board must report to the police on a reasonable suspicion",
      because: "This holds when the talk with the confidential inspector yields a reasonable suspicion.",
      how: "Then report it to the police, also against the wish of those involved. Beforehand tell the accused, and the pupil's parents.",
      source: police4a,
    },
    "reporting-code": {
      title: "Follow the reporting code",
      because: "There are worries about violence at home. Who works with children then follows the reporting code. Every school must have one.",
      how: "Five steps: list the signs, consult a colleague or Veilig Thuis, talk with parents or child when that is safe, weigh the risk, decide on reporting and help. In danger you call at once.",
      source: "Act on the reporting code for domestic violence and child abuse (Wet meldcode). Read: August 2026. https://www.handelingsprotocol.nl/utrecht-bo-stap-5-hulp-of-melden-3",
    },
  },
  warnings: {
    "do-not-investigate": {
      title: "Do not find this out yourself",
      because: "This may be a crime.",
      how: "Do not question the pupil and do not talk with the other person. Write down what you heard, in the pupil's own words. First ask for advice.",
      source: ours,
    },
    "do-not-copy-images": {
      title: "Make no copy of pictures or films",
      because: "Keeping or sending on images of sex with somebody under 18 may be a crime.",
      how: "Send nothing on, not to us either. Ask Helpwanted how to have it taken away.",
      source: ours,
    },
    "duty-if-staff": {
      title: "Does the other person work at the school?",
      because: "Then the law may say that you must report or discuss this.",
      how: "Is it about a pupil under 18 and perhaps about a crime? Then an employee tells the board at once. The board calls the confidential inspector at once.",
      source: law4a,
    },
    "duty-only-minors": {
      title: "The pupil is 18 or older",
      because: "The duty to report is about pupils under 18.",
      how: "Was the pupil not yet 18 when it happened? Then the duty does hold: call the confidential inspector at once. In other cases you may always call, too.",
      source: law4a,
    },
    "no-duty-between-pupils": {
      title: "Between pupils this duty does not hold",
      because: "The duty to report is about people who work for the school.",
      how: "You may still call the confidential inspector about it. Also mind the safety of both pupils.",
      source: pupils4a,
    },
    "external-adviser-police": {
      title: "Point out the police",
      because: "You do not work for the school. Then you have no duty to report.",
      how: "You must say that the other person can go to the police.",
      source: adviser4a,
    },
    "staff-must-pass-on": {
      title: "Who works at the school must pass this on",
      because: "May it be a criminal sexual offence? Then everybody who works at the school must tell the board.",
      how: "Do you first want to talk without it going further? Call somebody outside school. A confidential adviser from outside does not have to pass it on either.",
      source: law4a,
    },
    "professional-secrecy": {
      title: "Mind your professional secrecy",
      because: "What you know, you heard in confidence.",
      how: "First ask whether the other person agrees. You can also ask for advice without names. Is there danger? Then do not wait.",
      source: ours,
    },
    "say-only-what-you-want": {
      title: "You choose what you tell",
      because: "Nobody needs to know whom you love or who you are.",
      how: "You can say that you are bullied without saying why. First ask what stays secret.",
      source: "Read: August 2026. https://regenboogloket.nl/onderwijs/sociale-veiligheid-lhbti-leerlingen/",
    },
    "staying-home": {
      title: "Staying at home can have consequences",
      because: "Who is young must go to school. The municipality watches over it.",
      how: "Tell school and municipality why it does not work. Ask for help before you decide.",
      source: "Read: August 2026. https://ingrado.nl/actueel/items/wat-is-er-aan-de-hand-met-schoolverzuim-en-een-veilig-thuis-melding",
    },
    "advice-not-binding": {
      title: "Advice is no order",
      because: "The committee advises. The board does not have to follow it.",
      how: "The board must say within four weeks what it does with it.",
      source: committee,
    },
    "inspectorate-no-feedback": {
      title: "You do not hear what happens with your report",
      because: "The Inspectorate does not solve the complaint of one person.",
      how: "It keeps your story with what it knows of the school, and can ask the board questions.",
      source: "Read: August 2026. https://www.onderwijsinspectie.nl/onderwerpen/meldpunt-inspectie",
    },
    "escalation-by-support-point": {
      title: "Are you stuck?",
      because: "A support point can discuss a stuck matter with the ministry.",
      how: "Ask the support point. It does so only if you agree, and without your name.",
      source: "Read: August 2026. https://balansdigitaal.nl/steunpunt-sociale-veiligheid-op-school",
    },
    "court-case": {
      title: "There is a court case",
      because: "Not every desk may do something then.",
      how: "First ask whether they still take your matter. Ask your lawyer for advice.",
      source: "Read: August 2026. https://www.dekinderombudsman.nl/72/contact/",
    },
    "six-weeks": {
      title: "You have six weeks",
      because: "The committee for inclusive education takes a matter until six weeks after the decision.",
      how: "Do not wait for other talks. Write in time.",
      source: term,
    },
    "term-ends-soon": {
      title: "The time limit is near",
      because: "A complaint to the committee must be made within a year.",
      how: "Write to the committee before the year is over, also when you are still talking with the school.",
      source: term,
    },
    "term-warning": {
      title: "The time limit has passed",
      because: "It was longer ago than the time limit of the committee.",
      how: "Sometimes it is still possible. Ask, and say why you come only now.",
      source: term,
    },
  },
  whyNot: {
    "veilig-thuis/school": "Veilig Thuis helps with violence at home, not at school.",
    "veilig-thuis/absence": "Not going to school is no reason by itself for Veilig Thuis.",
    "kindertelefoon/age": "The Kindertelefoon is there from 8 up to and including 18 years.",
    "sv-calamiteitenteam/not-staff": "This team helps schools. Ask the school whether it calls the team.",
    "vertrouwensinspecteur/employment": "The confidential inspector does not help with a quarrel about work or a contract.",
    "onderwijsconsulenten/four-weeks": "They help only when a pupil has been at home for more than four weeks.",
    "onderwijsconsulenten/school-first": "First talk with the board and the regional partnership.",
    "onderwijsconsulenten/court": "They do not help with a court case.",
    "geschillencommissie-passend-onderwijs/term": "This committee takes a matter until six weeks after the decision. That time has passed.",
    "lkc/gcbo-school": "Your school has joined another committee.",
    "gcbo/lkc-school": "Your school has joined another committee.",
    "lkc/support-needs": "A place or a plan for extra support belongs to the committee for inclusive education.",
    "gcbo/support-needs": "A place or a plan for extra support belongs to the committee for inclusive education.",
    "lkc/school-first": "First take it to the school and the board. After that it can come here.",
    "gcbo/school-first": "First take it to the school and the board. After that it can come here.",
    "lkc/tells-school": "The committee sends your complaint to the school. Do that only when you want it.",
    "gcbo/tells-school": "The committee sends your complaint to the school. Do that only when you want it.",
    "lkc/of-age": "Your child is 18 or older and makes the complaint itself, within a year.",
    "gcbo/of-age": "Your child is 18 or older and makes the complaint itself, within a year.",
    "inspectie-loket/no-complaints": "The Inspectorate does not solve the complaint of one person.",
    "inspectie-loket/home": "The Inspectorate is about schools, not about home.",
    "kinderombudsman/court": "The ombudsman for children does not deal with matters before a court.",
    "kinderombudsman/year": "The ombudsman for children looks at what was less than a year ago.",
    "kinderombudsman/of-age": "The ombudsman for children is for who was under 18 when it happened.",
    "kinderombudsman/school-first": "First complain to the school and the board. If that does not help, you can come here.",
    "ocw/no-helpline": "The ministry has no helpline. A support point can discuss your matter there.",
    "ingrado/no-helpline": "Ingrado is the association of attendance officers, not a helpline. Call your own municipality.",
  },
};
