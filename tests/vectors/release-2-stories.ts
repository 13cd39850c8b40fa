/**
 * Leaves an installation of release 2 for every later one: what happens after the report. Made once, by the very modules of
 * the browsers, with a clock that stands in November 2026; committed, and never made again.
 */
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dayOf, fixedClock } from "../../src/base/index.ts";
import { renewProofKey } from "../../src/cases/actions/proofs.ts";
import { dossierIn, sealWord } from "../../src/desk/cases/escalation.ts";
import { wrapsFor } from "../../src/desk/cases/kept-out.ts";
import { sealNext } from "../../src/desk/cases/writing.ts";
import { newCaseIdentity, toBase64Url } from "../../src/envelope/index.ts";
import type { KeyPair } from "../../src/envelope/index.ts";
import { writeBackup } from "../../src/ops/index.ts";
import { followUpOf, proofOf } from "../../src/site/browser/sealing/person.ts";
import { draftOf, end, openWith, say } from "../../src/site/browser/sealing/talk.ts";
import type { Talk } from "../../src/site/browser/sealing/talk.ts";
import { sayTo } from "../../src/site/browser/sealing/threads.ts";
import { changeCards, claim, setWayBack } from "../../src/site/browser/sealing/way-back.ts";
import { agreed as callAgreed, changeMoment, noor, staffed, talkOf as callTalk } from "../journeys/call-back-people.ts";
import { casesWorld, passphrase, pointOf, reported, root, team, totpSecret } from "../journeys/cases-world.ts";
import type { Reported, World } from "../journeys/cases-world.ts";
import { asked, askConsent, deskOf, logOf, offer, openedAt } from "../journeys/desks.ts";
import type { Desk } from "../journeys/desks.ts";
import { lineAt, say as answerConsent, sent, team as ministry, wholeOf, withMinistry } from "../journeys/escalation-world.ts";
import type { Escalating } from "../journeys/escalation-world.ts";
import { asBoard, asComplainant, begin, committeeWorld, complained, invited, say as sayIn, step } from "../journeys/procedure-world.ts";
import { newConfig, openFor } from "../support/installations.ts";

type Told = { readonly code: string; readonly case: string };
export type Release2 = {
  readonly release: string;
  readonly recovery: KeyPair;
  readonly passphrase: string;
  /** 20 bytes, base64url. */
  readonly totpSecret: string;
  readonly called: Told & { readonly phone: string; readonly slot: string };
  readonly shared: Told & { readonly to: string; readonly what: string; readonly later: string };
  /** Taken back after the backup was made: the parts must not come back. */
  readonly takenBack: Told & { readonly to: string };
  readonly laid: Told & { readonly to: string; readonly escalation: string; readonly text: string; readonly words: readonly string[]; readonly step: string };
  readonly complaint: Told & { readonly board: string; readonly words: readonly string[] };
  readonly cards: Told & { readonly second: string; readonly helper: string; readonly claimed: string; readonly what: string };
  readonly helped: Told & { readonly proofs: readonly string[] };
  readonly keptOut: Told & { readonly what: string };
  readonly deleted: Told;
};

const until = "2027-11-15";
const story = { name: "Sam Voorbeeld", mode: "confidential", reach: "phone", phone: "0612345678", topic: "bullying", role: "pupil" } as const;
const value = <T>(answer: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly because: string }): T => {
  if (!answer.ok) throw new Error(answer.because);
  return answer.value;
};
const toldBy = ({ identity, post }: Pick<Reported, "identity"> & { readonly post: { readonly case: string } }): Told => ({ code: identity.code, case: post.case });
const opened = async (world: World, { identity }: Pick<Reported, "identity">): Promise<Talk> => value(await openWith(world.line, identity.keys, { installation: world.installation.id }));

async function called({ world, bram }: Escalating): Promise<Release2["called"]> {
  await staffed(world, bram.cookie, { day: "2026-11-24", on: 2 });
  const asking = await callAgreed(world, "2026-11-24T09:30:00.000Z");
  const slot = "2026-11-24T10:30:00.000Z";
  value(await changeMoment(world.line, await callTalk(world, asking), slot));
  return { ...toldBy(asking), phone: noor.phone, slot };
}

