import { useState } from "react";
import { everything, useCases } from "../cases/use-cases.ts";
import type { Chosen } from "../cases/use-cases.ts";
import { Button } from "../parts/form.tsx";
import { ScreenHeading } from "../parts/heading.tsx";
import { Loaded } from "../parts/notice.tsx";
import { useSpeech } from "../speech.tsx";
import { takeAsked } from "../work/asked.ts";
import { CaseFilters } from "./case-filters.tsx";
import { CaseRow } from "./case-row.tsx";
import { useNames } from "./case/names.ts";

const filters = ["mine", "all"] as const;

export function CasesScreen() {
  const { t } = useSpeech();
  const names = useNames();
  const [filter, setFilter] = useState<(typeof filters)[number]>("all");
  const [chosen, setChosen] = useState<Chosen>(() => takeAsked() ?? everything);
  const query = useCases(filter, chosen);
  return (
    <>
      <ScreenHeading>{chosen.member === undefined ? t.cases.heading : t.day.work.of(names(chosen.member))}</ScreenHeading>
      <fieldset className="row" aria-label={t.cases.list}>
        {filters.map((one) => (
          <Button
            key={one}
            kind={one === filter && chosen.member === undefined ? "primary" : "secondary"}
            aria-pressed={one === filter && chosen.member === undefined}
            onClick={() => {
              setFilter(one);
              const { member: _member, ...rest } = chosen;
              setChosen(rest);
            }}
          >
            {t.cases[one]}
          </Button>
        ))}
      </fieldset>
      <CaseFilters chosen={chosen} onChoose={setChosen} />
      <Loaded query={query} waiting={t.app.opening}>
        {(data) => {
          const cases = data.pages.flatMap((page) => page.cases);
          return (
            <section className="card">
              <output className="soft">
                {cases.length === 0 ? t.cases.empty : t.cases.shown(cases.length)}
              </output>
              <ul className="cases">
                {cases.map((one) => (
                  <CaseRow key={one.id} one={one} />
                ))}
              </ul>
              {query.hasNextPage && (
                <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                  {t.cases.more}
                </Button>
              )}
            </section>
          );
        }}
      </Loaded>
    </>
  );
}
