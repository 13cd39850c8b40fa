/** The board's code: made here, shown once, handed over by the secretary. */
import { useState } from "react";
import type { ProcedureOnDesk } from "../../cases/procedure.ts";
import type { ProcedureActions } from "../../cases/use-procedure.ts";
import { DoingNotice } from "../../parts/doing-notice.tsx";
import { useDoing } from "../../parts/doing.ts";
import { Button } from "../../parts/form.tsx";
import { Notice } from "../../parts/notice.tsx";
import { useSpeech } from "../../speech.tsx";

export function InvitationCard({ procedure, acts }: { readonly procedure: ProcedureOnDesk; readonly acts: ProcedureActions }) {
  const { t } = useSpeech();
  const doing = useDoing();
  const [code, setCode] = useState<string>();
  const { state, boardInvited } = procedure.raw;
  if (state === "started" || state === "received") return null;
  const invite = (): Promise<boolean> =>
    doing.run(async () => {
      setCode(await acts.invite());
      return undefined;
    });
  return (
    <section className="card" aria-labelledby="procedure-invitation">
      <h2 id="procedure-invitation">{t.procedure.invite}</h2>
      <p>{boardInvited ? t.procedure.invited : t.procedure.notInvited}</p>
      <p className="hint">{t.procedure.inviteHint}</p>
      {code !== undefined && (
        <Notice kind="good">
          <p data-board-code="">{t.procedure.code(code, `${location.host}/procedure`)}</p>
        </Notice>
      )}
      <DoingNotice doing={doing} />
      <Button busy={doing.busy} data-invite="" onClick={() => void invite()}>
        {boardInvited ? t.procedure.inviteAgain : t.procedure.invite}
      </Button>
    </section>
  );
}
