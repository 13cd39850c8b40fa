/** Opening cases in this browser: the list's labels, and everything of one case with what may be believed of it. */
import { examineChain, recipientOf, signersOf, unwrapText } from "../../envelope/index.ts";
import type { ExaminedPiece, KeyLogEntry, OpenedPiece } from "../../envelope/index.ts";
import { readWrapText, unpackAge } from "../../cases/shape.ts";
import type { CaseSummary, DeskCase, LabelBody, PieceOut } from "../../cases/shape.ts";
import { bytesOf, teamIdentity } from "../keyring/keyring.ts";
import type { Keyring } from "../keyring/keyring.ts";
import { Helped, Label, readBody } from "./bodies.ts";

export type OpenedSummary = CaseSummary & { readonly label: LabelBody | undefined; readonly readable: boolean };

/** Cases opened at a time before the browser gets room to paint and to take keys. */
const atOnce = 10;
const breathe = (): Promise<void> => new Promise((go) => setTimeout(go));

/** Opens the labels of a page of cases. One that does not open is shown as such, never left out. */
export async function openSummaries(cases: readonly CaseSummary[], keyring: Keyring): Promise<OpenedSummary[]> {
  const opened: OpenedSummary[] = [];
  for (let at = 0; at < cases.length; at += atOnce) {
    if (at > 0 && cases.slice(at, at + atOnce).some((one) => !before(keyring).has(nameOf(one)))) await breathe();
    opened.push(...(await Promise.all(cases.slice(at, at + atOnce).map((one) => openSummary(one, keyring)))));
  }
  return opened;
}

/** What this keyring opened before: another list, another choice, the same list a little later. Gone with the keyring, at the lock. */
const openedBefore = new WeakMap<Keyring, Map<string, OpenedSummary["label"]>>();
/** Labels that are kept; whoever saw more opens some again. */
const most = 3_000;

const nameOf = ({ team, teamEpoch, wrap }: CaseSummary): string => `${team} ${teamEpoch} ${wrap}`;

function before(keyring: Keyring): Map<string, OpenedSummary["label"]> {
  const known = openedBefore.get(keyring) ?? new Map<string, OpenedSummary["label"]>();
  openedBefore.set(keyring, known);
  if (known.size >= most) known.clear();
  return known;
}

async function openSummary(one: CaseSummary, keyring: Keyring): Promise<OpenedSummary> {
  const known = before(keyring);
  const name = nameOf(one);
  if (known.has(name)) return { ...one, label: known.get(name), readable: true };
  const key = one.teamEpoch === 0 ? keyring.own : teamIdentity(keyring, one.team, one.teamEpoch);
  if (key === undefined) return { ...one, label: undefined, readable: false };
  try {
    const label = Label.safeParse(readWrapText(await unwrapText(unpackAge(one.wrap), key.identity)).label);
    known.set(name, label.success ? (label.data as LabelBody) : undefined);
    return { ...one, label: known.get(name), readable: true };
  } catch {
    return { ...one, label: undefined, readable: false };
  }
}

/** One chain as it may be shown. `head` undefined: not whole, so nothing may be written after it. */
export type OpenedChain = {
  /** Identities by epoch; what is written goes to `epoch`, whose identity has this recipient. */
  readonly identities: ReadonlyMap<number, string>;
  readonly epoch: number;
  readonly recipient: string;
  readonly pieces: readonly ShownPiece[];
  readonly rolledBack: boolean;
  readonly head: string | undefined;
};
export type ShownPiece = { readonly raw: PieceOut; readonly examined: ExaminedPiece };

export type OpenedCase = {
  readonly raw: DeskCase;
  readonly shared: OpenedChain;
  /** Undefined until a worker's browser made the desk's own key. */
  readonly desk: OpenedChain | undefined;
};

/** What was seen of each chain before, for as long as the page lives: a chain that got shorter was rolled back. */
export type KnownChains = Map<string, { readonly sequence: number; readonly head: string }>;

