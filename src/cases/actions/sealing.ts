/**
 * Sealing on arrival, for browsers without script (`security.md` 1.5): the same pieces with the same functions, made in
 * memory and marked. Nothing that passes here may reach a log, an error object, a file or the database in the clear.
 */
import { canonicalJson, newCaseIdentity, openCode, partsOf, sealFile, sealPiece, toBase64Url, utf8, wrap, writeManifest } from "../../envelope/index.ts";
import type { FileManifest, JsonValue, ReporterKeys, Signer } from "../../envelope/index.ts";
import { nodeArgon2 } from "../../base/argon2-node.ts";
import { nodeSigner } from "../../base/ed25519-node.ts";
import type { Context, Result } from "../../base/index.ts";
import { ok, refused } from "../../base/index.ts";
import { Limits, noticeText, paddingOf, piecesOfForm, teamWrapText } from "../shape.ts";
import type { LabelBody, PieceIn, PieceKind, ReportForm, ReportPost, Untied } from "../shape.ts";
import { installationOf, noticeRecipientOf } from "./installation.ts";
import type { OfferedPoint } from "./points.ts";
import { addPart, beginUpload } from "./uploads.ts";

/** A cleaned file, in memory. */
export type ArrivedFile = { readonly name: string; readonly type: string; readonly bytes: Uint8Array };

export type Place = {
  readonly installation: string;
  readonly case: string;
  readonly signer: Signer;
  readonly caseRecipient: string;
  /** Place of the first of these pieces, and the hash of the piece before it. */
  readonly sequence: number;
  readonly previous: string;
  /** Which identity `caseRecipient` belongs to; the first when it is not said. */
  readonly epoch?: number;
};

/** `id` is given where a repeat must be recognised. */
export type Entry = { readonly kind: PieceKind; readonly body: Uint8Array; readonly upload?: string; readonly id?: string };

export const bodyOf = (value: unknown): Uint8Array => utf8(canonicalJson(value as JsonValue));

/** Every piece binds the one before it, so they are sealed in their order. */
export async function sealInOrder(context: Context, place: Place, entries: readonly Entry[]): Promise<PieceIn[]> {
  const pieces: PieceIn[] = [];
  let previous = place.previous;
  for (const [at, { kind, body, upload, id = context.random.uuid() }] of entries.entries()) {
    const sequence = place.sequence + at;
    const header = { version: 1, installation: place.installation, case: place.case, piece: id, chain: "shared", kind, sender: "reporter", sequence, previous } as const;
    const sealed = await sealPiece(header, body, { signer: place.signer, caseRecipient: place.caseRecipient, pad: paddingOf(kind) });
    pieces.push({ id, kind, sequence, sealed: toBase64Url(sealed.sealed), key: toBase64Url(sealed.key), ...(place.epoch === undefined ? {} : { epoch: place.epoch }), ...(upload === undefined ? {} : { upload }) });
    previous = sealed.hash;
  }
  return pieces;
}

const streamOf = (bytes: Uint8Array): ReadableStream<Uint8Array> => new Blob([new Uint8Array(bytes)]).stream();

/** Seals a file and keeps it as an upload that belongs to nothing yet; when the report does not come, it goes in a day. */
async function uploadFile(context: Context, file: ArrivedFile): Promise<Result<Entry>> {
  const sealing = await sealFile(streamOf(file.bytes), file.bytes.length);
  const begun = await beginUpload(context, sealing.sealedSize);
  if (!begun.ok) return begun;
  const { upload } = begun.value;
  for await (const { offset, bytes } of partsOf(sealing.sealed, Limits.partBytes)) {
    const added = await addPart(context, { upload, number: offset / Limits.partBytes, bytes });
    if (!added.ok) return added;
  }
  const manifest: FileManifest = { name: file.name, type: file.type, ...(await sealing.done) };
  return ok({ kind: "file", body: writeManifest(manifest), upload });
}

export async function uploadFiles(context: Context, files: readonly ArrivedFile[]): Promise<Result<Entry[]>> {
  const entries: Entry[] = [];
  for (const file of files) {
    const one = await uploadFile(context, file);
    if (!one.ok) return one;
    entries.push(one.value);
  }
  return ok(entries);
}

