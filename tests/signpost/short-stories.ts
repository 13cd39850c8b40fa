/**
 * Many more people, told in short and judged from the domain notes alone: who comes with what, whom he must find, and whom he must
 * never be sent to. A line is: what was told | must be there | must not be there | urgent | must be explained as not suitable.
 * SEXUAL stands for the three duties about sexual offences by staff, DUTIES for these and the reporting code.
 */
import { SignpostInput } from "../../src/signpost/shape.ts";
import type { Story } from "./stories.ts";

const sexual = "duty-to-report duty-to-consult duty-to-declare";
const numbers = new Set(["age", "months"]);
const sets = new Set(["special", "tried"]);

function valueOf(name: string, value: string): readonly [string, unknown] {
  const field = name === "months" ? "monthsAgo" : name;
  return [field, numbers.has(name) ? Number(value) : sets.has(name) ? value.split("+") : value];
}

/** "pupil vo bullying age=14 tried=board" as the API takes it. A slip of the pen is an error. */
function inputOf(told: string): SignpostInput {
  const sectors = ["po", "vo", "so", "mbo"];
  const [role, ...words] = told.split(" ");
  const fields = words.map((word) => (word.includes("=") ? valueOf(word.slice(0, word.indexOf("=")), word.slice(word.indexOf("=") + 1)) : ([sectors.includes(word) ? "sector" : "topic", word] as const)));
  return SignpostInput.parse({ role, ...Object.fromEntries(fields) });
}

function storyOf(line: string): Story {
  const [told = "", has = "", not = "", atOnce = "", why = ""] = line.split("|").map((part) => part.trim());
  const input = inputOf(told);
  return { tells: told, input, has: `${has} ${atOnce}`, not: not.replace("DUTIES", `${sexual} reporting-code`).replace("SEXUAL", sexual), why, atOnce };
}

