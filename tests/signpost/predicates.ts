/**
 * What must hold for every outcome, said again from the domain notes and without the rules' own tables: these lines import
 * types and nothing else of the engine, so that a mistake in the rules cannot hide in them.
 */
import type { SignpostInput } from "../../src/signpost/shape.ts";

/** What an answer of the engine or of the API has in common. */
export interface Given {
  readonly urgent: readonly { readonly id: string }[];
  readonly steps: readonly { readonly id: string }[];
  readonly duties: readonly { readonly id: string }[];
  readonly warnings: readonly { readonly id: string }[];
  readonly notSuitable: readonly { readonly id: string }[];
}
export type Kind = "dead-end" | "unsafe" | "unknown-id" | "danger-late" | "duty" | "remit" | "twice";
export type Fault = { readonly kind: Kind; readonly why: string };

const contract = new Set(
  `kindertelefoon laks ouders-onderwijs balans sv-adviespunt sv-calamiteitenteam vertrouwensinspecteur inspectie-loket lkc gcbo
  kinderombudsman regenboogloket coc rutgers aob po-raad vo-raad ingrado veilig-thuis csg discriminatie-nl
  112 police 113 chat-fier slachtofferhulp college-rechten-mens discriminatie-nl-jeugd onderwijsconsulenten
  geschillencommissie-passend-onderwijs job-mbo juridisch-loket meld-misdaad-anoniem ocw halt lsvb lbvso helpwanted nctv attendance-officer
  in-school:trusted-adult in-school:mentor in-school:bullying-contact in-school:anti-bullying-coordinator
  in-school:confidential-adviser-internal in-school:confidential-adviser-external in-school:school-leader in-school:child-abuse-officer
  school-board talk-to-person-concerned mediation contact-parents own-investigation check-school-guide complaints-route-explained
  adult-files-for-you term-warning keep-evidence board-must-answer ask-adult-to-call
  duty-to-report duty-to-consult duty-to-declare reporting-code
  do-not-investigate do-not-copy-images duty-if-staff duty-only-minors no-duty-between-pupils external-adviser-police
  staff-must-pass-on professional-secrecy say-only-what-you-want staying-home advice-not-binding inspectorate-no-feedback
  escalation-by-support-point court-case six-weeks term-ends-soon`.split(/\s+/),
);
const notAPerson = new Set(["talk-to-person-concerned", "mediation", "contact-parents", "own-investigation", "keep-evidence", "check-school-guide", "complaints-route-explained", "adult-files-for-you", "term-warning", "board-must-answer", "ask-adult-to-call"]);

interface Case {
  readonly input: SignpostInput;
  readonly has: (id: string) => boolean;
  readonly special: (name: string) => boolean;
  readonly tried: (...names: readonly string[]) => boolean;
  readonly topic: string;
  readonly home: boolean;
  readonly workerDidIt: boolean;
  readonly sexual: boolean;
  readonly ofAge: boolean;
  readonly policeUrgent: boolean;
}

const list = (set: readonly string[] | "unknown" | undefined): readonly string[] => (set === undefined || set === "unknown" ? [] : set);

function caseOf(input: SignpostInput, given: Given): Case {
  const ids = new Set([...given.urgent, ...given.steps].map(({ id }) => id));
  const topic = input.topic ?? "unsure";
  return {
    input,
    has: (id) => ids.has(id),
    special: (name) => list(input.special).includes(name),
    tried: (...names) => names.some((name) => list(input.tried).includes(name)),
    topic,
    home: topic === "home" || input.by === "someone-at-home",
    workerDidIt: ["school-staff", "colleague", "school-leader"].includes(input.by ?? ""),
    sexual: topic === "sexual-behaviour" || topic === "online-sexual",
    ofAge: typeof input.age === "number" && input.age >= 18,
    policeUrgent: given.urgent.some(({ id }) => id === "police"),
  };
}

type Rule = readonly [kind: Kind, why: string, broken: (one: Case) => boolean];
const is = (value: unknown, ...options: readonly unknown[]): boolean => options.includes(value);
const inSchool = ["in-school:trusted-adult", "in-school:mentor", "in-school:bullying-contact", "in-school:anti-bullying-coordinator", "in-school:confidential-adviser-internal", "in-school:confidential-adviser-external", "in-school:school-leader", "in-school:child-abuse-officer", "school-board"];
const harsh = ["sexual-behaviour", "online-sexual", "physical-violence", "threat", "intimidation", "discrimination", "radicalisation", "home", "calamity", "suicidal", "bullying", "lhbtiq"];
const fresh = ({ input }: Case): boolean => is(input.danger, "now", "recent");
const committee = ({ has }: Case): boolean => has("lkc") || has("gcbo");
const boardTried = ({ tried }: Case): boolean => tried("board", "board-rejected", "committee-upheld");

