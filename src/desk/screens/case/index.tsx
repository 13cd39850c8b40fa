import { useEffect } from "react";
import { rolesMay } from "../../../accounts/rules/permissions.ts";
import { CaseRefusal, piecesOfKind, saidHelped } from "../../cases/opening.ts";
import { askedIn } from "../../cases/calls.ts";
import { Label, readBody, word } from "../../cases/bodies.ts";
import { useCase } from "../../cases/use-case.ts";
import type { CaseActs, CaseOnScreen } from "../../cases/use-case.ts";
import { ScreenHeading } from "../../parts/heading.tsx";
import { Link } from "../../parts/link.tsx";
import { Loaded, Notice } from "../../parts/notice.tsx";
import { putOpened } from "../../search/opened.ts";
import { useOpen } from "../../session.tsx";
import { useSpeech } from "../../speech.tsx";
import { AnswerForm } from "./answer.tsx";
import { CallBackCard } from "./call-back.tsx";
import { ContactCard } from "./contact.tsx";
import { Conversation } from "./conversation.tsx";
import { EscalationCard } from "./escalation.tsx";
import { CaseControls } from "./controls.tsx";
import { FollowCard } from "./follow.tsx";
import { CountingCard } from "./counting.tsx";
import { GuideCard } from "./guide.tsx";
import { TermCard } from "./term.tsx";
import { KeptOutCard } from "./kept-out.tsx";
import { ProcedureCard } from "./procedure.tsx";
import { NotesCard } from "./notes.tsx";
import { Incoming, Sharing } from "./sharing.tsx";
import { Timeline } from "./timeline.tsx";

export function CaseScreen({ id }: { readonly id: string }) {
  const { t } = useSpeech();
  const { query, acts } = useCase(id);
  if (query.error instanceof CaseRefusal) {
    return (
      <>
        <ScreenHeading>{t.case.heading}</ScreenHeading>
        <Notice kind="warning">{t.case.cannotOpen}</Notice>
      </>
    );
  }
  return (
    <>
      <p className="back">
        <Link to="/zaken">{t.case.back}</Link>
      </p>
      <Loaded query={query} waiting={t.case.opening}>
        {(screen) => <OpenCase key={id} screen={screen} acts={acts} />}
      </Loaded>
    </>
  );
}

function OpenCase({ screen, acts }: { readonly screen: CaseOnScreen; readonly acts: CaseActs }) {
  const { t, day } = useSpeech();
  const { me } = useOpen();
  const { opened } = screen;
  const { raw, shared } = opened;
  useEffect(() => putOpened(opened, t), [opened, t]);
  const [first] = piecesOfKind(shared, "label");
  const label = first === undefined ? undefined : readBody(first, Label);
  const facts = [word(t.roles, label?.role), word(t.sectors, label?.sector), label && t.modes[label.mode], label && t.forWhom[label.forWhom]].filter((one) => typeof one === "string" && one !== "");
  return (
    <>
      <header className="case-head">
        <ScreenHeading>{word(t.topics, label?.topic) ?? t.case.heading}</ScreenHeading>
        <p className="tags">
          {raw.urgent && <span className="tag tag-urgent">{t.case.urgent}</span>}
          <span className={`tag tag-${raw.state}`}>{t.states[raw.state]}</span>
          {raw.outcome !== undefined && <span className="tag">{t.outcomes[raw.outcome]}</span>}
          {facts.map((fact) => (
            <span key={fact} className="soft">
              {fact}
            </span>
          ))}
        </p>
        {raw.state !== "closed" && (
          <p className="soft">
            {t.case.due} {day(raw.dueDay)}
          </p>
        )}
      </header>
      {raw.urgent && <Notice kind="wrong">{t.case.urgentText}</Notice>}
      {shared.rolledBack && <Notice kind="wrong">{t.case.rolledBack}</Notice>}
      {raw.outcome === "helped" && <HelpedMark said={saidHelped(shared)} />}
      <div className="case-columns">
        <div>
          <Incoming screen={screen} acts={acts} />
          <Timeline screen={screen} />
          <Conversation screen={screen} />
          <AnswerForm screen={screen} acts={acts} />
        </div>
        <div>
          {/* What a worker looks at every time comes first; what is folded follows, and opens by itself when it is due. */}
          <CaseControls screen={screen} acts={acts} />
          <CallBackCard screen={screen} acts={acts} />
          {(askedIn(screen.opened) === undefined || piecesOfKind(shared, "contact").length > 0) && <ContactCard screen={screen} acts={acts} />}
          <ProcedureCard screen={screen} acts={acts} />
          <NotesCard screen={screen} acts={acts} />
          <GuideCard screen={screen} acts={acts} />
          <TermCard screen={screen} acts={acts} />
          <CountingCard screen={screen} acts={acts} />
          <FollowCard screen={screen} acts={acts} />
          <Sharing screen={screen} acts={acts} />
          {rolesMay(me.roles, "escalation.write") && <EscalationCard screen={screen} acts={acts} />}
          <KeptOutCard screen={screen} />
          <p>
            <Link to={`/zaken/${raw.id}/dossier`}>{t.dossier.link}</Link>
          </p>
          <p className="hint">{t.case.seen}</p>
        </div>
      </div>
    </>
  );
}

/** A server could write "helped" beside a case; only the person's own signed yes counts (promise 7). */
function HelpedMark({ said }: { readonly said: "yes" | "no" | undefined }) {
  const { t } = useSpeech();
  return said === "yes" ? <Notice kind="good">{t.case.helpedProven}</Notice> : <Notice kind="wrong">{t.case.helpedUnproven}</Notice>;
}