const pupils = `
pupil po bullying age=11 by=pupil tried=told-school+school-leader | school-board adult-files-for-you contact-parents kindertelefoon | laks lkc gcbo in-school:school-leader in-school:mentor
pupil po intimidation age=9 by=school-leader | school-board adult-files-for-you vertrouwensinspecteur kindertelefoon | in-school:school-leader talk-to-person-concerned mediation
pupil po lhbtiq age=11 by=pupil special=orientation-secret goal=complaint | regenboogloket kindertelefoon check-school-guide | adult-files-for-you contact-parents school-board lkc gcbo | | lkc gcbo
pupil vo sexual-behaviour age=16 by=school-staff goal=complaint tried=board-rejected committee=lkc | laks lkc vertrouwensinspecteur csg kindertelefoon | gcbo mediation adult-files-for-you SEXUAL
pupil mbo sexual-behaviour age=19 by=school-staff goal=complaint | job-mbo vertrouwensinspecteur csg | laks lsvb kindertelefoon kinderombudsman contact-parents
pupil vo sexual-behaviour age=16 by=school-staff | csg vertrouwensinspecteur kindertelefoon | laks mediation talk-to-person-concerned in-school:mentor
pupil so bullying age=14 by=pupil special=special-needs | kindertelefoon lbvso vertrouwensinspecteur | laks balans regenboogloket
pupil mbo bullying age=22 by=pupil | job-mbo vertrouwensinspecteur | kindertelefoon kinderombudsman contact-parents laks lsvb lbvso
pupil vo home age=16 by=someone-at-home special=orientation-secret+lhbtiq | veilig-thuis kindertelefoon regenboogloket | contact-parents attendance-officer in-school:mentor
pupil vo threat age=16 by=someone-at-home danger=recent | kindertelefoon | contact-parents talk-to-person-concerned mediation | veilig-thuis police
pupil po suicidal age=11 by=pupil | kindertelefoon in-school:trusted-adult | contact-parents | 113
pupil vo threat age=16 by=outsider | police meld-misdaad-anoniem slachtofferhulp | mediation talk-to-person-concerned veilig-thuis
pupil vo calamity age=15 | kindertelefoon slachtofferhulp in-school:trusted-adult | police | | sv-calamiteitenteam
pupil po bullying age=8 by=pupil | kindertelefoon in-school:bullying-contact in-school:trusted-adult | lkc gcbo laks veilig-thuis sv-adviespunt aob DUTIES mediation inspectie-loket po-raad
pupil po bullying age=7 by=pupil | in-school:bullying-contact | kindertelefoon laks
pupil vo bullying age=11 by=pupil | kindertelefoon laks in-school:mentor in-school:bullying-contact | job-mbo lsvb po-raad vo-raad DUTIES
pupil vo bullying age=17 | kindertelefoon laks | ouders-onderwijs
pupil vo discrimination age=18 | discriminatie-nl kindertelefoon laks vertrouwensinspecteur | discriminatie-nl-jeugd
pupil vo discrimination age=17 by=school-staff | discriminatie-nl-jeugd laks vertrouwensinspecteur | aob talk-to-person-concerned
pupil po discrimination age=9 by=pupil | discriminatie-nl-jeugd kindertelefoon vertrouwensinspecteur | laks lkc gcbo
pupil mbo discrimination age=17 | discriminatie-nl-jeugd job-mbo kindertelefoon vertrouwensinspecteur | laks lsvb ouders-onderwijs
pupil mbo bullying age=18 | kindertelefoon job-mbo in-school:confidential-adviser-internal | laks kinderombudsman in-school:bullying-contact
pupil mbo bullying age=19 | job-mbo | kindertelefoon laks contact-parents kinderombudsman ouders-onderwijs
pupil mbo sexual-behaviour age=24 by=pupil | csg vertrouwensinspecteur | kindertelefoon laks mediation talk-to-person-concerned
pupil mbo sexual-behaviour age=19 by=school-staff | csg vertrouwensinspecteur | kindertelefoon mediation talk-to-person-concerned DUTIES
pupil so bullying age=12 by=pupil | lbvso kindertelefoon | laks job-mbo regenboogloket vo-raad po-raad
pupil so lhbtiq age=14 | coc kindertelefoon lbvso | regenboogloket laks
pupil po lhbtiq age=11 | regenboogloket kindertelefoon | laks
pupil vo lhbtiq age=13 special=orientation-secret | regenboogloket kindertelefoon | contact-parents school-board in-school:school-leader in-school:mentor talk-to-person-concerned mediation ouders-onderwijs
pupil vo bullying age=15 by=pupil special=lhbtiq+orientation-secret | regenboogloket kindertelefoon | contact-parents talk-to-person-concerned mediation
pupil po lhbtiq age=11 by=someone-at-home special=orientation-secret | veilig-thuis kindertelefoon | contact-parents in-school:school-leader
pupil mbo lhbtiq age=17 special=orientation-secret | coc kindertelefoon | contact-parents regenboogloket
pupil vo bullying age=14 special=lhbtiq | regenboogloket
pupil vo discrimination age=16 special=disability | college-rechten-mens discriminatie-nl-jeugd laks
pupil mbo unfair-treatment age=20 special=disability | college-rechten-mens job-mbo | discriminatie-nl-jeugd laks
pupil vo sexual-behaviour age=15 by=pupil danger=now | kindertelefoon vertrouwensinspecteur csg | mediation talk-to-person-concerned contact-parents | 112 csg
pupil po sexual-behaviour age=9 by=pupil danger=recent | kindertelefoon vertrouwensinspecteur | lkc mediation talk-to-person-concerned | csg
pupil vo sexual-behaviour age=16 by=school-staff danger=recent | vertrouwensinspecteur | mediation talk-to-person-concerned own-investigation in-school:mentor | csg
pupil vo sexual-behaviour age=14 by=someone-at-home | veilig-thuis csg kindertelefoon | vertrouwensinspecteur contact-parents mediation lkc school-board
pupil vo sexual-behaviour age=16 by=school-leader | vertrouwensinspecteur csg | in-school:school-leader mediation talk-to-person-concerned
pupil vo sexual-behaviour age=15 by=outsider danger=recent | kindertelefoon slachtofferhulp | mediation talk-to-person-concerned lkc gcbo | csg police
pupil vo sexual-behaviour age=15 by=unknown | csg kindertelefoon | mediation talk-to-person-concerned
pupil vo online-sexual age=12 by=unknown | helpwanted kindertelefoon | keep-evidence mediation
pupil po online-sexual age=10 | helpwanted kindertelefoon | laks mediation
pupil mbo online-sexual age=20 by=pupil | helpwanted | kindertelefoon laks
pupil vo online-sexual age=14 by=outsider danger=now | helpwanted kindertelefoon | | 112
pupil po physical-violence age=10 danger=now | kindertelefoon vertrouwensinspecteur | mediation talk-to-person-concerned halt | 112
pupil po physical-violence age=9 by=school-staff | vertrouwensinspecteur kindertelefoon | talk-to-person-concerned mediation halt in-school:mentor DUTIES
pupil vo physical-violence age=16 by=school-staff months=13 | vertrouwensinspecteur | talk-to-person-concerned mediation
pupil mbo physical-violence age=22 by=pupil danger=recent | vertrouwensinspecteur slachtofferhulp job-mbo | kindertelefoon kinderombudsman mediation
pupil po physical-violence age=8 by=someone-at-home danger=no | veilig-thuis kindertelefoon | contact-parents vertrouwensinspecteur inspectie-loket lkc
pupil po home age=9 by=someone-at-home danger=now | kindertelefoon | contact-parents | 112 veilig-thuis
pupil vo home age=13 danger=recent | veilig-thuis kindertelefoon | contact-parents inspectie-loket
pupil mbo home age=19 | veilig-thuis | kindertelefoon contact-parents laks
pupil so home age=13 by=someone-at-home | veilig-thuis kindertelefoon | contact-parents vertrouwensinspecteur
pupil vo home age=13 tried=dare-not | veilig-thuis kindertelefoon | contact-parents
pupil vo threat age=16 by=outsider danger=recent | police vertrouwensinspecteur | mediation talk-to-person-concerned
pupil vo threat age=15 by=pupil danger=recent tried=dare-not | meld-misdaad-anoniem kindertelefoon | in-school:school-leader contact-parents
pupil vo intimidation age=14 by=school-staff | vertrouwensinspecteur kindertelefoon laks in-school:confidential-adviser-external | in-school:mentor talk-to-person-concerned
pupil po unfair-treatment age=10 by=school-staff tried=nothing | kindertelefoon in-school:school-leader | lkc gcbo vertrouwensinspecteur laks
pupil vo unfair-treatment age=15 by=school-leader | laks school-board | in-school:school-leader
pupil vo radicalisation age=15 by=pupil | vertrouwensinspecteur kindertelefoon | veilig-thuis talk-to-person-concerned
pupil vo radicalisation age=15 by=someone-at-home | kindertelefoon | contact-parents
pupil po absence age=11 | kindertelefoon | ingrado laks veilig-thuis
pupil vo absence age=14 special=at-home+weeks-at-home:6 | onderwijsconsulenten kindertelefoon | ingrado veilig-thuis
pupil vo removal age=15 by=school-leader | laks | veilig-thuis vertrouwensinspecteur
pupil vo removal age=15 special=special-needs months=1 | geschillencommissie-passend-onderwijs | lkc gcbo
pupil mbo removal age=18 | job-mbo | laks kinderombudsman geschillencommissie-passend-onderwijs
pupil vo support-needs age=14 | onderwijsconsulenten laks | kinderombudsman veilig-thuis
pupil vo complaint age=16 tried=board committee=lkc months=6 | lkc laks | gcbo adult-files-for-you
pupil vo complaint age=16 tried=board-rejected committee=gcbo months=6 | gcbo laks | lkc adult-files-for-you
pupil vo complaint age=16 tried=board-rejected committee=unknown months=6 | lkc gcbo check-school-guide | adult-files-for-you
pupil po complaint age=11 tried=board-rejected committee=lkc months=3 | adult-files-for-you lkc | gcbo
pupil mbo complaint age=19 tried=board-rejected committee=lkc months=3 | lkc job-mbo | laks adult-files-for-you kinderombudsman lsvb
pupil mbo complaint age=19 tried=board-rejected committee=gcbo months=3 | gcbo job-mbo | lkc laks
pupil vo complaint age=16 tried=board-rejected committee=lkc months=11 | lkc term-warning
pupil vo complaint age=16 tried=board-rejected committee=lkc months=12 | term-warning
pupil vo complaint age=16 tried=board-rejected committee=lkc months=13 | term-warning | kinderombudsman | | kinderombudsman
pupil vo complaint age=16 tried=board-rejected committee=lkc months=2 | lkc | term-warning
pupil vo employment age=16 | laks | aob
pupil vo calamity age=15 danger=now | kindertelefoon | sv-calamiteitenteam aob po-raad vo-raad | 112 | sv-calamiteitenteam
pupil vo policy age=16 goal=policy | laks | po-raad vo-raad rutgers lkc sv-adviespunt
pupil mbo suicidal age=20 | | lkc gcbo kindertelefoon inspectie-loket | 113
pupil po suicidal age=9 | kindertelefoon | lkc | 113
pupil vo suicidal age=13 danger=now | kindertelefoon | | 112 113
pupil vo suicidal age=15 special=orientation-secret | kindertelefoon | contact-parents | 113
pupil vo other-school-matter age=13 | laks | vertrouwensinspecteur
pupil po unsure age=9 | kindertelefoon in-school:trusted-adult | lkc
pupil mbo unsure | job-mbo | laks
pupil | kindertelefoon | lkc gcbo DUTIES
pupil vo bullying age=14 by=pupil tried=told-school | in-school:school-leader | lkc gcbo kinderombudsman
pupil vo bullying age=14 by=pupil tried=school-leader | school-board | lkc gcbo kinderombudsman in-school:school-leader
pupil vo bullying age=16 tried=committee-upheld committee=lkc months=6 | inspectie-loket kinderombudsman | lkc gcbo
pupil vo bullying age=16 special=court-case tried=board-rejected committee=lkc months=3 | laks | kinderombudsman | | kinderombudsman
pupil vo other-school-matter age=16 goal=report-to-inspectorate | inspectie-loket
pupil vo bullying age=14 tried=dare-not goal=talk | kindertelefoon | in-school:school-leader in-school:mentor contact-parents
pupil vo lhbtiq age=16 by=school-staff danger=recent special=disability+special-needs+lhbtiq+orientation-secret tried=told-school+school-leader+board+board-rejected committee=lkc months=3 goal=complaint | regenboogloket laks | contact-parents talk-to-person-concerned
pupil vo bullying age=15 tried=nothing+dare-not | kindertelefoon | in-school:school-leader
pupil po bullying age=5 | | kindertelefoon laks
pupil mbo discrimination age=65 | discriminatie-nl job-mbo | discriminatie-nl-jeugd kindertelefoon`;

