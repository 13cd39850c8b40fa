/** What coordinators do about a release: ask for it, look at it, agree to exactly it, publish it, withdraw it. No role goes around the second. */
import { acting, noteAct } from "../../accounts/index.ts";
import { dayOf, ok, refused } from "../../base/index.ts";
import type { Context, Database, RequestContext, Result, Transaction } from "../../base/index.ts";
import { weekOf } from "../../cases/index.ts";
import { isYear, quarterOf, quartersOf } from "../facts/index.ts";
import { openKeeping } from "../publishing/keeping.ts";
import { fileHash, lastHash, lineOf, registerLines, type RegisterKey } from "../publishing/register.ts";
import { insertRelease, registerIn } from "../published/records.ts";
import { keepFiles } from "../published/shelf.ts";
import { releaseAfter, type ReleaseAct } from "../rules/release.ts";
import type { AgreementPost, ReleaseLine, ReleasePost, ReleasesAnswer, ReleaseView } from "../shape/releases.ts";
import { hashOfContent, openContent, type PreparedContent } from "./content.ts";
import { beginPreparing } from "./preparing.ts";
import { agreeDraft, closeDraft, draftOf, draftsIn, insertDraft, weeksOfFacts, withdrawDraft, type DraftRow, type WholeDraft } from "./records.ts";
import { preparedView } from "./view.ts";

type Nothing = Record<string, never>;
type None = Promise<Result<Nothing>>;

const lineFor = ({ id, period, state, asked_by, day, step, tenths }: DraftRow, member: string): ReleaseLine => ({ id, period, state, mine: asked_by === member, day, step, tenths });

const linesIn = async (tx: Transaction): Promise<readonly string[]> => (await registerIn(tx)).map(({ line }) => line);

/** Quarters and years that are over, with something counted in them, and not printed yet; newest first. What is half over would be frozen half. */
async function periodsToPublish({ db, clock }: { readonly db: Database; readonly clock: Context["clock"] }): Promise<readonly string[]> {
  const now = quarterOf(weekOf(dayOf(clock.now())));
  return db.transaction({ role: "system" }, async (tx) => {
    const printed = new Set((await registerIn(tx)).map(({ id }) => id));
    const counted = new Set((await weeksOfFacts(tx)).map(quarterOf));
    const years = [...new Set([...counted].map((quarter) => quarter.slice(0, 4)))];
    const isOver = (period: string): boolean => quartersOf(period).every((quarter) => quarter < now);
    const order = (period: string): string => (isYear(period) ? `${period}-q5` : period);
    return [...counted, ...years].filter((period) => isOver(period) && !printed.has(period)).toSorted((one, other) => (order(one) < order(other) ? 1 : -1));
  });
}

export async function releases(context: RequestContext): Promise<Result<ReleasesAnswer>> {
  const periods = await periodsToPublish(context);
  return acting(context, "release.read", async (tx, me) => ok({ periods: [...periods], releases: (await draftsIn(tx)).map((row) => lineFor(row, me.member)) }));
}

/** Refuses a period that is not over or was printed, and a second one while one is under way. */
export async function askRelease(context: RequestContext, { period }: ReleasePost): None {
  const id = context.random.uuid();
  const periods = await periodsToPublish(context);
  const asked = await acting<Nothing>(context, "release.write", async (tx, me) => {
    if (!periods.includes(period)) return refused("input-invalid");
    if (!(await insertDraft(tx, { id, organisation: me.organisation, period, member: me.member, day: dayOf(context.clock.now()) }))) return refused("state-changed");
    await noteAct(tx, me, "release.asked", id);
    return ok({});
  });
  if (asked.ok) await beginPreparing(context, id);
  return asked;
}

/** Who looks leaves a line before anything is handed out. */
export function readRelease(context: RequestContext, id: string): Promise<Result<ReleaseView>> {
  return acting(context, "release.read", async (tx, me) => {
    const row = await draftOf(tx, id);
    if (row === undefined) return refused("not-found");
    const content = row.sealed === null ? undefined : openContent(context, id, row.sealed);
    const outdated = content?.kind === "prepared" && content.after !== lastHash(await linesIn(tx));
    if (content !== undefined) await noteAct(tx, me, "release.looked-at", id);
    return ok({
      ...lineFor(row, me.member),
      hash: row.hash,
      outdated,
      refused: content?.kind === "refused" ? { because: content.because, where: content.where } : null,
      prepared: content?.kind === "prepared" ? preparedView(content) : null,
    });
  });
}

