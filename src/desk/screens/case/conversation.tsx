import { momentInWords } from "../../../cases/shape/call-back.ts";
import { readManifest } from "../../../envelope/index.ts";
import type { FileManifest, OpenedPiece } from "../../../envelope/index.ts";
import { Answer, CheckIn, Helped, isSealedOnArrival, NextStep, readBody, Report, Safety, Written } from "../../cases/bodies.ts";
import { consentKinds } from "../../cases/consent.ts";
import { CallBack, CallTime } from "../../cases/calls.ts";
import type { ShownPiece } from "../../cases/opening.ts";
import type { CaseOnScreen } from "../../cases/use-case.ts";
import { useSpeech } from "../../speech.tsx";
import { Attachment } from "./attachment.tsx";
import { ConsentWords } from "./consent-words.tsx";
import { useNames } from "./names.ts";

/** Nothing that anybody said: the subject stands in the heading, a new epoch is a matter of keys. */
const unsaid: ReadonlySet<string> = new Set(["label", "epoch", "way-back"]);

/** The conversation, oldest first. What may not be believed is shown as a gap with its reason, never as text. */
export function Conversation({ screen }: { readonly screen: CaseOnScreen }) {
  const { t } = useSpeech();
  const { pieces } = screen.opened.shared;
  // What came with the report itself stands under "contact" and in the heading; a later contact is news.
  const first = pieces.find(({ examined }) => examined.ok && examined.piece.header.kind === "contact" && examined.piece.header.sequence <= 3);
  const shown = pieces.filter((one) => one !== first && (!one.examined.ok || !unsaid.has(one.examined.piece.header.kind)));
  return (
    <section className="card" aria-labelledby="conversation">
      <h2 id="conversation">{t.case.conversation}</h2>
      <ol className="pieces">
        {shown.map((one) => (
          <Piece key={one.raw.id} shown={one} caseId={screen.opened.raw.id} />
        ))}
      </ol>
    </section>
  );
}

function Piece({ shown, caseId }: { readonly shown: ShownPiece; readonly caseId: string }) {
  const { t, day } = useSpeech();
  const names = useNames();
  const { examined, raw } = shown;
  if (!examined.ok) {
    return (
      <li className="piece piece-refused">
        <p>
          <strong>{t.case.refused}.</strong> {t.case.reasons[examined.reason]}
        </p>
        <p className="mark">{day(raw.day)}</p>
      </li>
    );
  }
  const { piece } = examined;
  const from = piece.signedBy === "reporter" ? t.case.fromReporter : piece.signedBy === "server" ? t.case.fromServer : names(piece.signedBy.slice("member:".length));
  const proof = piece.signedBy === "reporter" ? t.case.signedReporter : piece.signedBy === "server" ? t.case.signedServer : t.case.signedMember;
  return (
    <li className={`piece ${piece.signedBy.startsWith("member:") ? "piece-ours" : "piece-theirs"}`}>
      <p className="piece-head">
        <strong>{from}</strong> <span className="soft">{day(raw.day)}</span>
      </p>
      <Body piece={piece} caseId={caseId} />
      <p className="mark">
        {proof}
        {isSealedOnArrival(piece) && `. ${t.case.onArrival}`}
      </p>
    </li>
  );
}

