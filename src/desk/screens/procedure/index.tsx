/** One complaint procedure: how it stands, the papers of both sides, and the committee's next step. */
import { CaseRefusal } from "../../cases/opening.ts";
import type { ProcedureOnDesk } from "../../cases/procedure.ts";
import { useProcedure } from "../../cases/use-procedure.ts";
import type { ProcedureActions } from "../../cases/use-procedure.ts";
import { procedureTexts } from "../../../cases/texts/index.ts";
import { ScreenHeading } from "../../parts/heading.tsx";
import { Link } from "../../parts/link.tsx";
import { Loaded, Notice } from "../../parts/notice.tsx";
import { useSpeech } from "../../speech.tsx";
import { AdmissibilityCard } from "./admissibility.tsx";
import { Dossier } from "./dossier.tsx";
import { InvitationCard } from "./invitation.tsx";
import { StepCard } from "./steps.tsx";
import { SummaryCard } from "./summary.tsx";
import { TermsCard } from "./terms.tsx";

export function ProcedureScreen({ id }: { readonly id: string }) {
  const { t, language } = useSpeech();
  const { query, acts } = useProcedure(id);
  return (
    <>
      <p className="back">
        <Link to="/klachten">{t.procedure.back}</Link>
      </p>
      {query.error instanceof CaseRefusal ? (
        <>
          <ScreenHeading>{procedureTexts[language].heading}</ScreenHeading>
          <Notice kind="warning">{t.procedure.noKey}</Notice>
        </>
      ) : (
        <Loaded query={query} waiting={t.procedure.opening}>
          {({ procedure }) => <OpenProcedure id={id} procedure={procedure} acts={acts} />}
        </Loaded>
      )}
    </>
  );
}

function OpenProcedure({ id, procedure, acts }: { readonly id: string; readonly procedure: ProcedureOnDesk; readonly acts: ProcedureActions }) {
  const { t, language, day } = useSpeech();
  const words = procedureTexts[language];
  const { raw, opened } = procedure;
  return (
    <>
      <header className="case-head">
        <ScreenHeading>{words.heading}</ScreenHeading>
        <p>{raw.state === "removed" ? "" : words.states[raw.state]}</p>
        <p className="tags">
          {raw.alert > 0 && <span className="tag tag-urgent">{raw.alert === 2 ? t.procedure.longLate : t.procedure.late}</span>}
          <span className="tag">{raw.outcome === undefined ? words.turns[raw.turn] : words.outcomes[raw.outcome]}</span>
          {raw.dueDay !== null && <span className="soft">{words.due(day(raw.dueDay))}</span>}
          {raw.pausedSince !== null && <span className="soft">{words.paused(day(raw.pausedSince))}</span>}
          {raw.binding !== null && <span className="soft">{raw.binding ? words.binding : words.notBinding}</span>}
        </p>
        <p>
          <Link to={`/zaken/${id}`}>{t.procedure.toCase}</Link>
        </p>
      </header>
      {opened.rolledBack && <Notice kind="wrong">{words.rolledBack}</Notice>}
      <div className="case-columns">
        <Dossier id={id} procedure={procedure} />
        <div>
          {opened.head === undefined ? <Notice kind="wrong">{words.rolledBack}</Notice> : <StepCard procedure={procedure} acts={acts} />}
          <InvitationCard procedure={procedure} acts={acts} />
          {raw.state === "admissibility" || raw.state === "received" ? <AdmissibilityCard raw={raw} /> : null}
          <SummaryCard procedure={procedure} acts={acts} />
          <TermsCard law={raw.law} />
        </div>
      </div>
    </>
  );
}