const unsafe: readonly Rule[] = [
  ["unsafe", "a talk with the accused after violence, threat, discrimination, anything sexual, or with danger", (one) => one.has("talk-to-person-concerned") && (harsh.includes(one.topic) || fresh(one) || one.home)],
  ["unsafe", "mediation after violence, threat, discrimination, anything sexual, or with danger", (one) => one.has("mediation") && (harsh.includes(one.topic) || fresh(one) || one.home)],
  ["unsafe", "a talk or mediation for who does not dare", (one) => (one.has("mediation") || one.has("talk-to-person-concerned")) && one.tried("dare-not")],
  ["unsafe", "parents are told while it may be at home", (one) => one.has("contact-parents") && (one.home || one.input.by === "parent")],
  ["unsafe", "parents are told of an orientation", (one) => one.has("contact-parents") && (one.special("orientation-secret") || one.special("lhbtiq") || one.topic === "lhbtiq")],
  ["unsafe", "a step that tells the school of a secret orientation", (one) => one.special("orientation-secret") && [...inSchool, "lkc", "gcbo", "mediation", "talk-to-person-concerned", "attendance-officer", "kinderombudsman", "college-rechten-mens"].some(one.has) && !(one.has("school-board") && one.workerDidIt && one.input.role === "staff" && one.sexual)],
  ["unsafe", "the school investigates a possible crime itself", (one) => one.has("own-investigation") && (one.sexual || one.home || is(one.topic, "physical-violence", "threat", "radicalisation", "intimidation", "discrimination") || fresh(one))],
  ["unsafe", "evidence of something sexual is kept", (one) => one.has("keep-evidence") && (one.sexual || one.home)],
  ["unsafe", "the school leader is asked about himself", (one) => one.has("in-school:school-leader") && one.input.by === "school-leader"],
  ["unsafe", "the mentor is asked where a member of staff did it", (one) => one.has("in-school:mentor") && is(one.input.by, "school-staff", "colleague")],
  ["unsafe", "the leader instead of the board for a sexual offence by staff", (one) => one.has("in-school:school-leader") && one.input.role === "staff" && one.sexual && one.workerDidIt],
  ["unsafe", "who does not dare is sent to the leader, the mentor or the board first", (one) => one.tried("dare-not") && !one.sexual && (one.has("in-school:school-leader") || one.has("in-school:mentor") || one.has("school-board"))],
  ["unsafe", "back to what was already tried", (one) =>
    (one.tried("told-school", "school-leader", "board", "board-rejected", "committee-upheld") && (one.has("in-school:mentor") || one.has("in-school:trusted-adult") || one.has("talk-to-person-concerned"))) ||
    (one.tried("school-leader", "board", "board-rejected", "committee-upheld") && (one.has("in-school:school-leader") || one.has("in-school:bullying-contact"))) ||
    (boardTried(one) && one.has("school-board")) ||
    (one.tried("committee-upheld") && committee(one))],
  ["unsafe", "a primary pupil is sent to a committee alone", (one) => one.input.role === "pupil" && one.input.sector === "po" && committee(one) && !one.has("adult-files-for-you")],
  ["unsafe", "a primary pupil writes to the board alone", (one) => one.input.role === "pupil" && one.input.sector === "po" && one.has("school-board") && !one.has("adult-files-for-you")],
  ["unsafe", "somebody is asked to file what must stay secret", (one) => one.special("orientation-secret") && one.has("adult-files-for-you")],
  ["unsafe", "home is reported to a school's complaint route", (one) => one.home && (committee(one) || one.has("school-board") || one.has("inspectie-loket") || one.has("geschillencommissie-passend-onderwijs"))],
];

const danger: readonly Rule[] = [
  ["danger-late", "the police before the law's own talk with the confidential inspector", (one) => one.policeUrgent && one.input.role === "board" && one.sexual && one.workerDidIt && !one.ofAge],
  ["danger-late", "the police's number on top for what is mostly no crime", (one) => one.policeUrgent && !one.home && is(one.topic, "bullying", "unfair-treatment", "complaint", "absence", "support-needs", "removal", "employment", "policy", "other-school-matter", "lhbtiq", "discrimination")],
  ["danger-late", "danger now without 112 first", (one) => one.input.danger === "now" && !one.has("112")],
  ["danger-late", "thinking of death without 113", (one) => one.topic === "suicidal" && !one.has("113")],
  ["danger-late", "assault without the centre", (one) => one.topic === "sexual-behaviour" && fresh(one) && !one.has("csg")],
  ["danger-late", "home without Veilig Thuis", (one) => one.home && !one.has("veilig-thuis")],
  ["danger-late", "a calamity without the team", (one) => one.topic === "calamity" && is(one.input.role, "staff", "board", "external-adviser") && !one.has("sv-calamiteitenteam")],
];

