import type { ReactNode } from "react";
import { word } from "../cases/bodies.ts";
import type { OpenedSummary } from "../cases/opening.ts";
import { Link } from "../parts/link.tsx";
import { useOpen } from "../session.tsx";
import { useSpeech } from "../speech.tsx";
import type { DeskTexts } from "../texts/index.ts";

/** What a case is about in a few words, from its sealed label. */
export function subjectOf(t: DeskTexts, one: OpenedSummary): string {
  if (!one.readable) return t.cases.unreadable;
  return word(t.topics, one.label?.topic) ?? t.topics.unsure;
}

export function CaseRow({ one, reason }: { readonly one: OpenedSummary; readonly reason?: ReactNode }) {
  const { t, day } = useSpeech();
  const { me } = useOpen();
  const who = [word(t.roles, one.label?.role), word(t.sectors, one.label?.sector)].filter((part) => part !== undefined).join(" · ");
  const mode = one.label === undefined ? undefined : t.modes[one.label.mode];
  const holder = one.assignee === null ? t.cases.nobody : one.assignee === me.member ? t.cases.me : t.cases.colleague;
  return (
    <li className="case-row" data-urgent={one.urgent ? "" : undefined}>
      <Link to={`/zaken/${one.id}`} data-case-link="">
        <span className="case-subject">{subjectOf(t, one)}</span>
        {who !== "" && <span className="case-who">{who}</span>}
      </Link>
      <p className="tags">
        {one.urgent && <span className="tag tag-urgent">{t.cases.urgent}</span>}
        <span className={`tag tag-${one.state}`}>{t.states[one.state]}</span>
        {mode !== undefined && <span className="soft">{mode}</span>}
        <span className="soft">{holder}</span>
        {one.state !== "closed" && one.state !== "removed" && <span className="soft">{t.cases.due(day(one.dueDay))}</span>}
      </p>
      {reason !== undefined && <p className="reason">{reason}</p>}
    </li>
  );
}
