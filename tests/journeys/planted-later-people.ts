/**
 * People after they told: called back, asked what may be shared, referred, laid before the ministry, heard by a committee, asked
 * how it is now, back without their code; and the workers who write about them. Every place that takes words, a name, a number or
 * a file gets words of its own, so that what is found says where it came in.
 */
import { createHash } from "node:crypto";
import { totpAt } from "../../src/accounts/index.ts";
import { nodeArgon2 } from "../../src/base/argon2-node.ts";
import { dayOf } from "../../src/base/index.ts";
import { renewProofKey } from "../../src/cases/actions/proofs.ts";
import { raiseDueCheckIns } from "../../src/cases/jobs.ts";
import { noticeText } from "../../src/cases/shape.ts";
import { originOf, sealReferral } from "../../src/desk/cases/consent.ts";
import { dossierIn, sealWord } from "../../src/desk/cases/escalation.ts";
import { wrapsFor } from "../../src/desk/cases/kept-out.ts";
import { makeDeskKey, sealNext } from "../../src/desk/cases/writing.ts";
import type { Writing } from "../../src/desk/cases/writing.ts";
import { sealIntake } from "../../src/desk/intake/saving.ts";
import { askRecovery, passOn, sharesFor } from "../../src/desk/keyring/holders.ts";
import { fromBase64Url, newCode, openCode, recipientOf, toBase64Url, wrap } from "../../src/envelope/index.ts";
import { followUpOf, proofOf, sayHowItIs, wishFor } from "../../src/site/browser/sealing/person.ts";
import { draftOf, openWith, say } from "../../src/site/browser/sealing/talk.ts";
import type { Talk } from "../../src/site/browser/sealing/talk.ts";
import { sayTo } from "../../src/site/browser/sealing/threads.ts";
import { claim, setWayBack } from "../../src/site/browser/sealing/way-back.ts";
import { agreed as callAgreed, staffed } from "./call-back-people.ts";
import { passphrase, pointOf, reported, team, totpSecret } from "./cases-world.ts";
import type { Answered, Fields, Reported, World } from "./cases-world.ts";
import { asked, askConsent, deskOf, logOf, openedAt } from "./desks.ts";
import type { Desk } from "./desks.ts";
import { agreed as escalationAgreed, lineAt, prepared, say as answerConsent, sent, story, team as ministry, wholeOf, withMinistry } from "./escalation-world.ts";
import type { Escalating } from "./escalation-world.ts";
import { asBoard, asComplainant, begin, committeeWorld, complained, invited, opened as procedureOf, say as sayIn, step } from "./procedure-world.ts";
import type { Committee } from "./procedure-world.ts";
import type { Planted } from "./searching.ts";
import { Body } from "./shown-page.ts";

const places = [
  "caller", "what a caller told", "advice", "safe moments", "must not be said",
  "called", "asked for", "interpreter", "note to a call", "attempt",
  "note", "topic of a guide", "mark of a guide", "message of a term", "next step", "notes handed over", "answer",
  "question for consent", "consent said by phone", "hand-over", "step", "word to another desk",
  "dossier", "draft without names", "question of the ministry", "reply", "answer of the ministry", "settlement",
  "complaint", "step of a committee", "answer of a board", "defence", "hearing", "decision", "advice of a committee", "legal ground", "reaction", "obligation", "done answer", "summary", "word of a committee", "paper", "name of a paper",
  "first tab", "second tab", "how it is", "contact", "invented name", "secret sentence", "wrong sentence", "recovered passphrase", "secret of a provider", "school of a question", "mistake",
] as const;
export type Place = (typeof places)[number];

/** Four words that stand nowhere else. */
function madeUp(place: Place): string {
  const letters = [...createHash("sha256").update(`planted: ${place}`).digest()].map((byte) => String.fromCharCode(97 + (byte % 26))).join("");
  return [0, 6, 12, 18].map((from) => letters.slice(from, from + 6)).join(" ");
}

