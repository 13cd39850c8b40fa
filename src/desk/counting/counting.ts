/** From an opened case to the one fact it leaves. Everything here happens in the worker's browser; only codes, numbers and tokens go out. */
import { CaseCounting } from "../../cases/shape/counting.ts";
import { factToken, toBase64Url } from "../../envelope/index.ts";
import { byWhom } from "../../registration/rules/by-whom.ts";
import { newestList } from "../../registration/rules/codes.ts";
import type { Codes } from "../../registration/rules/codes.ts";
import { marksOf } from "../../registration/rules/marks.ts";
import { writtenMarks } from "../../registration/rules/measures.ts";
import { proposed } from "../../registration/rules/proposal.ts";
import { provinceOf } from "../../registration/rules/province.ts";
import { quarterOfDay } from "../../registration/rules/matters.ts";
import { RegisteredBody } from "../../registration/shape.ts";
import type { FactPost } from "../../registration/shape.ts";
import { SchoolPlaces } from "../../schools/shape.ts";
import { ask, tell } from "../api.ts";
import { Label, readBody, Report } from "../cases/bodies.ts";
import { originOf } from "../cases/consent.ts";
import { piecesOfKind, saidHelped } from "../cases/opening.ts";
import type { OpenedCase } from "../cases/opening.ts";
import { todayHere } from "../texts/near.ts";
import { matterOf, matterToken } from "./matter.ts";
import { isLinked, seenIn } from "./seen.ts";
import { z } from "zod";

/** Undefined: this member does not hold the first identity, so that his token would be another one and count a second time. */
export function tokenOf({ shared }: OpenedCase): string | undefined {
  const first = shared.identities.get(1);
  return first === undefined ? undefined : factToken(first);
}

/** For a question of which no case is made: a token that nobody keeps. */
export const newToken = (): string => toBase64Url(crypto.getRandomValues(new Uint8Array(32)));

const Noted = z.object({ fact: RegisteredBody });

type Registered = { readonly fact: RegisteredBody; readonly day: string };

/** What was registered of this case, as the team's own notes say, oldest first; only a colleague's word counts. */
function registeredIn({ desk }: OpenedCase): readonly Registered[] {
  return (desk?.pieces ?? []).flatMap(({ raw, examined }) => {
    if (!examined.ok || examined.piece.header.kind !== "note" || !examined.piece.signedBy.startsWith("member:")) return [];
    const found = readBody(examined.piece, Noted);
    return found === undefined ? [] : [{ fact: found.fact, day: raw.day }];
  });
}

/** `open`: what stands open about the case. `places`: of all schools of the country. */
export type Around = { readonly open: CaseCounting; readonly places: SchoolPlaces["provinces"] };

export const askOpen = ({ raw }: OpenedCase): Promise<CaseCounting> => ask(`/cases/${raw.id}/counting`, { out: CaseCounting });

/** The whole register, once for as long as the page lives and whatever the case says: that somebody asks for it tells nothing about a case. */
export const placesQuery = { queryKey: ["school-places"], queryFn: () => ask("/school-places", { out: SchoolPlaces }), staleTime: Infinity, gcTime: Infinity, retry: false } as const;

export function proposedFor(opened: OpenedCase, places: Around["places"]): Codes {
  const { raw, shared } = opened;
  const [piece] = piecesOfKind(shared, "label");
  const label = piece === undefined ? undefined : readBody(piece, Label);
  const report = piecesOfKind(shared, "report").map((each) => readBody(each, Report))[0];
  const isReferred = piecesOfKind(shared, "referral").length > 0;
  // A server could write "helped" beside a case; only the person's own signed yes counts.
  const outcome = raw.outcome === "helped" && saidHelped(shared) !== "yes" ? undefined : raw.outcome;
  return proposed({
    role: label?.role,
    sector: label?.sector,
    topic: label?.topic,
    province: provinceOf(report?.school ?? "", places),
    by: byWhom(report?.who ?? "", label?.role),
    byPhone: !isReferred && piece?.signedBy.startsWith("member:") === true,
    outcome,
    escalated: opened.desk !== undefined && piecesOfKind(opened.desk, "dossier-draft").length > 0,
    procedure: piecesOfKind(shared, "procedure").length > 0,
    advised: piecesOfKind(shared, "answer").length > 0,
  });
}

/** `marks`: `writtenMarks`. `quarter`: in which it is counted. `due`: it ended and was not counted yet, or something was learned since. */
export type Counting = { readonly codes: Codes; readonly marks: string; readonly linked: boolean; readonly quarter: string; readonly registered: boolean; readonly due: boolean };

export function countingOf(opened: OpenedCase, { open, places }: Around): Counting {
  const today = todayHere();
  const notes = registeredIn(opened);
  const before = notes.at(-1)?.fact;
  const proposal = proposedFor(opened, places);
  const found = { opened, open, today };
  const now = { marks: writtenMarks(marksOf(seenIn(found))), linked: isLinked(found), quarter: quarterOfDay(notes[0]?.day ?? today) };
  const ended = opened.raw.state === "closed";
  if (before === undefined) return { ...now, codes: proposal, registered: false, due: ended };
  const isOtherEnd = proposal.outcome !== "not-known" && proposal.outcome !== before.codes.outcome;
  const isNews = isOtherEnd || now.marks !== (before.marks ?? writtenMarks({})) || now.linked !== (before.linked ?? false);
  return { ...now, codes: ended && isOtherEnd ? { ...before.codes, outcome: proposal.outcome } : before.codes, registered: true, due: ended && isNews };
}

/** The token under which contacts of this matter count once in that quarter; nothing where the person linked none. */
export function matterFor(opened: OpenedCase, { linked, quarter }: Counting): FactPost["matter"] {
  const matter = linked ? matterOf(opened.shared.identities.get(1), originOf(opened)?.matter) : undefined;
  return matter === undefined ? undefined : { quarter, token: matterToken(matter, quarter) };
}

export type Beside = Pick<FactPost, "marks" | "matter">;

/** Through the counting door. The same token again replaces what was sent before. */
export async function sendFact(token: string, codes: Codes, { marks, matter }: Beside = {}): Promise<void> {
  const beside = { ...(marks === undefined ? {} : { marks }), ...(matter === undefined ? {} : { matter }) };
  await tell("/facts", { method: "POST", body: { token, version: newestList.version, codes, ...beside } });
}
