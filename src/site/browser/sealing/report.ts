/**
 * Seals a whole report in the visitor's browser (security.md 1). The code is made here and stays here: what leaves is what
 * was derived from it, and nobody can go back from that.
 */
import { noticeText, piecesOfForm, teamWrapText, type LabelBody, type ReportForm, type ReportPost, type Untied } from "../../../cases/shape.ts";
import { type FileManifest, newCaseIdentity, newCode, openCode, type ReporterKeys, toBase64Url, wrap } from "../../../envelope/visitor.ts";
import { browserArgon2 } from "./argon2.ts";
import { decoded, sealPieces } from "./pieces.ts";

export { sealCleanFile } from "./pieces.ts";

/** What the page says about where the report goes; all of it public. */
export type Destination = {
  readonly installation: string;
  readonly team: string;
  readonly epoch: number;
  readonly recipient: string;
  readonly noticeRecipient: string;
  readonly ticket: string;
  readonly case: string;
  readonly language: string;
};

export type Identity = { readonly code: string; readonly keys: ReporterKeys };

/** Makes a code and what it is worth; the slow part, done before it is needed. `salt` is the installation's, base64url. */
export async function newIdentity(salt: string): Promise<Identity> {
  const code = newCode(crypto.getRandomValues(new Uint8Array(10)));
  return { code, keys: await openCode(code, decoded(salt), browserArgon2) };
}

export type UploadedFile = { readonly manifest: FileManifest; readonly upload: string };

async function noticeOf(to: Destination, form: ReportForm): Promise<ReportPost["notice"]> {
  if (form.noticeMail === "" || to.noticeRecipient === "") return undefined;
  return { sealed: toBase64Url(await wrap(noticeText(form.noticeMail, to.language), [to.noticeRecipient])), hours: form.noticeHours };
}

export type Wrapping = { readonly to: Pick<Destination, "recipient">; readonly reporter: string; readonly untied: Untied["members"] };

/** The identity for who may open it: members one by one where the server named them, else the team; and the code. */
export async function wrapsOf(identity: string, forTeam: string, { to, reporter, untied }: Wrapping): Promise<ReportPost["shared"]["wraps"]> {
  const wrapped = async (text: string, recipient: string): Promise<string> => toBase64Url(await wrap(text, [recipient]));
  const own = await wrapped(identity, reporter);
  if (untied.length === 0) return { team: await wrapped(forTeam, to.recipient), reporter: own };
  return { members: await Promise.all(untied.map(async (one) => ({ member: one.member, wrapped: await wrapped(forTeam, one.recipient) }))), reporter: own };
}

/** The body of `POST /api/v1/reports`. Sealing the same report twice gives other bytes: keep it to send it again. */
export async function sealReport(to: Destination, form: ReportForm, { keys }: Identity, files: readonly UploadedFile[], untied: Untied["members"] = []): Promise<ReportPost> {
  const shared = await newCaseIdentity();
  const place = { installation: to.installation, case: to.case, sequence: 1, previous: "", signer: keys.signer, caseRecipient: shared.recipient };
  const written = piecesOfForm(form, false, to.team);
  const { pieces } = await sealPieces(place, [...written, ...files.map(({ manifest, upload }) => ({ kind: "file" as const, body: manifest, upload }))]);
  const forTeam = teamWrapText(shared.identity, written[0]?.body as LabelBody);
  const wraps = await wrapsOf(shared.identity, forTeam, { to, reporter: keys.recipient, untied });
  const notice = await noticeOf(to, form);
  return {
    ticket: to.ticket,
    team: to.team,
    epoch: to.epoch,
    case: to.case,
    urgent: form.danger === "now",
    reporter: { lookup: toBase64Url(keys.lookup), recipient: keys.recipient, signKey: toBase64Url(keys.signer.publicKey) },
    shared: { wraps },
    pieces,
    ...(form.untiedTo === "" ? {} : { untiedTo: form.untiedTo }),
    ...(notice === undefined ? {} : { notice }),
  };
}
