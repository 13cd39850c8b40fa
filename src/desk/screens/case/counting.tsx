/** Counts this contact: codes only, proposed from what stands in the opened case and confirmed by the worker. Hinders nothing else. */
import { useState } from "react";
import type { SubmitEvent } from "react";
import { rolesMay } from "../../../accounts/rules/permissions.ts";
import { FactFields, newestList } from "../../../registration/rules/codes.ts";
import type { Codes } from "../../../registration/rules/codes.ts";
import type { CaseActs, CaseOnScreen } from "../../cases/use-case.ts";
import { countingOf, sendFact, tokenOf } from "../../counting/counting.ts";
import { CodeFields, codeInWords } from "../../counting/fields.tsx";
import { DoingNotice } from "../../parts/doing-notice.tsx";
import { useDoing } from "../../parts/doing.ts";
import { Fold } from "../../parts/fold.tsx";
import { Button } from "../../parts/form.tsx";
import { useOpen } from "../../session.tsx";
import { useSpeech } from "../../speech.tsx";

type Parts = { readonly screen: CaseOnScreen; readonly acts: CaseActs };

export function CountingCard({ screen, acts }: Parts) {
  const { t } = useSpeech();
  const { me } = useOpen();
  const token = tokenOf(screen.opened);
  if (token === undefined || !rolesMay(me.roles, "fact.register")) return null;
  const { registered, due } = countingOf(screen.opened);
  return (
    <Fold id="counting" heading={t.counting.heading} remark={registered ? t.counting.isCounted : undefined} due={due}>
      <CountingForm screen={screen} acts={acts} token={token} />
    </Fold>
  );
}

function CountingForm({ screen, acts, token }: Parts & { readonly token: string }) {
  const { t } = useSpeech();
  const doing = useDoing();
  const [chosen, setChosen] = useState<Partial<Codes>>({});
  const { codes: offered, registered } = countingOf(screen.opened);
  const codes: Codes = { ...offered, ...chosen };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void doing.run(async () => {
      await sendFact(token, codes);
      // For colleagues, and for who corrects it later. Were it lost here, counting again would replace the same fact.
      const text = t.counting.note(FactFields.map((field) => codeInWords(t, field, codes[field])).join(", "));
      await acts.write({ kind: "note", body: { text, fact: { version: newestList.version, codes } } });
      setChosen({});
      return t.counting.done;
    });
  };
  return (
    <form onSubmit={submit} data-form="counting">
      <p className="hint">{t.counting.hint}</p>
      <CodeFields fields={FactFields} codes={codes} onChange={(field, code) => setChosen({ ...chosen, [field]: code })} />
      <DoingNotice doing={doing} />
      <Button type="submit" kind={registered ? "secondary" : "primary"} aria-disabled={doing.busy || undefined}>
        {registered ? t.counting.again : t.counting.submit}
      </Button>
    </form>
  );
}
