/** From a case to its complaint procedure: only for who leads procedures. */
import { useQuery } from "@tanstack/react-query";
import { rolesMay } from "../../../accounts/rules/permissions.ts";
import type { CaseActs, CaseOnScreen } from "../../cases/use-case.ts";
import { procedureListQuery, startProcedure } from "../../cases/use-procedure.ts";
import { DoingNotice } from "../../parts/doing-notice.tsx";
import { useDoing } from "../../parts/doing.ts";
import { Button } from "../../parts/form.tsx";
import { Link } from "../../parts/link.tsx";
import { useOpen } from "../../session.tsx";
import { useSpeech } from "../../speech.tsx";

export function ProcedureCard({ screen, acts }: { readonly screen: CaseOnScreen; readonly acts: CaseActs }) {
  const { me } = useOpen();
  return rolesMay(me.roles, "procedure.write") ? <Door screen={screen} acts={acts} /> : null;
}

function Door({ screen, acts }: { readonly screen: CaseOnScreen; readonly acts: CaseActs }) {
  const { t } = useSpeech();
  const open = useOpen();
  const doing = useDoing();
  const { data, refetch } = useQuery(procedureListQuery);
  const { id } = screen.opened.raw;
  const there = data?.procedures.some((one) => one.case === id) === true;
  const start = (): Promise<boolean> =>
    doing.run(async () => {
      await startProcedure(screen, acts, open);
      await refetch();
      return t.procedure.started;
    });
  return (
    <section className="card" aria-labelledby="procedure-door">
      <h2 id="procedure-door">{t.procedure.nav}</h2>
      {there ? (
        <p>
          <Link to={`/klachten/${id}`}>{t.procedure.toProcedure}</Link>
        </p>
      ) : (
        <>
          <p className="hint">{t.procedure.startHint}</p>
          <Button busy={doing.busy} onClick={() => void start()}>
            {t.procedure.start}
          </Button>
        </>
      )}
      <DoingNotice doing={doing} />
    </section>
  );
}