async function movable(tx: Transaction, id: string, member: string, act: ReleaseAct): Promise<Result<WholeDraft>> {
  const row = await draftOf(tx, id);
  if (row === undefined) return refused("not-found");
  if (releaseAfter(row.state, act, false) === undefined) return refused("state-changed");
  return releaseAfter(row.state, act, row.asked_by === member) === undefined ? refused("second-person-required") : ok(row);
}

/** By another than who asked for it, to the hash of what was looked at. */
export function agreeRelease(context: RequestContext, id: string, { hash }: AgreementPost): None {
  return acting<Nothing>(context, "release.write", async (tx, me) => {
    const row = await movable(tx, id, me.member, "agree");
    if (!row.ok) return row;
    if (!(await agreeDraft(tx, id, me.member, hash))) return refused("state-changed");
    await noteAct(tx, me, "release.agreed", id);
    return ok({});
  });
}

export function withdrawRelease(context: RequestContext, id: string): None {
  return acting<Nothing>(context, "release.write", async (tx, me) => {
    const row = await movable(tx, id, me.member, "withdraw");
    if (!row.ok) return row;
    if (!(await withdrawDraft(tx, id))) return refused("state-changed");
    await noteAct(tx, me, "release.withdrawn", id);
    return ok({});
  });
}

/** What two people agreed to, opened; a bug or a change in the database throws. */
function agreedContent(context: Context, { id, hash, agreed_hash, sealed }: WholeDraft): PreparedContent {
  const content = sealed === null ? undefined : openContent(context, id, sealed);
  if (content?.kind !== "prepared" || hashOfContent(content) !== hash || hash !== agreed_hash) throw new Error("What would be published is not what was agreed to");
  return content;
}

type Publishing = { readonly id: string; readonly hash: string; readonly content: PreparedContent; readonly key: RegisterKey; readonly member: string; readonly organisation: string };

/** Document, files, the line of the register and the state: all in one transaction, the line as the last thing that anybody can see. */
async function print({ db, clock }: Context, { id, hash, content, key, member, organisation }: Publishing): None {
  return db.transaction({ role: "system" }, async (tx) => {
    if (!(await closeDraft(tx, id, hash))) return refused("state-changed");
    const lines = await linesIn(tx);
    if (content.after !== lastHash(lines)) throw new Outdated();
    const register = registerLines(lines.join("\n"));
    const files = Object.fromEntries(Object.entries(content.files).map(([path, text]) => [path, fileHash(text)]));
    const line = lineOf(key.next(register, { release: content.id, files, counted: content.counted, made: content.made, code: content.code }));
    await insertRelease(tx, { sequence: lines.length + 1, id: content.id, document: content.files[`${content.id}.json`] ?? "", line }, dayOf(clock.now()));
    await keepFiles(tx, content.id, content.files);
    await tx.audit({ act: "release.published", by: "member", member, organisation, record: id });
    return ok({});
  });
}

/** Something else was published since: undoes what the transaction did. */
class Outdated extends Error {}

export async function publishRelease(context: RequestContext, id: string): None {
  const found = await acting(context, "release.write", (tx, me) => movable(tx, id, me.member, "publish"));
  const { actor } = context;
  if (!found.ok || actor.kind !== "member") return found.ok ? refused("not-signed-in") : found;
  const content = agreedContent(context, found.value);
  const keeping = openKeeping(context.config.data, context.random);
  // Before the register names it: without what was counted, a quarter whose facts change could not be printed again.
  keeping.keep(content.keep);
  try {
    return await print(context, { id, hash: found.value.hash ?? "", content, key: keeping.key, member: actor.member, organisation: actor.organisation });
  } catch (error) {
    if (error instanceof Outdated) return refused("state-changed");
    throw error;
  }
}
