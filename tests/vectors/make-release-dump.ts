/**
 * Leaves a whole installation of a release for every later one: `node tests/vectors/make-release-dump.ts release-1`, after a
 * build. Made once, committed, and must open for ever: this refuses to write over what is there. People report with script
 * and without, with files; a worker answers, notes and closes; one case is deleted after the backup was made.
 */
import { createHash } from "node:crypto";
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createOrganisation, type CreatedOrganisation } from "../../src/accounts/index.ts";
import { silentLog, systemClock, systemRandom } from "../../src/base/index.ts";
import type { Config } from "../../src/base/index.ts";
import { newCaseIdentity, toBase64Url } from "../../src/envelope/index.ts";
import { exampleSecrets, openInstallation, productRoot, productVersion, writeBackup, type OperatorContext } from "../../src/ops/index.ts";
import { answer, close, take } from "../../src/ops/example/worker.ts";
import { newIdentity, sealCleanFile, sealReport } from "../../src/site/browser/sealing/report.ts";
import { draftOf, end, openWith, say } from "../../src/site/browser/sealing/talk.ts";
import { uploadSealed } from "../../src/site/browser/sealing/upload.ts";
import { lineTo } from "../support/line.ts";
import { asWorker, openForm, signedIn, told } from "../support/people.ts";
import { jpegSample } from "../support/sample-files.ts";
import { tablesIn } from "../journeys/whole-dump.ts";
import type { Leaf, ReleaseKeys } from "./release-dump.ts";

const release = process.argv[2] ?? "";
const folder = join(import.meta.dirname, release, "dump");
if (!/^release-\d+$/.test(release) || existsSync(folder)) throw new Error("name a release that has no dump yet: dumps are never made again");

const team = "kindertelefoon";
const data = mkdtempSync(join(tmpdir(), "gehoord-release-"));
const config: Config = { root: productRoot(), data, databaseUrl: undefined, host: "127.0.0.1", port: 0, mode: "demo", origin: "http://localhost", trustedProxies: [], smtpUrl: undefined, version: productVersion() };
const names = ["noor", "youssef"] as const;

async function inside<T>(work: (context: OperatorContext) => Promise<T>): Promise<T> {
  const tools = { clock: systemClock, random: systemRandom, log: silentLog };
  const { db, secrets } = await openInstallation(config, tools);
  try {
    return await work({ ...tools, config, db, secrets });
  } finally {
    await db.close();
  }
}

/** The product as it is built, on the installation. */
async function whileOpen<T>(work: (address: string) => Promise<T>): Promise<T> {
  const child = spawn(process.execPath, [join(config.root, "dist/server/main.js"), "start", "--demo", "--port", "0", "--data", data], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve) => child.once("close", resolve));
  const address = await new Promise<string>((resolve) => {
    child.stdout.on("data", (text: Buffer) => {
      const found = /answers at (\S+)/.exec(String(text))?.[1];
      if (found !== undefined) resolve(found.replace("localhost", "127.0.0.1"));
    });
  });
  try {
    return await work(address);
  } finally {
    child.kill("SIGTERM");
    await ended;
  }
}

const members = names.map((name, at) => ({
  name, shownName: `${name} Voorbeeld`, roles: at === 0 ? (["worker", "team-lead"] as const) : (["worker", "organisation-admin"] as const), teams: [team], ...exampleSecrets(name),
}));
const make = (context: OperatorContext): Promise<CreatedOrganisation> =>
  createOrganisation(context, { organisation: team, name: "De Kindertelefoon", teams: [{ team, service: team, name: "Kindertelefoon", answerDays: 2 }], members });

function must<T>(answered: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly because: string }): T {
  if (!answered.ok) throw new Error(answered.because);
  return answered.value;
}

const digest = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
const quiet = { progress: () => undefined, waiting: () => undefined, pause: () => Promise.resolve(), signal: new AbortController().signal };

type Story = { readonly fields: Parameters<typeof told>[0]; readonly file?: Uint8Array };

/** With script. */
async function reported(address: string, { fields, file }: Story): Promise<{ readonly leaf: Leaf; readonly talk: Parameters<typeof say>[1] }> {
  const line = lineTo(address);
  const { salt, destination } = await openForm(address, team);
  const identity = await newIdentity(salt);
  const sealed = file === undefined ? undefined : await sealCleanFile({ name: "foto.jpg", type: "image/jpeg", bytes: file as Uint8Array<ArrayBuffer> });
  const files = sealed === undefined ? [] : [{ manifest: sealed.manifest, upload: must(await uploadSealed(line, { sealed: sealed.sealed, begun: undefined }, quiet)) }];
  const body = await sealReport(destination, told(fields), identity, files);
  must(await line.ask({ method: "POST", path: "/api/v1/reports", body }, (value): value is object => typeof value === "object"));
  const talk = must(await openWith(line, identity.keys, { installation: destination.installation }));
  return { talk, leaf: { code: identity.code, case: destination.case, onArrival: false, said: [fields.what ?? ""], notes: [], files: file === undefined ? [] : [digest(file)], state: "new" } };
}

