/**
 * Independent help: who listens and advises. One function per organisation, each with the remit that it publishes itself.
 * Source: domain notes 1.6, 2.1, 2.2, 2.3.
 */
import { boardConsultsFirst, mayNeedCalamityTeam } from "./danger.ts";
import { type Facts, isAboutPolicy, isAdult, isOneOf, needsSupport, wasAtBoard, wasTold, worksInEducation } from "./facts.ts";
import { give, type StepRef } from "./reasons.ts";

const isFamily = (facts: Facts): boolean => isOneOf(facts.role, "pupil", "parent");

// --- At home -------------------------------------------------------------------------------------------------------------

/** For what happens at home only: Veilig Thuis takes nothing about unsafety at school. */
const veiligThuis = (facts: Facts): readonly StepRef[] => give(facts.home, "veilig-thuis", isFamily(facts) ? "veilig-thuis" : "veilig-thuis/professional");

// --- Sexual --------------------------------------------------------------------------------------------------------------

const csg = (facts: Facts): readonly StepRef[] => give(facts.topic === "sexual-behaviour" && facts.role !== "board" && !isAboutPolicy(facts), "csg");
const helpwanted = (facts: Facts): readonly StepRef[] => give(facts.topic === "online-sexual", "helpwanted");
/** A chat for young people, so for pupils themselves. */
const chatFier = (facts: Facts): readonly StepRef[] => give(facts.role === "pupil" && (facts.sexual || facts.home), "chat-fier");

// --- Somebody to talk to, by who you are ------------------------------------------------------------------------------------

/** From 8 to 18 years, by its own words; who does not say an age is not sent away. */
export const kindertelefoonFits = (facts: Facts): boolean => facts.role === "pupil" && (facts.age === undefined || (facts.age >= 8 && facts.age < 19));
const kindertelefoon = (facts: Facts): readonly StepRef[] => give(kindertelefoonFits(facts), "kindertelefoon", facts.dareNot ? "kindertelefoon/dare-not" : "kindertelefoon");

const isTooYoungToCall = (facts: Facts): boolean => facts.role === "pupil" && facts.age !== undefined && facts.age < 8;
export const askAdultToCall = (facts: Facts): readonly StepRef[] => give(isTooYoungToCall(facts), "ask-adult-to-call");

const offRights = ["home", "suicidal", "sexual-behaviour", "online-sexual", "calamity"] as const;
/** Whatever it is about, the committees send a pupil who complains to them for help. */
const complains = (facts: Facts): boolean => facts.sexual && (facts.wantsComplaint || wasAtBoard(facts));
const asksAboutRights = (facts: Facts): boolean => facts.role === "pupil" && !facts.home && (!isOneOf(facts.topic, ...offRights) || complains(facts));
/** Interest groups tell pupils their rights: each for its own kind of school. */
const laks = (facts: Facts): readonly StepRef[] => give(asksAboutRights(facts) && facts.sector === "vo", "laks");
const job = (facts: Facts): readonly StepRef[] => give(asksAboutRights(facts) && facts.sector === "mbo", "job-mbo");
const lbvso = (facts: Facts): readonly StepRef[] => give(asksAboutRights(facts) && facts.sector === "so", "lbvso");

const hasParentDesk = (facts: Facts): boolean => facts.role === "parent" && facts.sector !== "mbo" && !facts.home && facts.topic !== "suicidal";
const oudersOnderwijs = (facts: Facts): readonly StepRef[] => give(hasParentDesk(facts), "ouders-onderwijs", wasTold(facts) ? "ouders-onderwijs/stuck" : "ouders-onderwijs");

/** Parents of a child that learns or develops differently. Professionals are heard too. */
function balans(facts: Facts): readonly StepRef[] {
  const certain = facts.specialNeeds || facts.topic === "support-needs";
  if (facts.sector === "mbo" || facts.home || isOneOf(facts.topic, "suicidal", "employment", "calamity")) return [];
  if (facts.role === "parent") {
    const maybe = facts.topic === "bullying" || (facts.topic === "intimidation" && facts.byStaff);
    return certain ? give(true, "balans") : give(maybe, "balans", "balans/maybe");
  }
  return give(certain && isOneOf(facts.role, "staff", "care-professional"), "balans");
}