const words = new Map(places.map((place) => [place, madeUp(place)]));
export const word = (place: Place): string => words.get(place) ?? "";
export const number = "0687351946";
export const mailbox = "beukenkrul@zwaanhals.invalid";

export const plantedLater: readonly Planted[] = [
  ...places.map((name): Planted => ({ name, text: word(name) })),
  { name: "number", text: number, exact: true },
  { name: "number as it is dialled", text: `+31${number.slice(1)}`, exact: true },
  { name: "mailbox of a worker", text: mailbox },
  { name: "passphrase of a worker", text: passphrase, exact: true },
];

export type Stage = Escalating & { readonly receiver: Desk; readonly committee: Committee };

export async function stageIn(world: World): Promise<Stage> {
  const stage = await withMinistry(world);
  await renewProofKey(world.context);
  return { ...stage, receiver: await deskOf(world, world.other), committee: await committeeWorld(undefined, world) };
}

async function done(answer: Answered | Promise<Answered>): Promise<Answered["json"]> {
  const { status, json } = await answer;
  if (status >= 300) throw new Error(`refused: ${JSON.stringify(json)}`);
  return json;
}

function valueOf<T>(answer: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly because: string }): T {
  if (!answer.ok) throw new Error(answer.because);
  return answer.value;
}

const partsOf = async (desk: Desk) => ({ keyring: desk.keyring, log: await logOf(desk) });
const today = ({ clock }: World): string => dayOf(clock.now());
const in14Days = ({ clock }: World): string => dayOf(new Date(clock.now().getTime() + 14 * 86_400_000));
const until = "2027-03-31";

async function write(desk: Desk, id: string, writing: Writing, act?: string): Promise<void> {
  const piece = await sealNext(await openedAt(desk, id), writing, await partsOf(desk));
  await done(asked(desk, "POST", `/cases/${id}/pieces`, { piece, ...(act === undefined ? {} : { act }) }));
}

async function deskKey(desk: Desk, id: string): Promise<void> {
  await done(asked(desk, "POST", `/cases/${id}/desk-key`, await makeDeskKey(desk.team, desk.keyring)));
}

const talkOf = async (world: World, { identity }: Pick<Reported, "identity">): Promise<Talk> => valueOf(await openWith(world.line, identity.keys, { installation: world.installation.id }));

/* --------------------------------------------------------------- by telephone */

/** Told by phone, with a code for the caller; the team's notes along the talk guide; the dossier leaves the desk twice. */
async function byPhone({ world, anna }: Stage): Promise<string> {
  const code = newCode(world.context.random.bytes(10));
  const keys = await openCode(code, fromBase64Url(world.installation.salt) ?? new Uint8Array(), nodeArgon2);
  const typed = { what: word("what a caller told"), advice: word("advice"), topic: "bullying", role: "pupil", sector: "vo", name: word("caller"), phone: number, safeMoments: word("safe moments"), mustNot: word("must not be said"), urgent: false, forOther: false };
  const { post } = await sealIntake({ typed, team: anna.team, code: { code, keys }, installation: world.installation.id, ...(await partsOf(anna)) });
  await done(asked(anna, "POST", "/cases", post));
  await deskKey(anna, post.case);
  await write(anna, post.case, { kind: "note", body: { text: word("note") } });
  await write(anna, post.case, { kind: "guide", body: { topic: word("topic of a guide"), marks: [word("mark of a guide")] } });
  for (const form of ["archive", "print"]) await done(asked(anna, "POST", `/cases/${post.case}/exports`, { form }));
  return code;
}

async function calledBack({ world, anna, bram }: Stage): Promise<string> {
  await staffed(world, bram.cookie, { day: "2026-11-24", on: 2 });
  const form = { phone: number, phoneAgain: number, name: word("called"), askFor: word("asked for"), interpreter: word("interpreter"), note: word("note to a call"), topic: "bullying", sector: "po" };
  const { identity, post } = await callAgreed(world, "2026-11-24T09:30:00.000Z", form);
  await deskKey(anna, post.case);
  for (const act of ["acknowledge", "spoken"] as const) {
    const piece = await sealNext(await openedAt(anna, post.case), { kind: "attempt", body: { act, about: post.pieces[1]?.id ?? "", note: word("attempt") } }, await partsOf(anna));
    await done(asked(anna, "POST", `/cases/${post.case}/attempts`, { act, expected: "asked", piece }));
  }
  return identity.code;
}

