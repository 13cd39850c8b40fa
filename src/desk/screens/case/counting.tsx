/** Counts this contact: codes only, proposed from what stands in the opened case and confirmed by the worker. Hinders nothing else. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { SubmitEvent } from "react";
import { rolesMay } from "../../../accounts/rules/permissions.ts";
import { FactFields, newestList } from "../../../registration/rules/codes.ts";
import type { Codes } from "../../../registration/rules/codes.ts";
import type { CaseActs, CaseOnScreen } from "../../cases/use-case.ts";
import { measureOrder, readMarks } from "../../../registration/rules/measures.ts";
import { askOpen, countingOf, matterFor, placesQuery, sendFact, tokenOf } from "../../counting/counting.ts";
import type { Counting } from "../../counting/counting.ts";
import { CodeFields, codeInWords } from "../../counting/fields.tsx";
import { DoingNotice } from "../../parts/doing-notice.tsx";
import { useDoing } from "../../parts/doing.ts";
import { Fold } from "../../parts/fold.tsx";
import { Button } from "../../parts/form.tsx";
import { useOpen } from "../../session.tsx";
import { useSpeech } from "../../speech.tsx";

type Parts = { readonly screen: CaseOnScreen; readonly acts: CaseActs };

export function CountingCard({ screen, acts }: Parts) {
  const { me } = useOpen();
  const { opened } = screen;
  const token = tokenOf(opened);
  const may = token !== undefined && rolesMay(me.roles, "fact.register");
  // What stands open changes with the state and with every piece: asked again then, so that nothing old is counted.
  const queryKey = ["counting", opened.raw.id, opened.raw.state, opened.shared.pieces.length, opened.desk?.pieces.length ?? 0];
  const { data: open } = useQuery({ queryKey, queryFn: () => askOpen(opened), enabled: may, staleTime: 30_000, placeholderData: (before) => before });
  // Without the register the province is not offered; counting waits for nothing else.
  const places = useQuery({ ...placesQuery, enabled: may });
  if (token === undefined || !may || open === undefined || places.isPending) return null;
  return <Counted screen={screen} acts={acts} token={token} counting={countingOf(opened, { open, places: places.data?.provinces ?? [] })} />;
}

type Shown = Parts & { readonly token: string; readonly counting: Counting };

function Counted(shown: Shown) {
  const { t } = useSpeech();
  const { registered, due } = shown.counting;
  return (
    <Fold id="counting" heading={t.counting.heading} remark={registered ? t.counting.isCounted : undefined} due={due}>
      <CountingForm {...shown} />
    </Fold>
  );
}

function CountingForm({ screen, acts, token, counting }: Shown) {
  const { t } = useSpeech();
  const doing = useDoing();
  const [chosen, setChosen] = useState<Partial<Codes>>({});
  const { codes: offered, registered, marks, linked } = counting;
  const codes: Codes = { ...offered, ...chosen };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void doing.run(async () => {
      await sendFact(token, codes, { marks, matter: matterFor(screen.opened, counting) });
      // For colleagues, and for who corrects it later. Were it lost here, counting again would replace the same fact.
      const text = t.counting.note(FactFields.map((field) => codeInWords(t, field, codes[field])).join(", "));
      await acts.write({ kind: "note", body: { text, fact: { version: newestList.version, codes, marks, linked } } });
      setChosen({});
      return t.counting.done;
    });
  };
  return (
    <form onSubmit={submit} data-form="counting">
      <p className="hint">{t.counting.hint}</p>
      <CodeFields fields={FactFields} codes={codes} onChange={(field, code) => setChosen({ ...chosen, [field]: code })} />
      <Beside marks={marks} linked={linked} />
      <DoingNotice doing={doing} />
      <Button type="submit" kind={registered ? "secondary" : "primary"} aria-disabled={doing.busy || undefined}>
        {registered ? t.counting.again : t.counting.submit}
      </Button>
    </form>
  );
}

/** What is counted beside the choices, in words: nothing goes out that the worker did not see. */
function Beside({ marks, linked }: { readonly marks: string; readonly linked: boolean }) {
  const { t } = useSpeech();
  const seen = readMarks(marks);
  const lines = [...measureOrder.filter((name) => (seen[name] ?? 0) > 0).map((name) => t.counting.beside[name](seen[name] ?? 0)), ...(linked ? [t.counting.linked] : [])];
  if (lines.length === 0) return null;
  return (
    <div data-field="count-beside">
      <p className="soft">{t.counting.besideHeading}</p>
      <ul>
        {lines.map((line) => (
          <li key={line}>
            <p>{line}</p>
          </li>
        ))}
      </ul>
    </div>
  );
}