/** Everybody who works in education; never pupils or parents. */
const adviespunt = (facts: Facts): readonly StepRef[] => give(worksInEducation(facts), "sv-adviespunt", facts.topic === "employment" ? "sv-adviespunt/employment" : "sv-adviespunt");

// --- Unequal treatment ------------------------------------------------------------------------------------------------------

const isSmallOrUnknown = (facts: Facts): boolean => facts.sector === undefined || isOneOf(facts.sector, "po", "vo");
const regenboogloket = (facts: Facts): readonly StepRef[] =>
  give(facts.lhbtiq && isSmallOrUnknown(facts), "regenboogloket", facts.secret && facts.role === "pupil" ? "regenboogloket/secret" : "regenboogloket");
const coc = (facts: Facts): readonly StepRef[] => give(facts.lhbtiq && !(facts.role === "pupil" && facts.age !== undefined && facts.age < 12), "coc");

/** The youth desk is for people under 18 who ask for themselves. An mbo student who tells no age may be either. */
const isYouth = (facts: Facts): boolean => facts.role === "pupil" && (facts.age === undefined ? facts.sector !== "mbo" : facts.age < 18);
const isUnequal = (facts: Facts): boolean => !facts.home && (isOneOf(facts.topic, "discrimination", "lhbtiq") || (facts.topic === "unfair-treatment" && (facts.disability || facts.lhbtiq)));
const discriminatie = (facts: Facts): readonly StepRef[] => give(isUnequal(facts), isYouth(facts) ? "discriminatie-nl-jeugd" : "discriminatie-nl");

const aboutDisability = ["unfair-treatment", "support-needs", "removal", "absence", "employment", "complaint", "other-school-matter"] as const;
/** Names the parties to each other, so never while the orientation is secret. */
function college(facts: Facts): readonly StepRef[] {
  if (facts.home || facts.secret) return [];
  const disabled = facts.disability && isOneOf(facts.topic, ...aboutDisability);
  const unequal = facts.topic === "discrimination" || (facts.topic === "lhbtiq" && facts.wantsComplaint) || (isOneOf(facts.topic, "employment", "unfair-treatment") && facts.lhbtiq);
  return give(disabled || unequal, "college-rechten-mens", disabled ? "college-rechten-mens/disability" : "college-rechten-mens");
}

// --- Crime ------------------------------------------------------------------------------------------------------------------

const isCrime = (facts: Facts): boolean => facts.sexual || isOneOf(facts.topic, "physical-violence", "threat");
/** Victims, their family, and witnesses. */
function slachtofferhulp(facts: Facts): readonly StepRef[] {
  const crime = isCrime(facts) && isOneOf(facts.role, "pupil", "parent", "staff") && !facts.home;
  const calamity = facts.topic === "calamity" && facts.role !== "board";
  return give((crime || calamity) && !isAboutPolicy(facts), "slachtofferhulp", calamity ? "slachtofferhulp/calamity" : "slachtofferhulp");
}
/** What happened this week may be a crime in these subjects, and often is not. */
const mayBeCrime = (facts: Facts): boolean => facts.danger === "recent" && !facts.secret && isOneOf(facts.topic, "bullying", "discrimination", "lhbtiq");
const police = (facts: Facts): readonly StepRef[] => give((isCrime(facts) || mayBeCrime(facts)) && !facts.home && !isAboutPolicy(facts), "police", boardConsultsFirst(facts) ? "police/board" : "police");
/** A tip, no help: for who dares not give a name, and about people from outside, who may come back. */
function meldMisdaad(facts: Facts): readonly StepRef[] {
  const crime = isOneOf(facts.topic, "physical-violence", "threat") && (facts.dareNot || facts.by === "outsider");
  return give((crime || (facts.dareNot && facts.topic === "radicalisation")) && !facts.home && !isAboutPolicy(facts), "meld-misdaad-anoniem");
}
const halt = (facts: Facts): readonly StepRef[] =>
  give(isOneOf(facts.role, "staff", "board") && facts.by === "pupil" && isOneOf(facts.topic, "physical-violence", "threat", "online-sexual"), "halt");
