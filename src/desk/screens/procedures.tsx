/** The committee's procedures: what is due first on top, each with the reason why it is there. */
import { useQuery } from "@tanstack/react-query";
import { obligationState } from "../../cases/rules/procedure.ts";
import type { ProcedureSummary } from "../../cases/shape/procedure.ts";
import { procedureTexts } from "../../cases/texts/index.ts";
import { procedureListQuery } from "../cases/use-procedure.ts";
import { ScreenHeading } from "../parts/heading.tsx";
import { Link } from "../parts/link.tsx";
import { Loaded } from "../parts/notice.tsx";
import { useSpeech } from "../speech.tsx";

export function ProceduresScreen() {
  const { t } = useSpeech();
  const query = useQuery(procedureListQuery);
  return (
    <>
      <ScreenHeading>{t.procedure.heading}</ScreenHeading>
      <Loaded query={query}>
        {({ procedures }) =>
          procedures.length === 0 ? (
            <p className="soft">{t.procedure.none}</p>
          ) : (
            <ol className="cases">
              {procedures.map((one) => (
                <Row key={one.procedure} one={one} />
              ))}
            </ol>
          )
        }
      </Loaded>
    </>
  );
}

function Row({ one }: { readonly one: ProcedureSummary }) {
  const { t, language, day } = useSpeech();
  const words = procedureTexts[language];
  const open = one.obligations.filter(({ settled }) => settled === null);
  const [first] = open;
  const worst = Math.max(one.alert, ...open.map(({ alert }) => alert));
  return (
    <li className="card">
      <p>
        <Link to={`/klachten/${one.case}`}>{one.state === "removed" ? "" : words.states[one.state]}</Link>
      </p>
      <p className="tags">
        {worst > 0 && <span className="tag tag-urgent">{worst === 2 ? t.procedure.longLate : t.procedure.late}</span>}
        {one.outcome === undefined ? <span className="soft">{words.turns[one.turn]}</span> : <span className="soft">{words.outcomes[one.outcome]}</span>}
        {one.dueDay !== null && <span className="soft">{`${t.procedure.due} ${day(one.dueDay)}`}</span>}
        {first !== undefined && <span className="soft">{`${t.procedure.dueObligation} ${day(first.dueDay)}: ${words.obligationStates[obligationState(first, one.today)]}`}</span>}
        {one.pausedSince !== null && <span className="soft">{words.paused(day(one.pausedSince))}</span>}
      </p>
    </li>
  );
}