/** Without script: the server sealed it on arrival. */
async function arrived(address: string): Promise<Leaf> {
  const { destination } = await openForm(address, team);
  const what = "Zonder script verteld: ze wachten me op bij de fietsen.";
  const form = new FormData();
  for (const [name, value] of Object.entries({ team, ticket: destination.ticket, what, mode: "confidential", reach: "mail", mail: "ouder@voorbeeld.example", noticeMail: "bericht@voorbeeld.example", filesAnyway: "yes" })) form.append(name, value);
  form.append("files", new File([jpegSample(1) as Uint8Array<ArrayBuffer>], "plein.jpg", { type: "image/jpeg" }));
  const page = await (await fetch(`${address}/melden/versturen`, { method: "POST", body: form })).text();
  const code = /(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}/.exec(page)?.[0];
  if (code === undefined) throw new Error("No receipt was shown");
  const talk = await (await fetch(`${address}/gesprek/openen`, { method: "POST", body: new URLSearchParams({ code }) })).text();
  const field = (name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(talk)?.[1] ?? "";
  const later = "En vandaag weer.";
  await fetch(`${address}/gesprek/schrijven`, { method: "POST", body: new URLSearchParams({ ticket: field("ticket"), mark: field("mark"), text: later }) });
  return { code, case: destination.case, onArrival: true, said: [what, later], notes: [], files: [], state: "new", mail: "bericht@voorbeeld.example" };
}

const first = { fields: { mode: "anonymous", role: "pupil", sector: "po", topic: "bullying", what: "Ik mag nooit meedoen in de pauze.", mustNot: "Niet bellen." } } as const;
const photo = jpegSample(1).subarray(0, 800);
const second = { fields: { mode: "named", name: "S. Voorbeeld", role: "parent", sector: "vo", topic: "intimidation", danger: "recent", what: "Onze dochter durft niet meer naar gym.", reach: "phone", phone: "0612345678" }, file: photo } as const;

/** A worker answers, notes, and asks; the person says yes, and that closes it. */
async function followed(address: string): Promise<Leaf> {
  const { leaf, talk } = await reported(address, second);
  const worker = asWorker(await signedIn(address, names[0]));
  const [reply, asked] = ["Wat goed dat u belt. We kijken samen naar de volgende stap.", "Bent u nu geholpen?"];
  await take(worker, leaf.case);
  await answer(worker, leaf.case, reply);
  await answer(worker, leaf.case, asked, true);
  const open = must(await openWith(lineTo(address), talk.keys, { installation: talk.opening.installation }));
  must(await say(lineTo(address), open, draftOf([{ kind: "helped", body: { answer: "yes" } }], { helped: "yes" })));
  return { ...leaf, said: [...leaf.said, reply, asked], state: "closed" };
}

/** Answered and closed by the worker with a note. */
async function noted(address: string): Promise<Leaf> {
  const { leaf } = await reported(address, { fields: { mode: "anonymous", what: "Er is iets, maar ik durf het nog niet te zeggen." } });
  const worker = asWorker(await signedIn(address, names[1]));
  const [reply, note] = ["Je hoeft niets. Kom terug wanneer je wilt.", "Niet bereikt; in overleg gesloten."];
  await take(worker, leaf.case);
  await answer(worker, leaf.case, reply);
  await close(worker, leaf.case, "not-known", note);
  return { ...leaf, said: [...leaf.said, reply], notes: [note], state: "closed" };
}

const organisation = await inside(make);
const opened = await whileOpen(async (address) => {
  const cases = [(await reported(address, first)).leaf, await arrived(address), await followed(address), await noted(address)];
  return { cases, gone: await reported(address, { fields: { mode: "anonymous", what: "Dit haal ik weg." } }) };
});
const recovery = await newCaseIdentity();
mkdirSync(folder, { recursive: true });
const file = join(folder, "installation.backup");
await inside(({ db, secrets, clock }) => writeBackup(db, { file, recipients: [recovery.recipient], secrets, clock, version: config.version }));
await whileOpen(async (address) => must(await end(lineTo(address), opened.gone.talk, "delete")));
for (const one of ["secrets", "ledger"]) cpSync(join(data, one), join(folder, one), { recursive: true });
const keys: ReleaseKeys = {
  release,
  recovery,
  team: { team, epoch: 1, identity: organisation.teams[0]?.keys.identity ?? "" },
  members: names.map((name) => ({ name, passphrase: exampleSecrets(name).passphrase, totpSecret: toBase64Url(exampleSecrets(name).totpSecret), identity: organisation.members.find((one) => one.name === name)?.keys.identity ?? "" })),
  cases: opened.cases,
  deleted: opened.gone.leaf,
};
writeFileSync(join(folder, "keys.json"), `${JSON.stringify(keys, null, 1)}\n`);
// Bytes in base64, not in hex: half the size, for ever.
const shorter = (_: string, value: unknown): unknown => (typeof value === "string" && /^\\x([0-9a-f]{2})+$/.test(value) ? `base64:${Buffer.from(value.slice(2), "hex").toString("base64")}` : value);
writeFileSync(join(folder, "tables.json"), `${JSON.stringify(await tablesIn(file, recovery.identity), shorter, 1)}\n`);
writeFileSync(
  join(folder, "README.md"),
  `# A whole installation of ${release}\n\nMade-up people, made once by \`tests/vectors/make-release-dump.ts\`, never made again. Everything in it is public: no key here\nopens anything elsewhere. Every later release restores \`installation.backup\` and opens all of it (\`tests/vectors/${release}-dump.test.ts\`).\n\n* \`installation.backup\`: as \`gehoord backup\` writes it, for the recovery identity in \`keys.json\`.\n* \`tables.json\`: the same rows as plain JSON, values as PostgreSQL writes them, but bytes as \`base64:…\`.\n* \`keys.json\`: codes, passphrases, secrets of six digits, identities, and what must come out.\n* \`secrets\`, \`ledger\`: of the data folder; the ledger knows of one case that was deleted after the backup.\n`,
);
rmSync(data, { recursive: true, force: true });