/** `given`: the piece was handed over from another case. */
export function Body({ piece, caseId, given = false }: { readonly piece: OpenedPiece; readonly caseId: string; readonly given?: boolean }) {
  const { t, language } = useSpeech();
  switch (piece.header.kind) {
    case "report":
      return <ReportBody piece={piece} />;
    case "message":
    case "term":
    case "access":
    case "note":
      return <Words text={readBody(piece, Written)?.text} />;
    case "answer": {
      const answer = readBody(piece, Answer);
      return (
        <>
          <Words text={answer?.text} />
          {answer?.asksHelped === true && <p className="fact">{t.states["asked-helped"]}</p>}
        </>
      );
    }
    case "safety":
      return <Fact yes={readBody(piece, Safety)?.safe} texts={[t.case.safe, t.case.notSafe]} />;
    case "helped": {
      const said = readBody(piece, Helped)?.answer;
      return <Fact yes={said === undefined ? undefined : said === "yes"} texts={[t.case.saidYes, t.case.saidNo]} />;
    }
    case "procedure":
      return <p className="fact">{t.procedure.started}</p>;
    case "next-step":
      return <Step piece={piece} />;
    case "check-in":
      return <HowItIs piece={piece} />;
    case "ending":
      return <p className="fact">{t.case.ended}</p>;
    case "contact":
      return <p className="fact">{t.case.newContact}</p>;
    case "call-back":
      return <p className="fact">{t.calls.pieces.callBack(momentInWords(readBody(piece, CallBack)?.slot ?? "", language))}</p>;
    case "call-time": {
      const slot = readBody(piece, CallTime)?.slot ?? undefined;
      return <p className="fact">{slot === undefined ? t.calls.pieces.callOff : t.calls.pieces.callTime(momentInWords(slot, language))}</p>;
    }
    case "file":
      return <FileBody piece={piece} caseId={caseId} given={given} />;
    default:
      return consentKinds.has(piece.header.kind) || piece.header.kind === "step" || piece.header.kind === "referral" ? <ConsentWords piece={piece} /> : <p className="soft">{t.case.unreadable}</p>;
  }
}

function Step({ piece }: { readonly piece: OpenedPiece }) {
  const { t, day } = useSpeech();
  const step = readBody(piece, NextStep);
  return (
    <>
      <Words text={step?.text} />
      {step !== undefined && <p className="fact">{t.follow.by(day(step.day))}</p>}
    </>
  );
}

/** The person's answer to a check-in; what telling brought about is said first when it was bad. */
function HowItIs({ piece }: { readonly piece: OpenedPiece }) {
  const { t } = useSpeech();
  const said = readBody(piece, CheckIn);
  if (said === undefined) return <Words text={undefined} />;
  return (
    <>
      <p className="fact">{t.follow.retaliation[said.retaliation]}</p>
      <p className="fact">{t.follow.better[said.better]}</p>
      {said.text !== undefined && <p className="words">{said.text}</p>}
    </>
  );
}

function Fact({ yes, texts }: { readonly yes: boolean | undefined; readonly texts: readonly [string, string] }) {
  const { t } = useSpeech();
  if (yes === undefined) return <p className="soft">{t.case.unreadable}</p>;
  return <p className="fact">{yes ? texts[0] : texts[1]}</p>;
}

function Words({ text }: { readonly text: string | undefined }) {
  const { t } = useSpeech();
  return text === undefined ? <p className="soft">{t.case.unreadable}</p> : <p className="words">{text}</p>;
}

function ReportBody({ piece }: { readonly piece: OpenedPiece }) {
  const { t } = useSpeech();
  const report = readBody(piece, Report);
  if (report === undefined) return <Words text={undefined} />;
  const danger = report.danger === undefined || report.danger === "no" ? undefined : t.case.dangers[report.danger];
  const rows = [[t.case.who, report.who], [t.case.where, report.where], [t.case.when, report.when], [t.case.school, report.school], [t.calls.card.untiedTo, report.untiedTo], [t.case.need, report.need], [t.case.danger, danger]] as const;
  return (
    <>
      <p className="words">{report.what}</p>
      <dl className="facts">
        {rows.map(([name, value]) =>
          value === undefined ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
    </>
  );
}

function manifestOf(piece: OpenedPiece): FileManifest | undefined {
  try {
    return readManifest(piece.body);
  } catch {
    return undefined;
  }
}

function FileBody({ piece, caseId, given }: { readonly piece: OpenedPiece; readonly caseId: string; readonly given: boolean }) {
  const manifest = manifestOf(piece);
  return manifest === undefined ? <Words text={undefined} /> : <Attachment caseId={caseId} piece={piece.header.piece} manifest={manifest} given={given} />;
}