/** Threats against a school: for its board, and for who works there when the threat comes, or may come, from outside. */
function nctv(facts: Facts): readonly StepRef[] {
  if (facts.topic !== "threat" || facts.home || facts.byStaff) return [];
  return facts.role === "board" ? give(true, "nctv") : give(facts.role === "staff" && (facts.by === undefined || facts.by === "outsider"), "nctv", "nctv/maybe");
}

const calamityTeam = (facts: Facts): readonly StepRef[] => give(mayNeedCalamityTeam(facts), "sv-calamiteitenteam", "sv-calamiteitenteam/maybe");

// --- The confidential inspector ----------------------------------------------------------------------------------------------

const inspectorTopics = ["bullying", "discrimination", "lhbtiq", "sexual-behaviour", "online-sexual", "physical-violence", "threat", "intimidation", "radicalisation"] as const;

/** Six categories, for everybody. Not for labour law, not for the quality of a school, not for what happens at home. */
export const inspectorFits = (facts: Facts): boolean => isOneOf(facts.topic, ...inspectorTopics) && !facts.home && !(isAboutPolicy(facts) && !facts.sexual);

export function inspector(facts: Facts): readonly StepRef[] {
  const byStaff = facts.sexual && facts.byStaff;
  const reason = boardConsultsFirst(facts) ? "vertrouwensinspecteur/board" : byStaff ? "vertrouwensinspecteur/staff" : facts.topic === "bullying" ? "vertrouwensinspecteur/grave" : "vertrouwensinspecteur";
  return give(inspectorFits(facts), "vertrouwensinspecteur", reason);
}

// --- Work, policy ------------------------------------------------------------------------------------------------------------

const atWork = ["bullying", "discrimination", "lhbtiq", "intimidation", "threat"] as const;
const openTopics = ["complaint", "other-school-matter", "unsure"] as const;
const isOwnWork = (facts: Facts): boolean =>
  facts.topic === "employment" || (facts.topic === "unfair-treatment" && (facts.by === undefined || facts.byStaff)) || (isOneOf(facts.by, "colleague", "school-leader") && isOneOf(facts.topic, ...atWork));
/** A complaint, or what somebody else at school does, may be about the own work or about a pupil: an "if", until a pupil's age is told. */
function mayBeOwnWork(facts: Facts): boolean {
  if (facts.age !== undefined) return false;
  if (facts.wantsComplaint && isOneOf(facts.topic, ...openTopics, ...atWork)) return true;
  // The victim may be the member of staff who asks.
  if (facts.topic === "sexual-behaviour" && isOneOf(facts.by, "colleague", "school-leader")) return true;
  return (facts.by === "school-staff" && isOneOf(facts.topic, ...atWork)) || (facts.topic === "discrimination" && facts.by !== "pupil" && !isAboutPolicy(facts));
}
/** Legal help for members, about their own work. The committees send staff who want legal help to their union. */
function aob(facts: Facts): readonly StepRef[] {
  if (facts.role !== "staff" || facts.sector === "so" || facts.home) return [];
  return isOwnWork(facts) ? give(true, "aob") : give(mayBeOwnWork(facts), "aob", "aob/maybe");
}
const poRaad = (facts: Facts): readonly StepRef[] => give(facts.role === "board" && isAboutPolicy(facts) && (facts.sector === undefined || facts.sector === "po"), "po-raad");
const voRaad = (facts: Facts): readonly StepRef[] => give(facts.role === "board" && isAboutPolicy(facts) && (facts.sector === undefined || facts.sector === "vo"), "vo-raad");
/** Prevention and lesson material; never single cases. */
function rutgers(facts: Facts): readonly StepRef[] {
  const aboutLessons = isAboutPolicy(facts) && (facts.sexual || facts.lhbtiq || facts.topic === "policy");
  return give(worksInEducation(facts) && !facts.home && (aboutLessons || (facts.sexual && facts.by === "pupil")), "rutgers");
}