async function referred({ world, anna }: Escalating, receiver: Desk, what: string): Promise<{ readonly who: Reported; readonly consent: string; readonly to: string }> {
  const who = await reported(world, { ...story, what });
  const consent = await askConsent(anna, who.post.case, { team: receiver.team, kinds: ["label", "report"], until });
  await answerConsent(world, who, consent, "yes");
  const to = await offer(anna, who.post.case, { team: receiver.team, consent, today: dayOf(world.clock.now()) });
  await asked(receiver, "POST", `/cases/${to}/referral`, { act: "accept" });
  return { who, consent, to };
}

async function shared(stage: Escalating, receiver: Desk): Promise<Release2["shared"]> {
  const [what, later] = ["Ze lachen me uit in de app van de klas.", "Dank je dat je meeleest."];
  const { who, to } = await referred(stage, receiver, what);
  value(await sayTo(stage.world.line, await wholeOf(stage.world, who), to, draftOf([{ kind: "message", body: { text: later } }])));
  return { ...toldBy(who), to, what, later };
}

async function laid(stage: Escalating): Promise<Release2["laid"]> {
  const { world, anna, olga } = stage;
  const text = "De school reageert niet.";
  const one = await sent(stage, { text });
  const exchange = dossierIn(await openedAt(olga, one.to), await logOf(olga))?.dossier.exchange ?? "";
  const words = ["Is het bestuur gebeld?", "We bellen het bestuur vandaag."];
  for (const [at, act] of (["question", "answer"] as const).entries()) {
    const word = await sealWord(await lineAt(olga, one.to, one.escalation), { act, text: words[at] ?? "" }, { installation: world.installation.id, exchange, ministry, log: await logOf(olga), keyring: olga.keyring });
    const said = await asked(olga, "POST", `/cases/${one.to}/escalations/${one.escalation}/answers`, { act, word });
    if (said.status >= 300) throw new Error(JSON.stringify(said.json));
  }
  const told = "Het ministerie belt het bestuur.";
  const piece = await sealNext(await openedAt(anna, one.id), { kind: "step", body: { text: told } }, { keyring: anna.keyring, log: await logOf(anna) });
  await asked(anna, "POST", `/cases/${one.id}/escalations/${one.escalation}/settlement`, { step: piece });
  return { ...toldBy(one.noor), to: one.to, escalation: one.escalation, text, words, step: told };
}

async function complaint(world: World): Promise<Release2["complaint"]> {
  const committee = await committeeWorld(root, world);
  const who = await complained(committee);
  const words = ["Wij klagen over het bestuur.", "Wij zoeken een oplossing."];
  await begin(committee, committee.sara, who.post.case);
  await sayIn(await asComplainant(committee, who), "hand-in", words[0] ?? "", { kind: "complaint" });
  await step(committee, committee.sara, who.post.case, "affiliated");
  const board = await invited(committee, committee.sara, who.post.case);
  await step(committee, committee.sara, who.post.case, "forward");
  await sayIn(await asBoard(committee, board), "answer-complaint", words[1] ?? "");
  return { ...toldBy(who), board, words };
}

async function cards({ world }: Escalating): Promise<Release2["cards"]> {
  const what = "Ik ben mijn kaart vast een keer kwijt.";
  const who = await reported(world, { ...story, what });
  const { salt } = world.installation;
  const added: string[] = [];
  for (const card of ["trusted", "helper"] as const) {
    const talk = await opened(world, who);
    const { codes } = value(await followUpOf(world.line, talk));
    added.push(value(await changeCards(world.line, talk, { salt, codes, card })).code ?? "");
  }
  const [name, sentence] = ["De Gele Ooievaar", "mijn fiets heeft drie blauwe wielen"];
  value(await setWayBack(world.line, await opened(world, who), { salt, name, sentence, readsBack: true }));
  const { code } = value(await claim(world.line, { salt, team, recipient: (await pointOf(world)).recipient, name, sentence }));
  return { ...toldBy(who), what, second: added[0] ?? "", helper: added[1] ?? "", claimed: code };
}

