/** Choosing from the list by what stands open, and keeping a choice. A choice has no name: it is said in words. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { DueChoices, Holders, Made } from "../../cases/shape/day.ts";
import type { CaseChoice } from "../../cases/shape/day.ts";
import { ask, Refusal, tell } from "../api.ts";
import { everything } from "../cases/use-cases.ts";
import type { Chosen } from "../cases/use-cases.ts";
import { DoingNotice } from "../parts/doing-notice.tsx";
import { useDoing } from "../parts/doing.ts";
import { Button, Choice, Tick } from "../parts/form.tsx";
import { useSpeech } from "../speech.tsx";
import type { DeskTexts } from "../texts/index.ts";
import { filtersQuery } from "../work/queries.ts";

const states = ["new", "unread", "open", "waiting", "asked-helped", "closed"] as const;

/** "ongelezen antwoord · van mij · spoed" */
export function wordsOf(t: DeskTexts, { states: chosen, holder, urgent, due }: CaseChoice): string {
  const parts = [...chosen.map((state) => t.states[state].toLowerCase()), holder === null ? "" : t.day.filters.holders[holder], due === null ? "" : t.day.filters.dues[due], urgent ? t.day.filters.urgentWord : ""].filter((part) => part !== "");
  return parts.length === 0 ? t.day.filters.everything : parts.join(" · ");
}

const sameChoice = (one: CaseChoice, other: CaseChoice): boolean => JSON.stringify(only(one)) === JSON.stringify(only(other));
const only = ({ states: chosen, holder, urgent, due }: CaseChoice): CaseChoice => ({ states: chosen.toSorted(), holder, urgent, due });

type Props = { readonly chosen: Chosen; readonly onChoose: (chosen: Chosen) => void };

function SavedChoices({ chosen, onChoose }: Props) {
  const { t } = useSpeech();
  const client = useQueryClient();
  const { data } = useQuery(filtersQuery);
  const doing = useDoing();
  const forget = (id: string): Promise<boolean> =>
    doing.run(async () => {
      await tell(`/saved-filters/${id}`, { method: "DELETE" });
      await client.invalidateQueries({ queryKey: filtersQuery.queryKey });
      return undefined;
    });
  if (data === undefined || data.filters.length === 0) return null;
  return (
    <ul className="choices" aria-label={t.day.filters.saved}>
      {data.filters.map((one) => (
        <li key={one.id} className="chip">
          <button type="button" aria-pressed={sameChoice(one, chosen)} onClick={() => onChoose(only(one))}>
            {wordsOf(t, one)}
          </button>
          <button type="button" className="chip-off" aria-label={t.day.filters.forget(wordsOf(t, one))} onClick={() => void forget(one.id)}>
            ×
          </button>
        </li>
      ))}
    </ul>
  );
}

export function CaseFilters({ chosen, onChoose }: Props) {
  const { t } = useSpeech();
  const client = useQueryClient();
  const doing = useDoing((error) => (error instanceof Refusal && error.because === "already-there" ? t.day.filters.full : undefined));
  const [state] = chosen.states;
  const keep = (): Promise<boolean> =>
    doing.run(async () => {
      await ask("/saved-filters", { method: "POST", body: only(chosen), out: Made });
      await client.invalidateQueries({ queryKey: filtersQuery.queryKey });
      return t.day.filters.kept;
    });
  return (
    <section className="filters" aria-label={t.day.filters.heading}>
      <SavedChoices chosen={chosen} onChoose={onChoose} />
      <div className="filter-fields">
        <Choice label={t.day.filters.state} value={state ?? ""} onChange={(event) => onChoose({ ...chosen, states: states.filter((one) => one === event.target.value) })}>
          <option value="">{t.day.filters.anyState}</option>
          {states.map((one) => (
            <option key={one} value={one}>
              {t.states[one]}
            </option>
          ))}
        </Choice>
        <Choice label={t.day.filters.holder} value={chosen.holder ?? ""} onChange={(event) => onChoose({ ...chosen, holder: Holders.find((one) => one === event.target.value) ?? null })}>
          <option value="">{t.day.filters.anyHolder}</option>
          {Holders.map((one) => (
            <option key={one} value={one}>
              {t.day.filters.holders[one]}
            </option>
          ))}
        </Choice>
        <Choice label={t.day.filters.due} value={chosen.due ?? ""} onChange={(event) => onChoose({ ...chosen, due: DueChoices.find((one) => one === event.target.value) ?? null })}>
          <option value="">{t.day.filters.anyDue}</option>
          {DueChoices.map((one) => (
            <option key={one} value={one}>
              {t.day.filters.dues[one]}
            </option>
          ))}
        </Choice>
        <Tick label={t.day.filters.urgent} checked={chosen.urgent} onChange={(event) => onChoose({ ...chosen, urgent: event.target.checked })} />
        {!sameChoice(chosen, everything) && (
          <Button kind="quiet" busy={doing.busy} onClick={() => void keep()}>
            {t.day.filters.keep}
          </Button>
        )}
      </div>
      <DoingNotice doing={doing} />
    </section>
  );
}
