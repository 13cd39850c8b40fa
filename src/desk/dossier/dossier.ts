/** A case as a document: what was said and done, in order, for paper and for the archive. Pure. */
import { readManifest } from "../../envelope/index.ts";
import type { FileManifest, OpenedPiece } from "../../envelope/index.ts";
import { Answer, Contact, Helped, Label, readBody, Report, Safety, Saying as Words, word, Written } from "../cases/bodies.ts";
import { piecesOfKind } from "../cases/opening.ts";
import type { OpenedCase, ShownPiece } from "../cases/opening.ts";
import type { Happening } from "../cases/timeline.ts";
import { safeName } from "../cases/preview.ts";
import type { DeskTexts } from "../texts/index.ts";

export type Row = readonly [name: string, value: string];
export type Part = { readonly heading: string; readonly day: string; readonly words: readonly string[]; readonly rows: readonly Row[] };
export type DossierFile = { readonly piece: string; readonly manifest: FileManifest };
export type Dossier = {
  readonly title: string;
  readonly made: string;
  readonly rows: readonly Row[];
  readonly course: readonly Row[];
  readonly parts: readonly Part[];
  /** Empty when notes were left out. */
  readonly notes: readonly Part[];
  readonly files: readonly DossierFile[];
};

export type Saying = { readonly t: DeskTexts; readonly day: (day: string) => string; readonly name: (member: string) => string };
export type Choice = { readonly notes: boolean; readonly contact: boolean; readonly today: string };

const filled = (rows: readonly (readonly [string, string | undefined])[]): readonly Row[] => rows.filter((row): row is Row => row[1] !== undefined && row[1] !== "");

function reportRows(report: Report, t: DeskTexts): readonly Row[] {
  const danger = report.danger === undefined ? undefined : t.case.dangers[report.danger];
  return filled([[t.case.who, report.who], [t.case.where, report.where], [t.case.when, report.when], [t.case.school, report.school], [t.calls.card.untiedTo, report.untiedTo], [t.case.need, report.need], [t.case.danger, danger]]);
}

function contactRows(contact: Contact, t: DeskTexts): readonly Row[] {
  return filled([[t.case.safeMoments, contact.safeMoments], [t.case.mustNot, contact.mustNot], [t.case.name, contact.name], [t.case.phone, contact.phone], [t.case.mail, contact.mail]]);
}

function manifestIn(piece: OpenedPiece): FileManifest | undefined {
  try {
    return readManifest(piece.body);
  } catch {
    return undefined;
  }
}

type Said = { readonly words?: readonly (string | undefined)[]; readonly rows?: readonly Row[] };

/** What a piece says on paper. A kind that this desk does not know is named, so that nobody thinks the dossier is whole. */
function saidIn(piece: OpenedPiece, t: DeskTexts, choice: Choice): Said {
  switch (piece.header.kind) {
    case "report": {
      const report = readBody(piece, Report);
      return report === undefined ? { words: [t.case.unreadable] } : { words: [report.what], rows: reportRows(report, t) };
    }
    case "message":
    case "note":
      return { words: [readBody(piece, Written)?.text ?? t.case.unreadable] };
    case "answer": {
      const answer = readBody(piece, Answer);
      return { words: [answer?.text ?? t.case.unreadable, answer?.asksHelped === true ? t.states["asked-helped"] : undefined] };
    }
    case "contact": {
      if (!choice.contact) return { words: [t.dossier.contactLeftOut] };
      const contact = readBody(piece, Contact);
      return contact === undefined ? { words: [t.case.unreadable] } : { rows: contactRows(contact, t) };
    }
    case "safety":
      return { words: [readBody(piece, Safety)?.safe === true ? t.case.safe : t.case.notSafe] };
    case "helped":
      return { words: [readBody(piece, Helped)?.answer === "yes" ? t.case.saidYes : t.case.saidNo] };
    case "ending":
      return { words: [t.case.ended] };
    case "file": {
      const manifest = manifestIn(piece);
      return { words: [manifest === undefined ? t.case.unreadable : `${t.case.file}: ${safeName(manifest.name)}`] };
    }
    default:
      return { words: [readBody(piece, Words)?.text ?? t.dossier.otherPart] };
  }
}

/** What is said elsewhere on the paper, or says nothing to anybody. */
const unspoken = new Set(["label", "guide", "epoch", "desk-epoch"]);

function partOf({ raw, examined }: ShownPiece, choice: Choice, { t, day, name }: Saying): Part | undefined {
  if (!examined.ok) return { heading: t.case.refused, day: day(raw.day), words: [t.case.reasons[examined.reason]], rows: [] };
  const { piece } = examined;
  if (unspoken.has(piece.header.kind)) return undefined;
  const who = piece.signedBy.startsWith("member:") ? name(piece.signedBy.slice("member:".length)) : t.case.fromReporter;
  const { words = [], rows = [] } = saidIn(piece, t, choice);
  const what = word(t.timeline.kinds, piece.header.kind) ?? t.timeline.other;
  return { heading: `${who} ${what}`, day: day(raw.day), words: words.filter((one) => one !== undefined), rows };
}

const nameOfHappening = ({ who }: Happening, { t, name }: Saying): string => (who === "reporter" || who === "server" ? t.case.fromReporter : who === "unknown" ? "" : name(who.member));

export function dossierOf(opened: OpenedCase, happenings: readonly Happening[], choice: Choice, saying: Saying): Dossier {
  const { t, day } = saying;
  const { raw, shared, desk } = opened;
  const [first] = piecesOfKind(shared, "label");
  const label = first === undefined ? undefined : readBody(first, Label);
  const partsOf = (pieces: readonly ShownPiece[]): readonly Part[] => pieces.flatMap((one) => partOf(one, choice, saying) ?? []);
  const files = piecesOfKind(shared, "file").flatMap((piece): DossierFile[] => {
    const manifest = manifestIn(piece);
    return manifest === undefined ? [] : [{ piece: piece.header.piece, manifest }];
  });
  return {
    // Neutral: the title of a file stands in the list of recent files of a computer.
    title: t.dossier.title(day(choice.today)),
    made: day(choice.today),
    rows: filled([
      [t.cases.subject, word(t.topics, label?.topic) ?? t.topics.unsure],
      [t.case.state, raw.outcome === undefined ? t.states[raw.state] : `${t.states[raw.state]}: ${t.outcomes[raw.outcome]}`],
      [t.dossier.role, [word(t.roles, label?.role), word(t.sectors, label?.sector), label === undefined ? undefined : t.modes[label.mode]].filter((one) => one !== undefined).join(", ")],
      [t.case.assignee, raw.assignee === null ? undefined : saying.name(raw.assignee)],
    ]),
    course: happenings.filter((one) => choice.notes || !one.inside).map((one): Row => [day(one.day), `${nameOfHappening(one, saying)} ${word(t.timeline.kinds, one.what) ?? t.timeline.other}`.trim()]),
    parts: partsOf(shared.pieces),
    notes: choice.notes && desk !== undefined ? partsOf(desk.pieces) : [],
    files,
  };
}
