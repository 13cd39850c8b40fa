/** A made-up person who reports and comes back with a code. Seals exactly as a visitor's browser does. */
import { nodeArgon2 } from "../../base/argon2-node.ts";
import { nodeSigner } from "../../base/ed25519-node.ts";
import { paddingOf, piecesOfForm, readForm, signedFields, teamWrapText } from "../../cases/shape.ts";
import type { LabelBody, Opening, PieceIn, PieceKind, ReporterAct, ReportForm, SupportPoint, TicketAnswer } from "../../cases/shape.ts";
import { canonicalJson, fromBase64Url, hashOf, newCaseIdentity, openCode, recipientOf, sealPiece, signAct, toBase64Url, reporterIdentities, utf8, wrap } from "../../envelope/index.ts";
import type { JsonValue, ReporterKeys } from "../../envelope/index.ts";
import { say, type Ask } from "./line.ts";

export type Told = Partial<Record<keyof ReportForm, string>>;
export type Person = { readonly ask: Ask; readonly keys: ReporterKeys; readonly installation: string };

type Place = { readonly installation: string; readonly case: string; readonly sequence: number; readonly previous: string; readonly recipient: string; readonly epoch?: number; readonly keys: ReporterKeys };
type Entry = { readonly kind: PieceKind; readonly body: unknown };

export async function sealed(place: Place, entries: readonly Entry[]): Promise<PieceIn[]> {
  const pieces: PieceIn[] = [];
  let { previous } = place;
  for (const [at, { kind, body }] of entries.entries()) {
    const id = crypto.randomUUID();
    const sequence = place.sequence + at;
    const header = { version: 1, installation: place.installation, case: place.case, piece: id, chain: "shared", kind, sender: "reporter", sequence, previous } as const;
    const piece = await sealPiece(header, utf8(canonicalJson(body as JsonValue)), { signer: place.keys.signer, caseRecipient: place.recipient, pad: paddingOf(kind) });
    pieces.push({ id, kind, sequence, sealed: toBase64Url(piece.sealed), key: toBase64Url(piece.key), epoch: place.epoch ?? 1 });
    previous = piece.hash;
  }
  return pieces;
}

const bytes = (text: string): Uint8Array => fromBase64Url(text) ?? new Uint8Array();

/** The keys of a code, for an installation's salt. */
export function personOf(ask: Ask, code: string, { installation, salt }: { readonly installation: string; readonly salt: Uint8Array }): Promise<Person> {
  return openCode(code, salt, nodeArgon2, nodeSigner).then((keys) => ({ ask, keys, installation }));
}

/** Tells it to a support point. Answers the case's id. */
export async function report({ ask, keys, installation }: Person, point: SupportPoint, told: Told): Promise<string> {
  const { value: opened } = await say<TicketAnswer>(ask, { method: "POST", path: "/report-tickets" });
  const shared = await newCaseIdentity();
  const written = piecesOfForm(readForm((name) => told[name] ?? ""), false, point.team);
  const pieces = await sealed({ installation, case: opened.case, sequence: 1, previous: "", recipient: shared.recipient, keys }, written);
  const forTeam = teamWrapText(shared.identity, written[0]?.body as LabelBody);
  const [team, reporter] = await Promise.all([wrap(forTeam, [point.recipient]), wrap(shared.identity, [keys.recipient])]);
  const body = {
    ticket: opened.ticket,
    team: point.team,
    epoch: point.epoch,
    case: opened.case,
    urgent: told.danger === "now",
    reporter: { lookup: toBase64Url(keys.lookup), recipient: keys.recipient, signKey: toBase64Url(keys.signer.publicKey) },
    shared: { wraps: { team: toBase64Url(team), reporter: toBase64Url(reporter) } },
    pieces,
  };
  await say(ask, { method: "POST", path: "/reports", body });
  return opened.case;
}

export async function act<T>({ ask, keys }: Person, { name, path, fields }: { readonly name: ReporterAct; readonly path: string; readonly fields: object }): Promise<T> {
  const lookup = toBase64Url(keys.lookup);
  const { value } = await say<{ nonce: string }>(ask, { method: "POST", path: "/conversation/challenges", body: { lookup } });
  const unsigned = { ...fields, lookup, nonce: value.nonce, signature: "" };
  const signature = toBase64Url(signAct(keys.signer, { act: name, nonce: value.nonce, fields: signedFields(unsigned) as JsonValue }));
  return (await say<T>(ask, { method: "POST", path, body: { ...unsigned, signature } })).value;
}

/** Writes at the end of the conversation: a message, or "helped: yes". */
export async function write(person: Person, entry: Entry, said: { readonly helped?: "yes" | "no" } = {}): Promise<void> {
  const opening = await act<Opening>(person, { name: "open", path: "/conversation/openings", fields: {} });
  const identities = await reporterIdentities(opening.wraps.map(({ epoch, wrapped }) => ({ epoch, wrapped: bytes(wrapped) })), person.keys.identity);
  const epoch = Math.max(...identities.keys());
  const recipient = await recipientOf(identities.get(epoch) ?? "");
  const last = opening.pieces.at(-1);
  const place = { installation: person.installation, case: opening.case, sequence: opening.pieces.length + 1, previous: last === undefined ? "" : hashOf(bytes(last.sealed)), recipient, epoch, keys: person.keys };
  await act(person, { name: "write", path: "/conversation/messages", fields: { pieces: await sealed(place, [entry]), ...said } });
}

export async function remove(person: Person): Promise<void> {
  await act(person, { name: "end", path: "/conversation/ending", fields: { mode: "delete" } });
}
