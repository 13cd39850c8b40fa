/** Bodies that people think of, and why they are not the right ones here. Said so that nobody is sent from pillar to post. */
import { committeeFits, committeeIsNext, concernsOmbudsman, disputesAreTooLate, isParentOfAdult, isSupportDispute, isWithinYear } from "./complaint.ts";
import { type Facts, isAboutPolicy, isDecided, isOneOf, needsSupport, wasAdultThen, wasAtBoard } from "./facts.ts";
import { consultantsFit, isLongAtHome, kindertelefoonFits } from "./independent.ts";
import type { NotSuitableRef, WhyNot } from "./reasons.ts";

type Id = NotSuitableRef["id"];
const not = (holds: boolean, id: Id, because: WhyNot): readonly NotSuitableRef[] => (holds ? [{ id, because }] : []);

const unsafeAtSchool = ["bullying", "discrimination", "lhbtiq", "sexual-behaviour", "online-sexual", "physical-violence", "threat", "intimidation", "unfair-treatment", "removal"] as const;

const veiligThuis = (facts: Facts): readonly NotSuitableRef[] => [
  ...not(!facts.home && isOneOf(facts.topic, ...unsafeAtSchool), "veilig-thuis", "veilig-thuis/school"),
  ...not(!facts.home && facts.topic === "absence", "veilig-thuis", "veilig-thuis/absence"),
];

const lines = (facts: Facts): readonly NotSuitableRef[] => [
  ...not(facts.role === "pupil" && !kindertelefoonFits(facts), "kindertelefoon", "kindertelefoon/age"),
  ...not(facts.topic === "calamity" && isOneOf(facts.role, "pupil", "parent"), "sv-calamiteitenteam", "sv-calamiteitenteam/not-staff"),
  ...not(facts.topic === "employment", "vertrouwensinspecteur", "vertrouwensinspecteur/employment"),
  ...not(isDecided(facts), "ocw", "ocw/no-helpline"),
  ...not(facts.topic === "absence", "ingrado", "ingrado/no-helpline"),
];

function consultants(facts: Facts): readonly NotSuitableRef[] {
  const asks = facts.sitsAtHome || isOneOf(facts.topic, "absence", "support-needs", "removal");
  if (!asks || consultantsFit(facts) || facts.home || facts.secret) return [];
  if (facts.courtCase) return not(true, "onderwijsconsulenten", "onderwijsconsulenten/court");
  if (needsSupport(facts) && facts.progress === "nothing") return not(true, "onderwijsconsulenten", "onderwijsconsulenten/school-first");
  return not(!isLongAtHome(facts), "onderwijsconsulenten", "onderwijsconsulenten/four-weeks");
}

/** Why the committees stand, or do not stand, among the steps. */
function committees(facts: Facts): readonly NotSuitableRef[] {
  if (committeeIsNext(facts)) {
    return [...not(facts.committee === "gcbo", "lkc", "lkc/gcbo-school"), ...not(facts.committee === "lkc", "gcbo", "gcbo/lkc-school")];
  }
  const asks = (facts.wantsComplaint || wasAtBoard(facts)) && !facts.home && !isAboutPolicy(facts) && isOneOf(facts.role, "pupil", "parent", "staff") && facts.progress !== "upheld";
  if (!asks) return [];
  const both = (lkc: WhyNot, gcbo: WhyNot): readonly NotSuitableRef[] => [...not(facts.committee !== "gcbo", "lkc", lkc), ...not(facts.committee !== "lkc", "gcbo", gcbo)];
  if (facts.secret) return both("lkc/tells-school", "gcbo/tells-school");
  if (isParentOfAdult(facts)) return both("lkc/of-age", "gcbo/of-age");
  if (isSupportDispute(facts)) return both("lkc/support-needs", "gcbo/support-needs");
  return committeeFits(facts) ? both("lkc/school-first", "gcbo/school-first") : [];
}

function supervision(facts: Facts): readonly NotSuitableRef[] {
  const reports = facts.goal === "report-to-inspectorate";
  return [
    ...not(disputesAreTooLate(facts), "geschillencommissie-passend-onderwijs", "geschillencommissie-passend-onderwijs/term"),
    ...not(reports && facts.home, "inspectie-loket", "inspectie-loket/home"),
    ...not(facts.wantsComplaint && !reports && !facts.home && !wasAtBoard(facts) && isOneOf(facts.role, "pupil", "parent"), "inspectie-loket", "inspectie-loket/no-complaints"),
  ];
}

/** The first condition that is not met, in the order in which a person can do something about it. */
function ombudsman(facts: Facts): readonly NotSuitableRef[] {
  if (facts.courtCase && facts.role !== "board") return not(true, "kinderombudsman", "kinderombudsman/court");
  if (!concernsOmbudsman(facts) || facts.secret || !(facts.wantsComplaint || wasAtBoard(facts))) return [];
  if (wasAdultThen(facts)) return not(true, "kinderombudsman", "kinderombudsman/of-age");
  if (!isWithinYear(facts)) return not(true, "kinderombudsman", "kinderombudsman/year");
  return not(!wasAtBoard(facts), "kinderombudsman", "kinderombudsman/school-first");
}

export function notSuitableFor(facts: Facts): readonly NotSuitableRef[] {
  return [...veiligThuis(facts), ...lines(facts), ...consultants(facts), ...committees(facts), ...supervision(facts), ...ombudsman(facts)];
}
