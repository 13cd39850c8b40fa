import { useState } from "react";
import { useCases } from "../cases/use-cases.ts";
import { Button } from "../parts/form.tsx";
import { ScreenHeading } from "../parts/heading.tsx";
import { Loaded } from "../parts/notice.tsx";
import { useSpeech } from "../speech.tsx";
import { CaseRow } from "./case-row.tsx";

const filters = ["mine", "all"] as const;

export function CasesScreen() {
  const { t } = useSpeech();
  const [filter, setFilter] = useState<(typeof filters)[number]>("all");
  const query = useCases(filter);
  return (
    <>
      <ScreenHeading>{t.cases.heading}</ScreenHeading>
      <fieldset className="row" aria-label={t.cases.list}>
        {filters.map((one) => (
          <Button key={one} kind={one === filter ? "primary" : "secondary"} aria-pressed={one === filter} onClick={() => setFilter(one)}>
            {t.cases[one]}
          </Button>
        ))}
      </fieldset>
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