export class CaseRefusal extends Error {
  readonly reason: "no-key" | "cannot-open";
  constructor(reason: "no-key" | "cannot-open") {
    super(reason);
    this.name = "CaseRefusal";
    this.reason = reason;
  }
}

export type OpeningParts = { readonly keyring: Keyring; readonly log: readonly KeyLogEntry[]; readonly known: KnownChains };

export async function openCase(raw: DeskCase, parts: OpeningParts): Promise<OpenedCase> {
  const shared = await openedChain(raw, "shared", parts);
  if (shared === undefined) throw new CaseRefusal("no-key");
  return { raw, shared, desk: await openedChain(raw, "desk", parts) };
}

/** Every epoch of a chain that this member may open, by the team's key or by a wrap to himself. */
async function chainIdentities(raw: DeskCase, chain: "shared" | "desk", keyring: Keyring): Promise<Map<number, string> | undefined> {
  const wraps = raw.wraps.filter((one) => one.chain === chain);
  if (wraps.length === 0) return undefined;
  const opened = new Map<number, string>();
  let sealed = 0;
  for (const wrap of wraps) {
    const key = wrap.holderKind === "member" ? keyring.own : teamIdentity(keyring, raw.team, wrap.teamEpoch);
    const identity = key === undefined ? undefined : await unwrapText(bytesOf(wrap.wrapped), key.identity).catch(() => undefined);
    if (key !== undefined && identity === undefined) sealed += 1;
    if (identity !== undefined) opened.set(wrap.epoch, readWrapText(identity).identity);
  }
  if (opened.size === 0) throw new CaseRefusal(sealed > 0 ? "cannot-open" : "no-key");
  return opened;
}

async function openedChain(raw: DeskCase, chain: "shared" | "desk", parts: OpeningParts): Promise<OpenedChain | undefined> {
  const identities = await chainIdentities(raw, chain, parts.keyring);
  if (identities === undefined) return undefined;
  const pieces = raw.pieces.filter((one) => one.chain === chain).toSorted((one, other) => one.sequence - other.sequence);
  const signers = signersOf({ reporter: raw.signers.map(bytesOf), server: bytesOf(raw.serverKey), keyLog: parts.log });
  const place = `${raw.id} ${chain}`;
  const known = parts.known.get(place);
  const examined = await examineChain(
    pieces.map((one) => ({ sealed: bytesOf(one.sealed), key: bytesOf(one.key), epoch: one.epoch })),
    { caseIdentity: identities, expected: { installation: raw.installation, case: raw.id, chain }, signers, ...(known === undefined ? {} : { known }) },
  );
  if (examined.head !== undefined) parts.known.set(place, { sequence: pieces.length, head: examined.head });
  const shown = pieces.flatMap((one, at): ShownPiece[] => {
    const each = examined.pieces[at];
    return each === undefined ? [] : [{ raw: one, examined: each }];
  });
  const identity = identities.get(examined.epoch);
  if (identity === undefined) throw new CaseRefusal("cannot-open");
  return { identities, epoch: examined.epoch, recipient: await recipientOf(identity), pieces: shown, rolledBack: examined.rolledBack, head: examined.head };
}

/** The opened pieces of one kind, oldest first; refused ones are not among them. */
export function piecesOfKind(chain: OpenedChain, kind: string): OpenedPiece[] {
  return chain.pieces.flatMap(({ examined }) => (examined.ok && examined.piece.header.kind === kind ? [examined.piece] : []));
}

/** Whether the person himself said, signed with his code, that he was helped: checked here, because a server could invent it. */
export function saidHelped(shared: OpenedChain): "yes" | "no" | undefined {
  const last = piecesOfKind(shared, "helped").findLast((piece) => piece.signedBy === "reporter");
  return last === undefined ? undefined : readBody(last, Helped)?.answer;
}