/* -------------------------------------------------------------- to other desks */

/** Asked, agreed, offered and taken; a second question said by phone; a word to the other desk; then taken back. */
async function referred({ world, anna, receiver }: Stage): Promise<string> {
  const who = await reported(world, { ...story, what: word("answer") });
  const id = who.post.case;
  const consent = await askConsent(anna, id, { team: receiver.team, kinds: ["label", "report"], until, text: word("question for consent") });
  await answerConsent(world, who, consent, "yes");
  await askConsent(anna, id, { team: receiver.team, kinds: ["contact"], until, text: word("consent said by phone"), kind: "consent-spoken" });
  const handing = { opened: await openedAt(anna, id), given: [], purpose: "referral", team: receiver.team, consent, today: today(world) } as const;
  const post = await sealReferral(handing, { text: word("hand-over"), step: word("step") }, await partsOf(anna));
  await done(asked(anna, "POST", `/cases/${id}/referrals`, post));
  await done(asked(receiver, "POST", `/cases/${post.placed.case}/referral`, { act: "accept" }));
  if (originOf(await openedAt(receiver, post.placed.case))?.text !== word("hand-over")) throw new Error("The receiver cannot read what was handed over");
  const written = valueOf(await sayTo(world.line, await wholeOf(world, who), post.placed.case, draftOf([{ kind: "message", body: { text: word("word to another desk") } }])));
  if (written.desks.length !== 1) throw new Error("The other desk is not there");
  await answerConsent(world, who, consent, "withdraw");
  return who.identity.code;
}

/** Prepared twice, once without names; sent, asked back, answered, told. */
async function laidBefore(stage: Stage): Promise<string> {
  const { world, anna, olga } = stage;
  await done((await prepared(stage, anna, { ...(await escalationAgreed(stage)), form: "anonymised", text: word("draft without names") })).answer);
  const one = await sent(stage, { text: word("dossier") });
  const exchange = dossierIn(await openedAt(olga, one.to), await logOf(olga))?.dossier.exchange ?? "";
  const speak = async (desk: Desk, act: "question" | "reply" | "answer", place: Place): Promise<void> => {
    const at = desk === olga ? one.to : one.id;
    const sealed = await sealWord(await lineAt(desk, at, one.escalation), { act, text: word(place) }, { installation: world.installation.id, exchange, ministry, ...(await partsOf(desk)) });
    const path = `/cases/${at}/escalations/${one.escalation}`;
    await done(act === "reply" ? asked(desk, "POST", `${path}/replies`, { word: sealed }) : asked(desk, "POST", `${path}/answers`, { act, word: sealed }));
  };
  await speak(olga, "question", "question of the ministry");
  await speak(anna, "reply", "reply");
  await speak(olga, "answer", "answer of the ministry");
  const piece = await sealNext(await openedAt(anna, one.id), { kind: "step", body: { text: word("settlement") } }, await partsOf(anna));
  await done(asked(anna, "POST", `/cases/${one.id}/escalations/${one.escalation}/settlement`, { step: piece }));
  return one.noor.identity.code;
}

/* ------------------------------------------------------------ before a committee */