const parents = `
parent po intimidation by=school-leader goal=complaint tried=told-school | school-board complaints-route-explained ouders-onderwijs vertrouwensinspecteur | in-school:school-leader mediation talk-to-person-concerned
parent vo absence by=school-leader special=at-home | ouders-onderwijs school-board attendance-officer | in-school:school-leader | | veilig-thuis
parent so discrimination by=school-leader special=disability | college-rechten-mens discriminatie-nl school-board ouders-onderwijs | in-school:school-leader regenboogloket
parent po sexual-behaviour by=school-staff months=240 | csg vertrouwensinspecteur term-warning | kinderombudsman mediation SEXUAL
parent mbo absence special=at-home+weeks-at-home:8 | onderwijsconsulenten attendance-officer inspectie-loket | ouders-onderwijs balans kindertelefoon
parent po absence special=at-home+weeks-at-home:2 | attendance-officer ouders-onderwijs staying-home | onderwijsconsulenten kindertelefoon | | veilig-thuis onderwijsconsulenten
parent po suicidal by=school-leader danger=now | in-school:mentor | in-school:school-leader mediation | 112 113
parent po bullying by=pupil | ouders-onderwijs in-school:school-leader in-school:bullying-contact | kindertelefoon laks sv-adviespunt aob lkc gcbo veilig-thuis kinderombudsman DUTIES
parent vo bullying by=pupil tried=school-leader | school-board ouders-onderwijs | kindertelefoon laks kinderombudsman lkc gcbo
parent so bullying by=pupil special=special-needs | balans ouders-onderwijs | kindertelefoon laks lbvso
parent po intimidation by=school-staff special=special-needs | balans ouders-onderwijs vertrouwensinspecteur in-school:confidential-adviser-external | talk-to-person-concerned veilig-thuis
parent vo intimidation by=school-staff | balans ouders-onderwijs vertrouwensinspecteur | talk-to-person-concerned veilig-thuis aob
parent mbo bullying by=pupil | vertrouwensinspecteur in-school:confidential-adviser-internal | ouders-onderwijs laks in-school:bullying-contact
parent po bullying by=pupil tried=board-rejected committee=lkc months=4 | lkc kinderombudsman inspectie-loket ouders-onderwijs | gcbo term-warning
parent po bullying by=pupil tried=board-rejected committee=gcbo months=11 | gcbo kinderombudsman term-warning | lkc
parent po bullying by=pupil tried=board-rejected committee=gcbo months=13 | term-warning inspectie-loket | kinderombudsman lkc
parent vo complaint tried=board committee=unknown | lkc gcbo check-school-guide ouders-onderwijs | laks
parent vo complaint tried=board | lkc gcbo check-school-guide | laks
parent po bullying tried=committee-upheld committee=lkc months=8 | inspectie-loket kinderombudsman ouders-onderwijs | lkc gcbo
parent po bullying special=court-case tried=board-rejected committee=lkc months=8 | lkc | kinderombudsman | | kinderombudsman
parent po physical-violence by=school-staff | vertrouwensinspecteur ouders-onderwijs | talk-to-person-concerned mediation veilig-thuis halt
parent vo physical-violence by=pupil danger=now | vertrouwensinspecteur | talk-to-person-concerned mediation | 112
parent vo physical-violence by=pupil danger=recent | vertrouwensinspecteur slachtofferhulp ouders-onderwijs | talk-to-person-concerned mediation | police
parent po physical-violence by=parent | vertrouwensinspecteur | talk-to-person-concerned mediation contact-parents
parent po sexual-behaviour by=school-staff | vertrouwensinspecteur csg | talk-to-person-concerned mediation own-investigation veilig-thuis SEXUAL
parent vo sexual-behaviour by=pupil danger=recent | vertrouwensinspecteur ouders-onderwijs | talk-to-person-concerned mediation veilig-thuis | csg police
parent po sexual-behaviour by=someone-at-home | veilig-thuis csg | vertrouwensinspecteur lkc gcbo mediation
parent vo online-sexual by=pupil | helpwanted vertrouwensinspecteur | mediation keep-evidence
parent po home by=someone-at-home | veilig-thuis | vertrouwensinspecteur lkc gcbo inspectie-loket kinderombudsman reporting-code
parent home danger=now | | | 112 veilig-thuis
parent po discrimination by=school-staff | vertrouwensinspecteur ouders-onderwijs discriminatie-nl | laks aob talk-to-person-concerned
parent po unfair-treatment special=disability | college-rechten-mens ouders-onderwijs
parent vo lhbtiq by=pupil | regenboogloket ouders-onderwijs | laks kindertelefoon
parent vo lhbtiq by=pupil special=orientation-secret | regenboogloket | contact-parents in-school:mentor school-board
parent mbo lhbtiq | coc | regenboogloket ouders-onderwijs
parent vo radicalisation by=pupil | vertrouwensinspecteur | veilig-thuis laks
parent po absence special=at-home+weeks-at-home:2 | attendance-officer ouders-onderwijs | ingrado veilig-thuis
parent po absence special=at-home+weeks-at-home:4 | attendance-officer ouders-onderwijs | ingrado veilig-thuis
parent po absence special=at-home+weeks-at-home:5 | attendance-officer onderwijsconsulenten ouders-onderwijs | ingrado veilig-thuis
parent so support-needs | onderwijsconsulenten balans ouders-onderwijs | laks lkc gcbo
parent mbo support-needs special=at-home+weeks-at-home:8 | onderwijsconsulenten | ouders-onderwijs balans
parent po removal special=special-needs months=1 | geschillencommissie-passend-onderwijs onderwijsconsulenten ouders-onderwijs | lkc gcbo veilig-thuis
parent po removal special=special-needs months=2 | term-warning ouders-onderwijs onderwijsconsulenten | lkc gcbo
parent so removal special=special-needs months=3 | term-warning
parent vo removal special=special-needs months=0 | geschillencommissie-passend-onderwijs | lkc gcbo
parent vo removal tried=board-rejected committee=lkc months=2 | lkc ouders-onderwijs | gcbo
parent mbo removal special=special-needs months=0 | | ouders-onderwijs laks
parent po employment | | aob
parent po calamity | slachtofferhulp | sv-calamiteitenteam
parent po calamity danger=now | | sv-calamiteitenteam | 112
parent po policy | ouders-onderwijs | po-raad rutgers sv-adviespunt
parent vo suicidal | | lkc gcbo vertrouwensinspecteur | 113
parent vo other-school-matter | ouders-onderwijs | vertrouwensinspecteur veilig-thuis
parent so unsure | ouders-onderwijs | veilig-thuis
parent | ouders-onderwijs | kindertelefoon laks sv-adviespunt DUTIES
parent po bullying tried=school-leader goal=report-to-inspectorate | inspectie-loket
parent po intimidation by=school-staff tried=dare-not | ouders-onderwijs vertrouwensinspecteur | in-school:school-leader school-board talk-to-person-concerned mediation
parent po threat by=parent danger=recent | police vertrouwensinspecteur | mediation talk-to-person-concerned contact-parents
parent po unfair-treatment by=school-leader | school-board ouders-onderwijs | in-school:school-leader
parent po intimidation by=school-leader | school-board vertrouwensinspecteur | in-school:school-leader talk-to-person-concerned
parent po unfair-treatment by=school-staff tried=nothing | talk-to-person-concerned ouders-onderwijs | lkc gcbo vertrouwensinspecteur
parent vo bullying by=pupil tried=board months=14 | term-warning | kinderombudsman
parent vo unfair-treatment tried=nothing committee=gcbo goal=complaint | complaints-route-explained school-board | lkc gcbo kinderombudsman
parent po bullying special=weeks-at-home:0 | ouders-onderwijs | onderwijsconsulenten
parent committee=lkc | ouders-onderwijs | gcbo
parent so bullying age=15 by=school-staff danger=recent special=disability+special-needs+lhbtiq+at-home+weeks-at-home:12+court-case tried=told-school+school-leader+board+board-rejected committee=gcbo months=11 goal=complaint | gcbo ouders-onderwijs balans | lkc kinderombudsman laks veilig-thuis
parent vo absence special=weeks-at-home:60 | onderwijsconsulenten | ingrado
parent vo complaint tried=board-rejected committee=lkc months=0 | lkc | term-warning
parent vo complaint tried=board-rejected committee=lkc months=120 | term-warning inspectie-loket | kinderombudsman`;