const remit: readonly Rule[] = [
  ["remit", "Veilig Thuis for school", (one) => one.has("veilig-thuis") && !one.home],
  ["remit", "Kindertelefoon outside 8 to 18, or for an adult", (one) => one.has("kindertelefoon") && (one.input.role !== "pupil" || (typeof one.input.age === "number" && (one.input.age < 8 || one.input.age >= 19)))],
  ["remit", "LAKS outside secondary pupils", (one) => one.has("laks") && (one.input.role !== "pupil" || one.input.sector !== "vo")],
  ["remit", "JOB outside mbo students", (one) => one.has("job-mbo") && (one.input.role !== "pupil" || one.input.sector !== "mbo")],
  ["remit", "LBVSO outside special schools", (one) => one.has("lbvso") && (one.input.role !== "pupil" || one.input.sector !== "so")],
  ["remit", "Ouders & Onderwijs for another than a parent", (one) => one.has("ouders-onderwijs") && (one.input.role !== "parent" || one.input.sector === "mbo")],
  ["remit", "Balans for a pupil or for mbo", (one) => one.has("balans") && (is(one.input.role, "pupil", "board", "external-adviser") || one.input.sector === "mbo")],
  ["remit", "S&V for pupils or parents", (one) => (one.has("sv-adviespunt") || one.has("sv-calamiteitenteam")) && is(one.input.role, "pupil", "parent", "care-professional")],
  ["remit", "the confidential inspector for work, policy, home or quality", (one) => one.has("vertrouwensinspecteur") && (one.home || is(one.topic, "employment", "complaint", "unfair-treatment", "absence", "support-needs", "removal", "policy", "calamity", "suicidal", "other-school-matter", "unsure"))],
  ["remit", "the union outside staff", (one) => one.has("aob") && (one.input.role !== "staff" || one.input.sector === "so")],
  ["remit", "PO-Raad or VO-raad outside policy of boards", (one) => (one.has("po-raad") || one.has("vo-raad")) && !(one.input.role === "board" && (one.input.goal === "policy" || one.topic === "policy"))],
  ["remit", "PO-Raad for vo, VO-raad for po", (one) => (one.has("po-raad") && is(one.input.sector, "vo", "so", "mbo")) || (one.has("vo-raad") && is(one.input.sector, "po", "so", "mbo"))],
  ["remit", "the youth desk for somebody of 18, or for an adult", (one) => one.has("discriminatie-nl-jeugd") && (one.input.role !== "pupil" || one.ofAge)],
  ["remit", "Regenboogloket outside po and vo", (one) => one.has("regenboogloket") && is(one.input.sector, "so", "mbo")],
  ["remit", "the ombudsman too early, too late, for who was an adult then, or beside a court", (one) => one.has("kinderombudsman") && ((one.ofAge && Number(one.input.age) - (typeof one.input.monthsAgo === "number" ? one.input.monthsAgo : 0) / 12 > 17.5) || !boardTried(one) || one.special("court-case") || (typeof one.input.monthsAgo === "number" && one.input.monthsAgo >= 12))],
  ["remit", "the wrong committee", (one) => (one.has("lkc") && one.input.committee === "gcbo") || (one.has("gcbo") && one.input.committee === "lkc")],
  ["remit", "a committee before the school was asked", (one) => committee(one) && !boardTried(one) && !one.has("school-board") && !one.tried("dare-not") && one.input.role !== "external-adviser"],
  ["remit", "a committee without knowing which, and no word of the school guide", (one) => committee(one) && is(one.input.committee, undefined, "unknown") && !one.has("check-school-guide")],
  ["remit", "a late complaint without a word", (one) => committee(one) && typeof one.input.monthsAgo === "number" && one.input.monthsAgo >= 9 && !one.has("term-warning")],
  ["remit", "a warning of a term that is far away", (one) => one.has("term-warning") && typeof one.input.monthsAgo === "number" && one.input.monthsAgo > 1.4 && one.input.monthsAgo < 9 && !is(one.topic, "removal", "support-needs")],
  ["remit", "the disputes committee without its six weeks", (one) => one.has("geschillencommissie-passend-onderwijs") && one.topic === "removal" && !one.has("term-warning")],
  ["remit", "a general committee for the removal from a special school", (one) => committee(one) && one.topic === "removal" && one.input.sector === "so"],
  ["remit", "the union about a pupil", (one) => one.has("aob") && typeof one.input.age === "number" && one.input.by !== "colleague" && one.input.by !== "school-leader" && !is(one.topic, "employment", "unfair-treatment")],
  ["remit", "the disputes committee after six weeks, or for mbo", (one) => one.has("geschillencommissie-passend-onderwijs") && (one.input.sector === "mbo" || (typeof one.input.monthsAgo === "number" && one.input.monthsAgo >= 2))],
  ["remit", "consultants within four weeks without support needs", (one) => one.has("onderwijsconsulenten") && list(one.input.special).includes("weeks-at-home:4") && !list(one.input.special).some((name) => name.startsWith("weeks-at-home:") && name !== "weeks-at-home:4") && !one.special("special-needs") && !one.special("disability") && one.topic !== "support-needs"],
  ["remit", "an organisation that has no desk for citizens", (one) => one.has("ocw") || one.has("ingrado") || one.has("lsvb")],
  ["remit", "NCTV for another than a board, or for who works there and is threatened from outside", (one) => one.has("nctv") && (one.topic !== "threat" || !(one.input.role === "board" || (one.input.role === "staff" && is(one.input.by, undefined, "unknown", "outsider"))))],
  ["remit", "the ombudsman for children about the work of a member of staff", (one) => one.has("kinderombudsman") && one.input.role === "staff" && one.workerDidIt && one.input.age === undefined && is(one.topic, "bullying", "discrimination", "intimidation", "unfair-treatment", "employment")],
  ["remit", "Rutgers for a single case of a pupil or parent", (one) => one.has("rutgers") && is(one.input.role, "pupil", "parent", "care-professional")],
  ["remit", "Chat met Fier for an adult", (one) => one.has("chat-fier") && one.input.role !== "pupil"],
  ["remit", "a confidential adviser for home or for a labour dispute", (one) => (one.has("in-school:confidential-adviser-external") || one.has("in-school:confidential-adviser-internal")) && (one.home || one.topic === "employment")],
  ["remit", "an unwanted report to the Inspectorate refused", (one) => one.input.goal === "report-to-inspectorate" && !one.home && !one.has("inspectie-loket")],
];

