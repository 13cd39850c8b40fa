/** Who waits for a call, soonest first. The number stands in the case, behind what to watch out for. */
import { useQuery } from "@tanstack/react-query";
import { momentInWords } from "../../cases/shape/call-back.ts";
import { callsQuery } from "../cases/use-calls.ts";
import type { OpenedCall } from "../cases/use-calls.ts";
import { Link } from "../parts/link.tsx";
import { ScreenHeading } from "../parts/heading.tsx";
import { Loaded, Notice } from "../parts/notice.tsx";
import { useOpen } from "../session.tsx";
import { useSpeech } from "../speech.tsx";
import { subjectOf } from "./case-row.tsx";

export function CallsScreen() {
  const { t, language } = useSpeech();
  const open = useOpen();
  const query = useQuery(callsQuery(open));
  return (
    <>
      <ScreenHeading>{t.calls.heading}</ScreenHeading>
      <p className="lead">{t.calls.intro}</p>
      <Loaded query={query} waiting={t.app.opening}>
        {({ calls, overfull }) => (
          <>
            {overfull.map((one) => (
              <Notice key={`${one.team} ${one.slot}`} kind="warning">
                {t.calls.overfull(momentInWords(one.slot, language), one.calls, one.hands)} <Link to="/rooster">{t.calls.toRoster}</Link>
              </Notice>
            ))}
            <section className="card">
              <output className="soft">{calls.length === 0 ? t.calls.none : t.calls.waiting(calls.length)}</output>
              <ul className="cases">
                {calls.map((one) => (
                  <CallRow key={one.id} one={one} />
                ))}
              </ul>
            </section>
          </>
        )}
      </Loaded>
    </>
  );
}

function CallRow({ one }: { readonly one: OpenedCall }) {
  const { t, language } = useSpeech();
  const { me } = useOpen();
  const { state, slot, attempts, minutes } = one.callBack;
  const starts = new Date(slot).getTime();
  const isNow = state !== "missed" && Date.now() >= starts - 5 * 60_000 && Date.now() < starts + minutes * 60_000;
  const holder = one.assignee === null ? t.cases.nobody : one.assignee === me.member ? t.cases.me : t.cases.colleague;
  return (
    <li className="case-row" data-urgent={state === "missed" ? "" : undefined}>
      <Link to={`/zaken/${one.id}`} data-case-link="">
        <span className="case-subject">{t.calls.at(momentInWords(slot, language))}</span>
        <span className="case-who">{subjectOf(t, one)}</span>
      </Link>
      <p className="tags">
        {isNow && <span className="tag tag-urgent">{t.calls.now}</span>}
        <span className={`tag ${state === "missed" ? "tag-urgent" : ""}`}>{state === "missed" ? t.calls.late : t.calls.states[state]}</span>
        {attempts > 0 && <span className="soft">{t.calls.attempts(attempts)}</span>}
        <span className="soft">{holder}</span>
      </p>
    </li>
  );
}