const staff = `
staff vo sexual-behaviour by=colleague | duty-to-report school-board aob vertrouwensinspecteur sv-adviespunt do-not-investigate | own-investigation in-school:school-leader mediation
staff vo sexual-behaviour by=colleague age=15 | duty-to-report school-board vertrouwensinspecteur | aob mediation
staff vo sexual-behaviour by=pupil danger=recent | sv-adviespunt vertrouwensinspecteur no-duty-between-pupils | aob DUTIES | csg police
staff po threat by=parent | police sv-adviespunt slachtofferhulp | ouders-onderwijs mediation talk-to-person-concerned nctv
staff po sexual-behaviour by=someone-at-home | veilig-thuis reporting-code in-school:child-abuse-officer csg | SEXUAL school-board
staff po bullying by=pupil | sv-adviespunt | kindertelefoon ouders-onderwijs laks DUTIES
staff po bullying by=colleague | sv-adviespunt aob in-school:confidential-adviser-internal | kindertelefoon talk-to-person-concerned ouders-onderwijs DUTIES
staff so employment by=colleague | sv-adviespunt | ouders-onderwijs laks vertrouwensinspecteur
staff po employment by=school-leader | aob | vertrouwensinspecteur in-school:confidential-adviser-external in-school:school-leader
staff mbo employment | aob | vertrouwensinspecteur job-mbo
staff po sexual-behaviour by=school-staff | duty-to-report vertrouwensinspecteur sv-adviespunt school-board | talk-to-person-concerned mediation own-investigation reporting-code veilig-thuis
staff vo sexual-behaviour by=colleague | duty-to-report vertrouwensinspecteur school-board | talk-to-person-concerned mediation own-investigation reporting-code
staff mbo sexual-behaviour age=17 by=school-leader | duty-to-report vertrouwensinspecteur school-board | in-school:school-leader mediation
staff mbo sexual-behaviour age=19 by=school-staff | vertrouwensinspecteur | SEXUAL
staff so sexual-behaviour by=school-staff | duty-to-report school-board vertrouwensinspecteur | reporting-code
staff vo sexual-behaviour by=pupil | sv-adviespunt vertrouwensinspecteur | DUTIES mediation
staff vo sexual-behaviour by=pupil goal=policy | rutgers | DUTIES
staff vo online-sexual by=school-staff | duty-to-report vertrouwensinspecteur school-board | keep-evidence reporting-code
staff vo online-sexual by=pupil | helpwanted sv-adviespunt | DUTIES keep-evidence
staff po physical-violence by=school-staff | vertrouwensinspecteur sv-adviespunt | DUTIES
staff vo discrimination by=colleague | discriminatie-nl vertrouwensinspecteur sv-adviespunt | discriminatie-nl-jeugd DUTIES
staff vo discrimination by=pupil | discriminatie-nl sv-adviespunt vertrouwensinspecteur | DUTIES
staff po home by=someone-at-home | reporting-code veilig-thuis in-school:child-abuse-officer | SEXUAL vertrouwensinspecteur lkc
staff vo home | reporting-code veilig-thuis in-school:child-abuse-officer | SEXUAL
staff po home danger=now | reporting-code | | 112 veilig-thuis
staff mbo home by=someone-at-home | reporting-code veilig-thuis | SEXUAL
staff po physical-violence by=someone-at-home | reporting-code veilig-thuis | SEXUAL vertrouwensinspecteur talk-to-person-concerned
staff po sexual-behaviour by=someone-at-home | reporting-code veilig-thuis | SEXUAL
staff po calamity | sv-calamiteitenteam sv-adviespunt | ouders-onderwijs aob
staff vo calamity danger=now | sv-calamiteitenteam | | 112
staff mbo calamity danger=recent | sv-calamiteitenteam | job-mbo
staff po physical-violence by=parent danger=now | sv-adviespunt vertrouwensinspecteur | mediation talk-to-person-concerned | 112
staff po threat by=parent danger=recent | police sv-adviespunt vertrouwensinspecteur | mediation talk-to-person-concerned contact-parents
staff vo threat by=outsider danger=recent | nctv police sv-adviespunt | mediation
staff vo radicalisation by=pupil | vertrouwensinspecteur sv-adviespunt | DUTIES
staff vo lhbtiq by=pupil | regenboogloket sv-adviespunt | DUTIES
staff vo lhbtiq by=pupil special=orientation-secret | regenboogloket | contact-parents
staff vo lhbtiq by=colleague special=orientation-secret | regenboogloket | contact-parents in-school:school-leader school-board talk-to-person-concerned mediation
staff po policy | sv-adviespunt | lkc gcbo vertrouwensinspecteur inspectie-loket po-raad
staff vo policy goal=policy | sv-adviespunt | vo-raad
staff vo absence | attendance-officer sv-adviespunt | veilig-thuis
staff po support-needs | | laks kindertelefoon
staff vo suicidal | | lkc | 113
staff so other-school-matter | sv-adviespunt | vertrouwensinspecteur
staff vo unsure | sv-adviespunt
staff | sv-adviespunt | DUTIES kindertelefoon
staff vo complaint tried=board-rejected committee=lkc months=4 | lkc sv-adviespunt | gcbo adult-files-for-you ouders-onderwijs
staff po complaint tried=board-rejected committee=gcbo months=4 | gcbo | lkc
staff vo physical-violence by=pupil danger=no | halt sv-adviespunt vertrouwensinspecteur | mediation
staff po intimidation by=school-leader | sv-adviespunt school-board aob | in-school:school-leader talk-to-person-concerned
staff po unfair-treatment by=school-leader | aob | in-school:school-leader
staff po removal | | laks kindertelefoon
staff vo policy goal=report-to-inspectorate | inspectie-loket
staff po intimidation by=colleague tried=dare-not | sv-adviespunt | in-school:school-leader talk-to-person-concerned
staff po sexual-behaviour by=unknown | vertrouwensinspecteur | mediation reporting-code
staff po sexual-behaviour by=outsider | csg | SEXUAL
staff po sexual-behaviour by=school-staff danger=recent | duty-to-report | | csg`;