const page = async ({ world }: Pick<Stage, "world">, path: string, fields: Fields, wanted = 200): Promise<Body> => {
  const shown = new Body(await world.page(path, fields));
  if (shown.status !== wanted) throw new Error(`${path}: ${shown.status}`);
  return shown;
};
const hiddenOn = ({ seen }: Body, name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(seen)?.[1] ?? "";
const inside = (shown: Body): Record<string, string> => ({ ticket: hiddenOn(shown, "ticket"), mark: hiddenOn(shown, "mark") });

/** From the complaint to what was done and a summary that nobody published yet; the board with and without script. Answers both codes. */
async function heard({ committee, world }: Stage, paper: Uint8Array): Promise<readonly string[]> {
  const { sara } = committee;
  const who = await complained(committee);
  const id = who.post.case;
  await begin(committee, sara, id);
  const talk = await page({ world }, "/gesprek/openen", { code: who.identity.code });
  const complaint = await page({ world }, "/gesprek/klacht", inside(talk));
  await page({ world }, "/gesprek/klacht/schrijven", { ...inside(complaint), act: "hand-in", words: word("complaint"), files: new File([new Uint8Array(paper)], `${word("name of a paper")}.docx`), filesAnyway: "yes" });
  await step(committee, sara, id, "affiliated", { body: { text: word("step of a committee") } });
  const code = await invited(committee, sara, id);
  await step(committee, sara, id, "forward");
  const board = await asBoard(committee, code);
  await page({ world }, "/procedure/schrijven", { ...inside(await page({ world }, "/procedure/openen", { code })), act: "answer-complaint", words: word("answer of a board") });
  const complainant = await asComplainant(committee, who);
  await sayIn(complainant, "say-not-solved", word("complaint"));
  await step(committee, sara, id, "ask-defence", { dueDay: in14Days(world) });
  await sayIn(board, "defend", word("defence"), { kind: "defence" });
  await step(committee, sara, id, "plan-hearing", { kind: "hearing", dueDay: in14Days(world), body: { text: word("hearing"), dueDay: in14Days(world) } });
  await step(committee, sara, id, "decide", { kind: "decision", body: { text: word("decision"), founded: "yes" } });
  await step(committee, sara, id, "advise", { kind: "advice", binding: false, body: { text: word("advice of a committee"), binding: false, ground: word("legal ground") } });
  await page({ world }, "/procedure/schrijven", { ...inside(await page({ world }, "/procedure/openen", { code })), act: "react", words: word("reaction"), agrees: "yes" });
  await step(committee, sara, id, "set-obligations", { todo: [{ text: word("obligation"), dueDay: in14Days(world) }] });
  const [obligation] = (await procedureOf(board)).opening.obligations;
  for (const side of [board, complainant]) await sayIn(side, "say-done", word("done answer"), { kind: "done-answer", obligation: obligation?.id ?? "", body: { obligation: obligation?.id ?? "", answer: "yes" } });
  await step(committee, sara, id, "write", { kind: "statement", body: { text: word("word of a committee") } });
  await step(committee, sara, id, "finish");
  await step(committee, sara, id, "propose-summary", { kind: "summary", body: { text: word("summary") } });
  const read = (await procedureOf(complainant)).opened.items.map(({ body }) => body.text);
  for (const place of ["complaint", "defence", "decision", "reaction", "obligation", "summary"] as const) if (!read.includes(word(place))) throw new Error(`The complainant does not read the ${place}`);
  return [who.identity.code, code];
}

/* ------------------------------------------------------------- the person herself */

/** With script: another term, how it is, no, a named next step, the notes, a proof; the name and the sentence for a lost code, and a claim with them. */
async function goesOn({ world, anna }: Stage): Promise<readonly string[]> {
  const who = await reported(world, { ...story, what: word("answer") });
  const id = who.post.case;
  // In two tabs: the database refuses the second its place, and says so in its own log; it is sealed again behind the first.
  const before = await talkOf(world, who);
  for (const place of ["first tab", "second tab"] as const) valueOf(await say(world.line, before, draftOf([{ kind: "message", body: { text: word(place) } }])));
  const message = await sealNext(await openedAt(anna, id), { kind: "term", body: { text: word("message of a term") } }, await partsOf(anna));
  await done(asked(anna, "POST", `/cases/${id}/term`, { piece: message, change: { kind: "extension", days: 2 }, reason: "more-work" }));
  await deskKey(anna, id);
  await done(asked(anna, "POST", `/cases/${id}/state`, { act: "take", expected: "new" }));
  await write(anna, id, { kind: "answer", body: { text: word("answer"), asksHelped: true } }, "ask-helped");
  const contact = { reach: "phone", phone: number, name: word("contact"), safeMoments: word("safe moments"), mustNot: word("must not be said") };
  valueOf(await say(world.line, await talkOf(world, who), draftOf([{ kind: "helped", body: { answer: "no" } }, { kind: "contact", body: contact }], { helped: "no" })));
  await write(anna, id, { kind: "next-step", body: { text: word("next step"), day: until } });
  valueOf(await wishFor(world.line, await talkOf(world, who), { want: "ask-access" }));
  await write(anna, id, { kind: "access", body: { text: word("notes handed over") } });
  valueOf(await proofOf(world.line, await talkOf(world, who), "told"));
  const [name, sentence] = [word("invented name"), word("secret sentence")];
  const { salt } = world.installation;
  valueOf(await setWayBack(world.line, await talkOf(world, who), { salt, name, sentence, readsBack: true }));
  const claimed = valueOf(await claim(world.line, { salt, team, recipient: (await pointOf(world)).recipient, name, sentence }));
  return [who.identity.code, claimed.code];
}

/** Without script: everything that she types is sealed in the server's memory. */
async function goesOnWithoutScript({ world, anna, receiver }: Stage): Promise<readonly string[]> {
  const who = await reported(world, { ...story, what: word("answer") });
  const open = (): Promise<Body> => page({ world }, "/gesprek/openen", { code: who.identity.code });
  const post = async (path: string, fields: Fields, wanted = 200): Promise<Body> => page({ world }, path, { ...inside(await open()), ...fields }, wanted);
  await askConsent(anna, who.post.case, { team: receiver.team, kinds: ["report"], until, text: word("question for consent") });
  await post("/gesprek/toestemming", { consent: hiddenOn(await open(), "consent"), answer: "yes" });
  await post("/gesprek/contact", { reach: "phone", phone: number, name: word("contact"), safeMoments: word("safe moments"), mustNot: word("must not be said") });
  await post("/gesprek/contact", { reach: "phone", phone: word("contact"), mustNot: word("must not be said") }, 422);
  await post("/gesprek/terugweg", { name: word("invented name"), sentence: word("wrong sentence").split(" ")[0] ?? "" }, 422);
  await post("/gesprek/terugweg", { name: word("invented name"), sentence: word("secret sentence"), readsBack: "yes" });
  const right = await page({ world }, "/gesprek/kwijt", { team, name: word("invented name"), sentence: word("secret sentence") });
  const wrong = await page({ world }, "/gesprek/kwijt", { team, name: word("invented name"), sentence: word("wrong sentence") });
  await post("/gesprek/wens", { want: "plan-check-in", day: dayOf(new Date(world.clock.now().getTime() + 86_400_000)) });
  const card = await post("/gesprek/kaart", { card: "trusted" });
  await post("/gesprek/bewijs", { kind: "told" });
  world.clock.advance(2 * 86_400_000);
  await raiseDueCheckIns(world.context);
  await post("/gesprek/navraag", { checkIn: hiddenOn(await open(), "checkIn"), better: "no", retaliation: "yes", more: word("how it is") });
  await page({ world }, "/bewijs", { bewijs: `GB1-${word("mistake")}` });
  return [who.identity.code, right.code, wrong.code, card.code];
}

/** A day that she planned herself, answered with script. */
async function asksHowItIs({ world }: Stage): Promise<void> {
  const who = await reported(world, { ...story, what: word("answer") });
  valueOf(await wishFor(world.line, await talkOf(world, who), { want: "plan-check-in", id: world.context.random.uuid(), day: dayOf(new Date(world.clock.now().getTime() + 86_400_000)) }));
  world.clock.advance(2 * 86_400_000);
  await raiseDueCheckIns(world.context);
  const talk = await talkOf(world, who);
  const due = valueOf(await followUpOf(world.line, talk)).checkIns.find(({ state }) => state === "asked");
  valueOf(await sayHowItIs(world.line, talk, due?.id ?? "", { better: "no", retaliation: "yes", text: word("how it is") }));
}

/* --------------------------------------------------------------------- workers */

/** Kept out of a case by a school's name; a mailbox for notices; a key that comes back by two holders; a provider that says who somebody is. Answers the link of the one who comes back. */
async function workersThemselves({ world, anna, bram }: Stage): Promise<string> {
  const who = await reported(world, { ...story, what: word("answer") });
  const id = who.post.case;
  const cookies = { anna: await world.signIn("balans-anna"), bram: await world.signIn("balans-bram"), carla: await world.signIn("balans-carla") };
  const [here, there] = [{ ...anna, cookie: cookies.anna }, { ...bram, cookie: cookies.bram }];
  await asked(here, "POST", `/cases/${id}/readers`, { code: word("school of a question") });
  await world.api("POST", "/api/v1/untied-members", { team, school: word("school of a question") });
  const { readers } = (await done(asked(here, "POST", `/cases/${id}/readers`, { code: null }))) as { readonly readers: readonly { readonly member: string; readonly place: string }[] };
  const rest = readers.filter((one) => one.place === "in" && one.member !== bram.keyring.member);
  await done(asked(here, "POST", `/cases/${id}/exclusions`, { members: [bram.keyring.member], wraps: await wrapsFor(await openedAt(here, id), rest as never, await logOf(here)) }));

  const recipient = await recipientOf(world.context.secrets.noticeIdentity);
  for (const desk of [here, there]) await done(asked(desk, "PUT", "/me/notices", { digest: "at-once", hour: null, sealed: toBase64Url(await wrap(noticeText(mailbox, "nl"), [recipient])) }));
  await done(asked(here, "PUT", "/my-organisation/identity-provider", { provider: { issuer: "https://inloggen.voorbeeld.example", clientId: "gehoord", clientSecret: word("secret of a provider") } }));

  const holders = [anna.keyring, bram.keyring].map((one) => ({ id: one.member, recipient: one.own.recipient }));
  const [first, second] = holders;
  const carla = world.desk.members[2];
  if (first === undefined || second === undefined || carla === undefined) throw new Error("nobody works here");
  const lost = { ...anna.keyring, member: carla.member, own: carla.keys, signer: carla.signer, signSecret: toBase64Url(new Uint8Array(32)) };
  await done(world.api("PUT", "/api/v1/me/holders", await sharesFor(lost, { shownName: "Carla" }, [first, second]), cookies.carla));
  const { token } = (await done(asked(here, "POST", "/recoveries", { member: carla.member }))) as { readonly token: string };
  const wanted = await askRecovery(word("recovered passphrase"), nodeArgon2);
  await done(world.api("POST", "/api/v1/recovery-links/requests", { token, ...wanted, totpSecret: toBase64Url(totpSecret), totp: totpAt(totpSecret, world.clock.now()) }));
  world.clock.advance(3 * 86_400_000 + 3_600_000);
  const back = { ...anna, cookie: await world.signIn("balans-anna") };
  const [line] = (await done(asked(back, "GET", "/recoveries")))["recoveries"] as { id: string; member: string; recipient: string }[];
  if (line === undefined) throw new Error("nobody comes back");
  const held = (await done(asked(back, "GET", `/recoveries/${line.id}/share`))) as never;
  await done(asked(back, "POST", `/recoveries/${line.id}/shares`, { sealed: (await passOn(anna.keyring, held, line)).sealed }));
  return token;
}

/** Everything, once. Answers every code that came to be, and the one link. */
export async function lifeAfterTelling(stage: Stage, paper: Uint8Array): Promise<{ readonly codes: readonly string[]; readonly token: string }> {
  const codes = [await byPhone(stage), await calledBack(stage), await referred(stage), await laidBefore(stage), ...(await heard(stage, paper)), ...(await goesOn(stage))];
  codes.push(...(await goesOnWithoutScript(stage)));
  await asksHowItIs(stage);
  return { codes, token: await workersThemselves(stage) };
}