// --- At home from school ------------------------------------------------------------------------------------------------------

/** Four weeks or longer without a place; who does not say how long is not sent away. */
export const isLongAtHome = (facts: Facts): boolean =>
  facts.weeksAtHome === undefined ? facts.sitsAtHome || isOneOf(facts.topic, "absence", "removal") : facts.weeksAtHome > 4;
/** Support needs, and stuck: first the board and the regional partnership, unless the child sits at home. */
export const isStuckWithNeeds = (facts: Facts): boolean => needsSupport(facts) && isOneOf(facts.topic, "support-needs", "absence", "removal") && (facts.progress !== "nothing" || facts.sitsAtHome);

/** Need the parents' consent, so not where a pupil cannot ask them. No help in court cases. */
export function consultantsFit(facts: Facts): boolean {
  if (facts.courtCase || facts.home || facts.topic === "employment" || (facts.role === "pupil" && facts.secret)) return false;
  return isLongAtHome(facts) || isStuckWithNeeds(facts);
}
const consultants = (facts: Facts): readonly StepRef[] =>
  give(consultantsFit(facts), "onderwijsconsulenten", facts.weeksAtHome !== undefined && facts.weeksAtHome > 4 ? "onderwijsconsulenten/long-at-home" : "onderwijsconsulenten");

/** Talks with school and parents, so not where that is unsafe. The school-attendance laws end at 18. */
const attendanceOfficer = (facts: Facts): readonly StepRef[] =>
  give((facts.topic === "absence" || facts.sitsAtHome) && !isAdult(facts) && !facts.secret && !(facts.home && facts.role === "pupil"), "attendance-officer");

// --- Law ----------------------------------------------------------------------------------------------------------------------

/** First legal advice for people who pay for it themselves. */
function juridischLoket(facts: Facts): readonly StepRef[] {
  const mayAsk = facts.role === "parent" || facts.role === "staff" || (facts.role === "pupil" && isAdult(facts));
  const needsLaw = facts.topic === "removal" || facts.topic === "employment" || facts.courtCase || isOneOf(facts.progress, "rejected", "upheld");
  const noParentDesk = facts.role === "parent" && facts.sector === "mbo" && !facts.home && (facts.wantsComplaint || wasTold(facts));
  return give(mayAsk && (needsLaw || noParentDesk), "juridisch-loket");
}

/** In the order in which they are best asked: who is there for this very subject, who listens, who advises, who prosecutes. */
export function independentSteps(facts: Facts): readonly StepRef[] {
  return [
    ...veiligThuis(facts),
    ...csg(facts),
    ...helpwanted(facts),
    ...regenboogloket(facts),
    ...kindertelefoon(facts),
    ...adviespunt(facts),
    ...poRaad(facts),
    ...voRaad(facts),
    ...oudersOnderwijs(facts),
    ...balans(facts),
    ...chatFier(facts),
    ...discriminatie(facts),
    ...inspector(facts),
    ...calamityTeam(facts),
    ...nctv(facts),
    ...laks(facts),
    ...job(facts),
    ...lbvso(facts),
    ...coc(facts),
    ...aob(facts),
    ...consultants(facts),
    ...attendanceOfficer(facts),
    ...slachtofferhulp(facts),
    ...police(facts),
    ...meldMisdaad(facts),
    ...halt(facts),
    ...rutgers(facts),
    ...college(facts),
    ...juridischLoket(facts),
  ];
}