const boards = `
board po sexual-behaviour by=school-leader | duty-to-consult duty-to-declare vertrouwensinspecteur | own-investigation mediation duty-to-report
board vo radicalisation by=pupil danger=now | vertrouwensinspecteur sv-adviespunt | DUTIES own-investigation | 112
board po sexual-behaviour by=school-staff | duty-to-consult duty-to-declare vertrouwensinspecteur | mediation own-investigation reporting-code talk-to-person-concerned duty-to-report
board vo sexual-behaviour by=colleague | duty-to-consult duty-to-declare vertrouwensinspecteur | mediation own-investigation
board mbo sexual-behaviour by=school-staff | duty-to-consult duty-to-declare vertrouwensinspecteur | po-raad vo-raad
board mbo sexual-behaviour age=20 by=school-staff | vertrouwensinspecteur | SEXUAL
board so sexual-behaviour by=school-leader | duty-to-consult duty-to-declare vertrouwensinspecteur | mediation own-investigation
board vo sexual-behaviour by=pupil | vertrouwensinspecteur sv-adviespunt | DUTIES
board vo online-sexual by=school-staff | duty-to-consult duty-to-declare | reporting-code
board po policy | po-raad sv-adviespunt | vo-raad lkc
board vo policy | vo-raad sv-adviespunt | po-raad
board so policy | sv-adviespunt | vo-raad
board mbo policy | sv-adviespunt | po-raad vo-raad
board po calamity | sv-calamiteitenteam | ouders-onderwijs
board vo calamity danger=now | sv-calamiteitenteam | | 112
board po bullying by=pupil | sv-adviespunt | DUTIES vo-raad kindertelefoon
board vo discrimination by=school-staff | sv-adviespunt vertrouwensinspecteur discriminatie-nl | DUTIES
board po home | veilig-thuis reporting-code | SEXUAL
board po employment | | aob vertrouwensinspecteur
board vo radicalisation | vertrouwensinspecteur | aob
board vo threat by=colleague | sv-adviespunt | nctv
board vo threat by=someone-at-home | veilig-thuis | nctv
board vo threat by=outsider | nctv police sv-adviespunt | mediation
board po physical-violence by=pupil | vertrouwensinspecteur sv-adviespunt | DUTIES
board vo suicidal | | | 113
board | sv-adviespunt | aob kindertelefoon laks ouders-onderwijs DUTIES
board po complaint | | aob school-board kinderombudsman ouders-onderwijs
board vo absence | attendance-officer | veilig-thuis aob
board vo lhbtiq | regenboogloket sv-adviespunt | aob
board po support-needs | | aob school-board
board po intimidation by=school-leader | sv-adviespunt | aob school-board in-school:school-leader`;