async function helped({ world, anna }: Escalating): Promise<Release2["helped"]> {
  const who = await reported(world, { ...story, what: "Het is bijna opgelost." });
  const id = who.post.case;
  const piece = await sealNext(await openedAt(anna, id), { kind: "answer", body: { text: "Ben je geholpen?", asksHelped: true } }, { keyring: anna.keyring, log: await logOf(anna) });
  await asked(anna, "POST", `/cases/${id}/state`, { act: "take", expected: "new" });
  await asked(anna, "POST", `/cases/${id}/pieces`, { piece, act: "ask-helped" });
  const talk = value(await say(world.line, await opened(world, who), draftOf([{ kind: "helped", body: { answer: "yes" } }], { helped: "yes" })));
  const proofs = [value(await proofOf(world.line, talk, "told")).proof, value(await proofOf(world.line, talk, "ended")).proof];
  return { ...toldBy(who), proofs };
}

async function keptOut({ world, anna, bram }: Escalating): Promise<Release2["keptOut"]> {
  const what = "Het gaat over iemand die jullie kennen.";
  const who = await reported(world, { ...story, what });
  const { json } = await asked(anna, "POST", `/cases/${who.post.case}/readers`, { code: null });
  const rest = (json["readers"] as { member: string; place: string }[]).filter((one) => one.place === "in" && one.member !== bram.keyring.member);
  const wraps = await wrapsFor(await openedAt(anna, who.post.case), rest as never, await logOf(anna));
  const out = await asked(anna, "POST", `/cases/${who.post.case}/exclusions`, { members: [bram.keyring.member], wraps });
  if (out.status !== 204) throw new Error(JSON.stringify(out.json));
  return { ...toldBy(who), what };
}

const readme = `# An installation of release-2

Made-up people, made once by \`tests/vectors/release-2-stories.ts\`, never made again. Everything in it is public: no key here
opens anything elsewhere. Every later release restores \`installation.backup\` and opens all of it (\`tests/vectors/release-2-dump.test.ts\`).

* \`installation.backup\`: as \`gehoord backup\` writes it, for the recovery identity in \`keys.json\`.
* \`keys.json\`: codes, the one passphrase and secret of six digits of all workers, and what must come out.
* \`secrets\`, \`ledger\`: of the data folder; the ledger knows of a case that was deleted and a yes that was taken back after the backup.
`;

/** Writes the set into `folder`, which must not be there yet. */
export async function makeRelease2(folder: string): Promise<void> {
  mkdirSync(folder);
  const clock = fixedClock("2026-11-23T09:00:00Z");
  const config = { ...(await newConfig("embedded", "demo")), root, origin: "http://localhost:0" };
  const { db, secrets } = await openFor(config, clock);
  const world = await casesWorld("", root, { clock, store: db, secrets, data: config.data });
  const stage = await withMinistry(world);
  await renewProofKey(world.context);
  const receiver = await deskOf(world, world.other);
  const taken = await referred(stage, receiver, "Dit wil ik later toch niet delen.");
  const gone = await reported(world, { ...story, what: "Dit haal ik weg." });
  const recovery = await newCaseIdentity();
  const keys: Release2 = {
    release: "release-2", recovery, passphrase, totpSecret: toBase64Url(totpSecret),
    called: await called(stage),
    shared: await shared(stage, receiver),
    takenBack: { ...toldBy(taken.who), to: taken.to },
    laid: await laid(stage),
    complaint: await complaint(world),
    cards: await cards(stage),
    helped: await helped(stage),
    keptOut: await keptOut(stage),
    deleted: toldBy(gone),
  };
  await writeBackup(db, { file: join(folder, "installation.backup"), recipients: [recovery.recipient], secrets, clock, version: "release-2" });
  await answerConsent(world, taken.who, taken.consent, "withdraw");
  value(await end(world.line, await opened(world, gone), "delete"));
  for (const one of ["secrets", "ledger"]) cpSync(join(config.data, one), join(folder, one), { recursive: true });
  writeFileSync(join(folder, "keys.json"), `${JSON.stringify(keys, null, 1)}\n`);
  writeFileSync(join(folder, "README.md"), readme);
  await world.close();
}
