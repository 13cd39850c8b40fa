/**
 * Consent: what a person agreed to, for whom, for what, which parts, until when. One table of states, and the one rule
 * that every browser asks before it hands over a part and again before it shows one. Pure; browsers import it.
 *
 * The server keeps a state of its own and stops handing out what ended, but nobody believes it: only the person's signed
 * words count (`security.md` 1.2). A yes that the server alone signed is no yes.
 */
export const Purposes = ["referral", "escalation", "complaint-procedure", "contact-school", "contact-parents"] as const;
export type Purpose = (typeof Purposes)[number];

/** Purposes whose receiver is nobody of the network: a worker talks to them, nothing sealed goes. */
export const outsidePurposes: readonly Purpose[] = ["contact-school", "contact-parents"];

export const ConsentStates = ["asked", "given", "refused", "withdrawn", "lapsed"] as const;
export type ConsentState = (typeof ConsentStates)[number];
export const ConsentActs = ["say-yes", "say-no", "withdraw", "lapse"] as const;
export type ConsentAct = (typeof ConsentActs)[number];

export type ConsentTransition = {
  readonly act: ConsentAct;
  /** `member`: written down for somebody on the phone. `calendar`: the day is over. */
  readonly by: readonly ("reporter" | "member" | "calendar")[];
  readonly from: readonly ConsentState[];
  readonly to: ConsentState;
};

export const ConsentTransitions: readonly ConsentTransition[] = [
  { act: "say-yes", by: ["reporter"], from: ["asked"], to: "given" },
  { act: "say-no", by: ["reporter"], from: ["asked"], to: "refused" },
  { act: "withdraw", by: ["reporter", "member"], from: ["given"], to: "withdrawn" },
  { act: "lapse", by: ["calendar"], from: ["asked", "given"], to: "lapsed" },
];

/** Where an act brings a consent; `undefined`: not from there. What ended never comes back: it is asked anew. */
export function consentAfter(state: ConsentState, act: ConsentAct): ConsentState | undefined {
  return ConsentTransitions.find((one) => one.act === act && one.from.includes(state))?.to;
}

/** What is agreed to. `team`: the receiver, where it is one of the network. */
export type ConsentTerms = {
  readonly purpose: Purpose;
  readonly team: string | null;
  /** Ids of pieces. */
  readonly parts: readonly string[];
  /** Also what comes later in the same conversation. */
  readonly later: boolean;
  /** Last day on which it counts. */
  readonly until: string;
};

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const isDay = (value: unknown): value is string => typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);
const isId = (value: unknown): value is string => typeof value === "string" && uuid.test(value);

/** Reads terms from what was inside a piece; a body in another form agrees to nothing. */
export function readTerms(body: unknown): ConsentTerms | undefined {
  if (typeof body !== "object" || body === null) return undefined;
  const { purpose, team, parts, later, until } = body as Record<string, unknown>;
  const known = Purposes.find((one) => one === purpose);
  if (known === undefined || !isDay(until) || typeof later !== "boolean") return undefined;
  if (!Array.isArray(parts) || !parts.every(isId)) return undefined;
  if (outsidePurposes.includes(known) ? team !== null : typeof team !== "string" || team === "") return undefined;
  return { purpose: known, team: team as string | null, parts, later, until };
}

/** A word of the conversation after its seal, place and signature were checked (`openPiece`). */
export type Word = {
  readonly kind: string;
  /** `reporter`, `server`, `member:…`, as verified. */
  readonly signedBy: string;
  readonly case: string;
  readonly piece: string;
  readonly sequence: number;
  readonly body: unknown;
};

export type Part = Pick<Word, "case" | "piece" | "sequence">;

/** What somebody wants to do now. `consent`: the piece in which it was asked, or said by phone. */
export type Use = {
  readonly consent: string;
  readonly case: string;
  readonly purpose: Purpose;
  readonly team: string | null;
  readonly part?: Part;
  readonly today: string;
};

export type ConsentTrouble = "not-given" | "not-signed" | "refused" | "withdrawn" | "other-case" | "other-purpose" | "other-receiver" | "other-part" | "over";

export type Agreed = {
  readonly ok: true;
  readonly terms: ConsentTerms;
  /** `without-script`: with the code, sealed on arrival. `spoken`: by phone, signed by the worker who read it back. */
  readonly by: "code" | "without-script" | "spoken";
};

const field = (body: unknown, name: string): unknown => (typeof body === "object" && body !== null && Object.hasOwn(body, name) ? (body as Record<string, unknown>)[name] : undefined);

/** Who may have said this yes. The server's own key never counts: whoever runs it could make one up. */
function speaker(word: Word): Agreed["by"] | undefined {
  if (word.kind === "consent-spoken") return word.signedBy.startsWith("member:") ? "spoken" : undefined;
  if (word.signedBy !== "reporter") return undefined;
  return field(word.body, "sealedOnArrival") === true ? "without-script" : "code";
}

const saysYes = (word: Word, consent: string): boolean =>
  (word.kind === "consent" && field(word.body, "asked") === consent) || (word.kind === "consent-spoken" && word.piece === consent);

/** Ending is always believed, whoever signed it: a wrong one costs a question, a wrong yes costs a secret. */
const ends = (word: Word, consent: string): boolean => word.kind === "withdrawal" && field(word.body, "consent") === consent;
const refuses = (word: Word, consent: string): boolean => word.kind === "consent-refused" && field(word.body, "asked") === consent;

function covers(terms: ConsentTerms, yes: Word, part: Part): boolean {
  return terms.parts.includes(part.piece) || (terms.later && part.case === yes.case && part.sequence > yes.sequence);
}

/**
 * Whether these signed words agree to this use today. Asked by the desk before a part is handed over and by the receiver
 * before it is shown; both with what their own browser opened and verified.
 */
export function agreedTo(words: readonly Word[], use: Use): Agreed | { readonly ok: false; readonly because: ConsentTrouble } {
  const no = (because: ConsentTrouble): { readonly ok: false; readonly because: ConsentTrouble } => ({ ok: false, because });
  const said = words.filter((word) => saysYes(word, use.consent));
  const yes = said.find((word) => speaker(word) !== undefined);
  const by = yes === undefined ? undefined : speaker(yes);
  if (yes === undefined || by === undefined) return no(said.length === 0 ? "not-given" : "not-signed");
  if (yes.case !== use.case) return no("other-case");
  if (words.some((word) => ends(word, use.consent))) return no("withdrawn");
  if (words.some((word) => refuses(word, use.consent))) return no("refused");
  const terms = readTerms(yes.body);
  if (terms === undefined) return no("not-given");
  if (terms.purpose !== use.purpose) return no("other-purpose");
  if (terms.team !== use.team) return no("other-receiver");
  if (terms.until < use.today) return no("over");
  if (use.part !== undefined && !covers(terms, yes, use.part)) return no("other-part");
  return { ok: true, terms, by };
}

/** Longest a consent may last: it is asked anew, so that nobody is bound to what he forgot. A choice of this house. */
export const longestConsentDays = 365;