const advisers = `
external-adviser po sexual-behaviour by=school-staff | vertrouwensinspecteur sv-adviespunt | DUTIES mediation own-investigation
external-adviser vo sexual-behaviour by=school-staff | vertrouwensinspecteur police | SEXUAL
external-adviser mbo sexual-behaviour by=school-staff | vertrouwensinspecteur | DUTIES
external-adviser po bullying by=pupil | sv-adviespunt | aob kindertelefoon DUTIES
external-adviser vo home by=someone-at-home | veilig-thuis | SEXUAL vertrouwensinspecteur
external-adviser po employment | | vertrouwensinspecteur lkc
external-adviser vo discrimination by=school-staff | discriminatie-nl vertrouwensinspecteur sv-adviespunt | DUTIES
external-adviser | sv-adviespunt | DUTIES
external-adviser vo policy | sv-adviespunt | vo-raad aob
external-adviser vo radicalisation | vertrouwensinspecteur | DUTIES
external-adviser so physical-violence by=school-staff | vertrouwensinspecteur | DUTIES mediation
external-adviser vo lhbtiq special=orientation-secret | regenboogloket | contact-parents in-school:school-leader school-board
external-adviser suicidal | | | 113
external-adviser po calamity | sv-calamiteitenteam
external-adviser vo complaint tried=board-rejected committee=lkc | lkc | gcbo aob`;

