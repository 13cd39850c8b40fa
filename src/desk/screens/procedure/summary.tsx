/** A summary without names: another member than who proposed it reads it, and publishes it. */
import type { ProcedureOnDesk } from "../../cases/procedure.ts";
import type { ProcedureActions } from "../../cases/use-procedure.ts";
import { DoingNotice } from "../../parts/doing-notice.tsx";
import { useDoing } from "../../parts/doing.ts";
import { Button } from "../../parts/form.tsx";
import { useOpen } from "../../session.tsx";
import { useSpeech } from "../../speech.tsx";

export function SummaryCard({ procedure, acts }: { readonly procedure: ProcedureOnDesk; readonly acts: ProcedureActions }) {
  const { t } = useSpeech();
  const { me } = useOpen();
  const doing = useDoing();
  const { raw, opened } = procedure;
  // What is agreed to is what a colleague signed, as it was opened here.
  const text = opened.items.filter((item) => item.kind === "summary" && item.trouble === undefined).at(-1)?.body.text;
  if (raw.summary === "none" || text === undefined) return null;
  const publish = (): Promise<boolean> =>
    doing.run(async () => {
      await acts.publish(text);
      return t.procedure.published;
    });
  return (
    <section className="card" aria-labelledby="procedure-summary">
      <h2 id="procedure-summary">{t.procedure.publishHeading}</h2>
      <p className="words">{text}</p>
      {raw.summary === "published" && <p className="fact">{t.procedure.published}</p>}
      {raw.summary === "proposed" && raw.summaryBy === me.member && <p className="hint">{t.procedure.publishOther}</p>}
      {raw.summary === "proposed" && raw.summaryBy !== me.member && (
        <>
          <p className="hint">{t.procedure.publishHint}</p>
          <Button busy={doing.busy} data-publish="" onClick={() => void publish()}>
            {t.procedure.publish}
          </Button>
        </>
      )}
      <DoingNotice doing={doing} />
    </section>
  );
}