function dutyFaults({ input, home, workerDidIt, sexual, ofAge }: Case, given: Given): readonly Fault[] {
  const [age, months] = [typeof input.age === "number" ? input.age : 0, typeof input.monthsAgo === "number" ? input.monthsAgo : 0];
  const offence = sexual && workerDidIt && !(ofAge && age - months / 12 > 17.5);
  const expected = [
    ...(offence && input.role === "staff" ? ["duty-to-report"] : []),
    ...(offence && input.role === "board" ? ["duty-to-consult", "duty-to-declare"] : []),
    ...(home && !workerDidIt && is(input.role, "staff", "board", "care-professional") ? ["reporting-code"] : []),
  ];
  const got = given.duties.map(({ id }) => id);
  return got.join(" ") === expected.join(" ") ? [] : [{ kind: "duty", why: `duties ${got.join(" ")} instead of ${expected.join(" ")}` }];
}

function orderFaults(given: Given, { has, topic, input }: Case): readonly Fault[] {
  const first = given.urgent[0]?.id;
  const late = (input.danger === "now" && first !== "112") || (topic === "suicidal" && input.danger !== "now" && first !== "113");
  const lifeLines = ["112", "113"].filter((id) => has(id) && !given.urgent.some((step) => step.id === id));
  return late || lifeLines.length > 0 ? [{ kind: "danger-late", why: "danger does not stand first" }] : [];
}

function idFaults(given: Given): readonly Fault[] {
  const steps = [...given.urgent, ...given.steps].map(({ id }) => id);
  const all = [...steps, ...given.duties.map(({ id }) => id), ...given.warnings.map(({ id }) => id), ...given.notSuitable.map(({ id }) => id)];
  const strange = all.filter((id) => !contract.has(id)).map((id): Fault => ({ kind: "unknown-id", why: id }));
  const twice = new Set(steps).size === steps.length ? [] : [{ kind: "twice", why: "a step stands twice" } as const];
  const both = given.notSuitable.filter(({ id }) => steps.includes(id)).map(({ id }): Fault => ({ kind: "remit", why: `${id} is given and not suitable` }));
  return [...strange, ...twice, ...both];
}

/** Everything that is wrong with an outcome; nothing for a good one. */
export function faultsOf(input: SignpostInput, given: Given): readonly Fault[] {
  const one = caseOf(input, given);
  const broken = [...unsafe, ...danger, ...remit].filter(([, , isBroken]) => isBroken(one)).map(([kind, why]): Fault => ({ kind, why }));
  const somebody = [...given.urgent, ...given.steps].some(({ id }) => !notAPerson.has(id) && !inSchool.includes(id));
  return [...broken, ...idFaults(given), ...orderFaults(given, one), ...dutyFaults(one, given), ...(somebody ? [] : [{ kind: "dead-end", why: "nobody outside the school" } as const])];
}