const carers = `
care-professional home | veilig-thuis | SEXUAL vertrouwensinspecteur aob
care-professional po home by=someone-at-home | veilig-thuis reporting-code | SEXUAL
care-professional po bullying special=special-needs | balans | kindertelefoon laks aob DUTIES
care-professional po sexual-behaviour by=school-staff | vertrouwensinspecteur csg | SEXUAL mediation own-investigation
care-professional vo sexual-behaviour danger=recent | | mediation | csg
care-professional vo suicidal | | | 113
care-professional so physical-violence by=school-staff | vertrouwensinspecteur | SEXUAL mediation
care-professional vo discrimination | vertrouwensinspecteur discriminatie-nl | aob laks
care-professional po support-needs special=at-home+weeks-at-home:9 | onderwijsconsulenten | aob laks
care-professional vo lhbtiq special=orientation-secret | regenboogloket | contact-parents
care-professional vo radicalisation | vertrouwensinspecteur | aob
care-professional vo absence | attendance-officer | veilig-thuis ingrado
care-professional po bullying tried=board-rejected committee=lkc months=5 | kinderombudsman | gcbo
care-professional | | kindertelefoon laks aob DUTIES
care-professional mbo intimidation by=school-staff | vertrouwensinspecteur | aob
care-professional po unsure | | aob
care-professional vo calamity | slachtofferhulp | aob
care-professional po complaint months=10 | | term-warning term-ends-soon
care-professional po complaint | | aob laks
care-professional vo online-sexual | helpwanted | mediation
care-professional po policy | | po-raad aob`;

export const shortStories: readonly Story[] = [pupils, parents, staff, boards, advisers, carers].flatMap((lines) => lines.trim().split("\n")).map(storyOf);
