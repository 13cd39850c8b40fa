/**
 * People who tell what must be found nowhere: with script and without, by mistakes too, and a worker who answers them. The
 * words are made up so that no part of them stands anywhere else.
 */
import { createServer, request as ask, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { answer, close, take } from "../../src/ops/example/worker.ts";
import { sealCleanFile, sealReport, newIdentity } from "../../src/site/browser/sealing/report.ts";
import { setNotice } from "../../src/site/browser/sealing/notice.ts";
import { draftOf, openWith, say } from "../../src/site/browser/sealing/talk.ts";
import { newIdentity as newCallIdentity, sealCallBackRequest } from "../../src/site/browser/sealing/call-back.ts";
import { changeMoment } from "../../src/site/browser/sealing/call-back-change.ts";
import { readCallBackForm } from "../../src/cases/shape/call-back.ts";
import { uploadSealed } from "../../src/site/browser/sealing/upload.ts";
import { nodeArgon2 } from "../../src/base/argon2-node.ts";
import { fromBase64Url, openCode } from "../../src/envelope/index.ts";
import { lineTo } from "../support/line.ts";
import { asWorker, openCallForm, openedAtDesk, openForm, signedIn, told, type Form } from "../support/people.ts";
import { docxSample } from "../support/sample-files.ts";
import type { Planted } from "./searching.ts";

const words = {
  name: "Quirijntje Zwaluwvoort-Badoux",
  phone: "+31687249135",
  sentence: "zwalpgrijze kwibbelmutsen fnuikelden vossenbrijig gymhokgeheim",
  file: "bewijsje-kleedhok-zwervelaar",
  orientation: "panseksueel",
  mail: "wortelpoot@flapoorpost.invalid",
  later: "vervolgzinnetje drommedaartje spinnenragfijn",
  inFile: "bladvulling karnemelkstraatjes uilenspiegelwoord",
  answer: "wederwoord wrongelboterig snorrepijpentocht",
  note: "kladblokregel klapwiekerij moerbeitoppenlied",
} as const;

export const plantedWords: readonly Planted[] = [
  ...Object.entries(words).map(([name, text]): Planted => (name === "phone" ? { name, text, exact: true } : { name, text })),
  // The topic that gives away an orientation, as the form writes it.
  { name: "topic", text: "lhbtiq", exact: true },
];

/** What a code is written as, and what is made of it: none of it may be kept. */
export function plantedCode(code: string): readonly Planted[] {
  const bare = code.replaceAll("-", "");
  return [
    { name: "code", text: code },
    { name: "code without dashes", text: bare },
    { name: "code in small letters", text: code.toLowerCase() },
    { name: "code in small letters without dashes", text: bare.toLowerCase() },
    { name: "what the code was made of", text: bytesOfCode(bare), exact: true },
  ];
}

function bytesOfCode(bare: string): Uint8Array {
  const bits = [...bare].map((one) => "0123456789ABCDEFGHJKMNPQRSTVWXYZ".indexOf(one).toString(2).padStart(5, "0")).join("");
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
}

/** What the server works with when somebody comes with a code; a database that held it would let its thief ask. */
export async function plantedLookup(code: string, salt: string): Promise<Planted> {
  const { lookup } = await openCode(code, fromBase64Url(salt) ?? new Uint8Array(), nodeArgon2);
  return { name: "lookup", text: lookup, exact: true };
}

export type Teller = { readonly code: string; readonly case: string; readonly salt: string };

const fields = {
  mode: "named", forWhom: "self", role: "pupil", sector: "vo", topic: "lhbtiq", danger: "recent",
  what: `${words.sentence}. Ik ben ${words.orientation}.`, who: words.name, where: words.sentence, when: words.later, school: words.name, need: words.sentence,
  name: words.name, reach: "phone", phone: words.phone, safeMoments: words.later, mustNot: `Niet ${words.orientation} noemen`,
  noticeMail: words.mail, noticeHours: "any",
} as const;

const fileName = `${words.file}.docx`;
const fileType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const document = (): Uint8Array<ArrayBuffer> =>
  docxSample({ "word/document.xml": new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>${words.inFile} ${words.name}</w:t></w:r></w:p></w:body></w:document>`) }) as Uint8Array<ArrayBuffer>;

const patient = { progress: () => undefined, waiting: () => undefined, pause: () => Promise.resolve(), signal: new AbortController().signal };

async function attached(line: ReturnType<typeof lineTo>) {
  const { sealed, manifest } = await sealCleanFile({ name: fileName, type: fileType, bytes: document() });
  const answered = await uploadSealed(line, { sealed, begun: undefined }, patient);
  if (!answered.ok) throw new Error(`The file was refused: ${answered.because}`);
  return { manifest, upload: answered.value };
}

/** Reports with everything, comes back with the code, writes in two tabs, sends another file, changes the mail address. */
export async function tellWithScript(address: string): Promise<Teller> {
  const line = lineTo(address);
  const { salt, destination } = await openForm(address);
  const identity = await newIdentity(salt);
  const body = await sealReport(destination, told(fields), identity, [await attached(line)]);
  const sent = await line.ask({ method: "POST", path: "/api/v1/reports", body }, (value): value is object => typeof value === "object");
  const talk = sent.ok ? await openWith(line, identity.keys, { installation: destination.installation }) : sent;
  if (!talk.ok) throw new Error(`The report was refused: ${talk.because}`);
  const file = await attached(line);
  const entries = [{ kind: "message" as const, body: { text: words.later } }, { kind: "contact" as const, body: { reach: "phone", phone: words.phone, name: words.name } }, { kind: "file" as const, body: file.manifest, upload: file.upload }];
  const written = await say(line, talk.value, draftOf(entries));
  // In a second tab, which did not see that: the server refuses its place, and it seals again behind it.
  const second = await say(line, talk.value, draftOf([{ kind: "message", body: { text: words.sentence } }, { kind: "safety", body: { safe: false } }], { safety: "not-safe" }));
  if (!second.ok) throw new Error(`The second tab was refused: ${second.because}`);
  const noticed = written.ok ? await setNotice(line, written.value, { mail: words.mail, hours: "any", language: "nl", recipient: destination.noticeRecipient }) : written;
  if (!noticed.ok) throw new Error(`The message was refused: ${noticed.because}`);
  return { code: identity.code, case: destination.case, salt };
}

type Posted = { readonly status: number; readonly html: string };

function formData(values: Readonly<Record<string, string>>, file?: Uint8Array<ArrayBuffer>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(values)) data.append(name, value);
  if (file !== undefined) data.append("files", new File([file], fileName, { type: fileType }));
  return data;
}

async function post(address: string, path: string, body: FormData | URLSearchParams): Promise<Posted> {
  const response = await fetch(`${address}${path}`, { method: "POST", body, headers: { "x-forwarded-for": "2001:db8:77::1" } });
  return { status: response.status, html: await response.text() };
}

const hidden = (html: string, name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? "";

async function sendForm(address: string, { destination }: Form): Promise<string> {
  const page = await post(address, "/melden/versturen", formData({ ...fields, team: destination.team, ticket: destination.ticket, filesAnyway: "yes" }, document()));
  const code = /(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}/.exec(page.html)?.[0];
  if (page.status !== 200 || code === undefined) throw new Error(`No receipt was shown: ${page.status}`);
  return code;
}

/** The same without script: the server seals on arrival, and opens after the warning. Sends the form twice, as people do. */
export async function tellWithoutScript(address: string): Promise<Teller> {
  const form = await openForm(address);
  const code = await sendForm(address, form);
  await sendForm(address, form);
  const talk = await post(address, "/gesprek/openen", new URLSearchParams({ code }));
  if (!talk.html.includes(words.sentence)) throw new Error(`The conversation was not shown: ${talk.status}`);
  const inside = (): Record<string, string> => ({ ticket: hidden(talk.html, "ticket"), mark: hidden(talk.html, "mark") });
  const written = await post(address, "/gesprek/schrijven", formData({ ...inside(), text: words.later, safety: "safe", filesAnyway: "yes" }, document()));
  const noticed = await post(address, "/gesprek/bericht", new URLSearchParams({ ...inside(), notice: "keep", noticeMail: words.mail, noticeHours: "evening" }));
  if (written.status !== 200 || noticed.status !== 200) throw new Error(`The message was refused: ${written.status} ${noticed.status}`);
  return { code, case: form.destination.case, salt: form.salt };
}

const callFields = { role: "pupil", sector: "vo", topic: "lhbtiq", phone: words.phone, phoneAgain: words.phone, name: words.name, askFor: words.later, interpreter: words.orientation, note: words.sentence, noticeMail: words.mail, noticeHours: "any" } as const;

/** Asks for a call with script, moves it and calls it off. */
export async function askForCall(address: string): Promise<Teller> {
  const line = lineTo(address);
  const { salt, destination, slots } = await openCallForm(address);
  const [slot = "", other = ""] = slots;
  const identity = await newCallIdentity(salt);
  const typed: Readonly<Record<string, string>> = { ...callFields, slot };
  const body = await sealCallBackRequest(destination, readCallBackForm((name) => typed[name] ?? "", ["no-voicemail"]), identity);
  const sent = await line.ask({ method: "POST", path: "/api/v1/call-back-requests", body }, (value): value is object => typeof value === "object");
  const talk = sent.ok ? await openWith(line, identity.keys, { installation: destination.installation }) : sent;
  if (!talk.ok) throw new Error(`The call was refused: ${talk.because}`);
  const moved = await changeMoment(line, talk.value, other);
  const again = await openWith(line, identity.keys, { installation: destination.installation });
  const ended = again.ok ? await changeMoment(line, again.value, null) : again;
  if (!moved.ok || !ended.ok) throw new Error("The call could not be moved or called off");
  return { code: identity.code, case: destination.case, salt };
}

/** The same without script. */
export async function askForCallWithoutScript(address: string): Promise<Teller> {
  const { salt, destination, slots } = await openCallForm(address);
  const [slot = "", other = ""] = slots;
  const body = new URLSearchParams({ ...callFields, slot, team: destination.team, ticket: destination.ticket, rules: "no-voicemail" });
  const slip = await post(address, "/bel-mij/versturen", new URLSearchParams({ ...Object.fromEntries(body), phoneAgain: "0600000000" }));
  const page = await post(address, "/bel-mij/versturen", body);
  const code = /(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}/.exec(page.html)?.[0];
  if (slip.status !== 422 || page.status !== 200 || code === undefined) throw new Error(`No call was agreed: ${slip.status} ${page.status}`);
  const talk = await post(address, "/gesprek/openen", new URLSearchParams({ code }));
  const moved = await post(address, "/gesprek/bellen", new URLSearchParams({ ticket: hidden(talk.html, "ticket"), mark: hidden(talk.html, "mark"), call: "change", slot: other }));
  if (moved.status !== 200) throw new Error(`The call was not moved: ${moved.status}`);
  return { code, case: destination.case, salt };
}

const wrongPaths = ["reports", "signpost", "conversation/openings", "sign-in/sessions", `cases/${encodeURIComponent(words.name)}`, words.file];

async function wrongCalls(address: string, code: string): Promise<number[]> {
  const bodies = [JSON.stringify({ ...fields, code, extra: words.sentence }), `{"broken": "${words.sentence}`, `${words.name}\u0000${words.phone}`];
  const headers = { "content-type": "application/json", authorization: words.name, "user-agent": words.sentence, "x-forwarded-for": "2001:db8:78::1" };
  const statuses: number[] = [];
  for (const path of wrongPaths) {
    for (const body of bodies) {
      const response = await fetch(`${address}/api/v1/${path}?${new URLSearchParams({ q: words.sentence })}`, { method: "POST", body, headers });
      await response.arrayBuffer();
      statuses.push(response.status);
    }
  }
  const searched = await fetch(`${address}/api/v1/schools?${new URLSearchParams({ q: words.name, search: words.sentence })}`);
  await searched.arrayBuffer();
  return [...statuses, searched.status];
}

/**
 * What goes wrong in life: forms with mistakes, words in the wrong places, addresses that do not exist, broken bodies.
 * Answers every status: refusals, never a fault of the house.
 */
export async function makeMistakes(address: string, code: string): Promise<number[]> {
  const { destination } = await openForm(address);
  const own = { team: destination.team, ticket: destination.ticket };
  const posts: readonly (readonly [string, FormData | URLSearchParams])[] = [
    ["/melden/versturen", formData({ ...fields, ...own, phone: words.name, mail: words.sentence, noticeMail: words.name })],
    ["/melden/versturen", formData({ ...fields, team: words.sentence, ticket: words.sentence })],
    ["/melden/formulier", formData({ ...fields, team: `${words.sentence}\u0000${words.name}` })],
    ["/melden/versturen", formData({ ...fields, ...own, what: `${words.sentence}\u0000\ud800${words.name}` }, new TextEncoder().encode(words.inFile))],
    ["/melden", new URLSearchParams({ ...fields })],
    ["/gesprek/openen", new URLSearchParams({ code: words.sentence })],
    ["/gesprek/openen", new URLSearchParams({ code: `${code}${words.name}` })],
    ["/gesprek/schrijven", formData({ ticket: words.sentence, text: words.sentence, mark: words.name })],
    [`/${encodeURIComponent(words.sentence)}?${new URLSearchParams({ naam: words.name, code }).toString()}`, new URLSearchParams({ what: words.sentence })],
    ["/wegwijzer", new URLSearchParams({ role: "pupil", topic: "lhbtiq", special: words.orientation, words: words.sentence })],
  ];
  const statuses: number[] = [];
  for (const [path, body] of posts) statuses.push((await post(address, path, body)).status);
  return [...statuses, ...(await wrongCalls(address, code))];
}

/** Tells, and comes back, while the database is away: kept on the page, refused, and written down nowhere. Answers every status. */
export async function tellWhileAway(address: string, code: string, away: (work: () => Promise<void>) => Promise<void>): Promise<number[]> {
  const { destination } = await openForm(address);
  const statuses: number[] = [];
  await away(async () => {
    const told = formData({ ...fields, team: destination.team, ticket: destination.ticket, filesAnyway: "yes" }, document());
    statuses.push((await post(address, "/melden/versturen", told)).status);
    statuses.push((await post(address, "/gesprek/openen", new URLSearchParams({ code }))).status);
    statuses.push((await post(address, "/melden/formulier", new URLSearchParams({ ...fields, team: destination.team }))).status);
    statuses.push(...(await wrongCalls(address, code)));
  });
  return statuses;
}

/** Opens, answers, notes, and closes. The digits of a moment count once, so somebody signs in once. */
export async function workAtDesk(address: string, cases: readonly Teller[]): Promise<void> {
  const worker = await signedIn(address, "noor");
  for (const { case: id } of cases) {
    const opened = await openedAtDesk(worker, id);
    if (!JSON.stringify(opened.shared.pieces.map(({ examined }) => (examined.ok ? new TextDecoder().decode(examined.piece.body) : ""))).includes(words.sentence)) throw new Error("The worker cannot read what was told");
    await take(asWorker(worker), id);
    await answer(asWorker(worker), id, words.answer);
  }
  const [first] = cases;
  if (first !== undefined) await close(asWorker(worker), first.case, "not-known", words.note);
}

export type Recorder = { readonly address: string; readonly recorded: readonly Buffer[]; close(): Promise<void> };

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Stands between a browser and the server and keeps every request whole: address, headers, body. */
export function recordBefore(address: string): Promise<Recorder> {
  const recorded: Buffer[] = [];
  const passOn = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const body = await bodyOf(incoming);
    recorded.push(Buffer.concat([Buffer.from(`${incoming.method} ${incoming.url}\n${incoming.rawHeaders.join("\n")}\n`), body]));
    const onward = ask(new URL(incoming.url ?? "/", address), { method: incoming.method ?? "GET", headers: { ...incoming.headers, host: new URL(address).host } }, (answered) => {
      outgoing.writeHead(answered.statusCode ?? 502, answered.headers);
      answered.pipe(outgoing);
    });
    onward.on("error", () => outgoing.destroy());
    onward.end(body);
  };
  const server = createServer((incoming, outgoing) => void passOn(incoming, outgoing).catch(() => outgoing.destroy()));
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const close = (): Promise<void> =>
        new Promise((done) => {
          server.close(() => done());
          server.closeAllConnections();
        });
      resolve({ address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, recorded, close });
    });
  });
}