/** Too many are in line. `because`: how doors know it. */
export class Busy extends Error {
  readonly because = "too-many-requests";
  constructor() {
    super("too many codes in line");
    this.name = "Busy";
  }
}

/** Codes that are being worked on, for as long as that takes: some seconds of waiting for who comes last. */
const mostInLine = 60;
const inLine = new Map<string, Promise<ReporterKeys>>();

/**
 * Takes 19 MiB and some hundredths of a second; at most two at a time in this process. The same code twice at once is one
 * work, so that one ticket sent a thousand times takes one place in the line. Throws `Busy` when the line is full.
 */
export async function keysOfCode(context: Context, code: string): Promise<ReporterKeys> {
  const { installation, salt } = await installationOf(context);
  const name = `${installation} ${code}`;
  const same = inLine.get(name);
  if (same !== undefined) return same;
  if (inLine.size >= mostInLine) throw new Busy();
  const keys = openCode(code, salt, nodeArgon2, nodeSigner).finally(() => inLine.delete(name));
  inLine.set(name, keys);
  return keys;
}

export async function sealedNotice(context: Context, form: Pick<ReportForm, "noticeMail" | "noticeHours">, language: string): Promise<ReportPost["notice"]> {
  if (form.noticeMail === "") return undefined;
  const sealed = await wrap(noticeText(form.noticeMail, language), [await noticeRecipientOf(context)]);
  return { sealed: toBase64Url(sealed), hours: form.noticeHours };
}

type Wrapping = { readonly point: Pick<OfferedPoint, "recipient">; readonly reporter: string; readonly untied: Untied["members"] };

/** As a browser wraps it: for members one by one where there are any, else for the team; and for the code. */
export async function wrapsOf(identity: string, label: LabelBody, { point, reporter, untied }: Wrapping): Promise<ReportPost["shared"]["wraps"]> {
  const text = teamWrapText(identity, label);
  const wrapped = async (recipient: string): Promise<string> => toBase64Url(await wrap(text, [recipient]));
  const own = toBase64Url(await wrap(identity, [reporter]));
  if (untied.length === 0) return { team: await wrapped(point.recipient), reporter: own };
  return { members: await Promise.all(untied.map(async (one) => ({ member: one.member, wrapped: await wrapped(one.recipient) }))), reporter: own };
}

export type Sealing = {
  readonly form: ReportForm;
  readonly files: readonly ArrivedFile[];
  readonly point: Pick<OfferedPoint, "team" | "epoch" | "recipient">;
  readonly case: string;
  readonly keys: ReporterKeys;
  readonly language: string;
  /** Whether the pieces are marked as sealed here; false only where nobody's browser could have done it (demonstration). */
  readonly onArrival: boolean;
  /** For whom one by one; none: the team. */
  readonly untied?: Untied["members"];
};

/** What a browser would have posted. Refuses storage-full when a file could not be kept. */
export async function sealOnArrival(context: Context, { form, files, point, case: id, keys, language, onArrival, untied = [] }: Sealing): Promise<Result<Omit<ReportPost, "ticket">>> {
  const uploaded = await uploadFiles(context, files);
  if (!uploaded.ok) return refused(uploaded.because);
  const shared = await newCaseIdentity();
  const { installation } = await installationOf(context);
  const written = piecesOfForm(form, onArrival, point.team);
  const entries = [...written.map(({ kind, body }) => ({ kind, body: bodyOf(body) })), ...uploaded.value];
  const pieces = await sealInOrder(context, { installation, case: id, signer: keys.signer, caseRecipient: shared.recipient, sequence: 1, previous: "" }, entries);
  const wraps = await wrapsOf(shared.identity, written[0]?.body as LabelBody, { point, reporter: keys.recipient, untied });
  const notice = await sealedNotice(context, form, language);
  return ok({
    team: point.team,
    epoch: point.epoch,
    case: id,
    urgent: form.danger === "now",
    reporter: { lookup: toBase64Url(keys.lookup), recipient: keys.recipient, signKey: toBase64Url(keys.signer.publicKey) },
    shared: { wraps },
    pieces,
    ...(form.untiedTo === "" ? {} : { untiedTo: form.untiedTo }),
    ...(notice === undefined ? {} : { notice }),
  });
}
