/** What waits for this worker now, in order, each with its reason. */
import { useQueries, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { OpenedSummary } from "../cases/opening.ts";
import { useCases } from "../cases/use-cases.ts";
import { Button } from "../parts/form.tsx";
import { ScreenHeading } from "../parts/heading.tsx";
import { Link } from "../parts/link.tsx";
import { Loaded, Notice } from "../parts/notice.tsx";
import { useOpen } from "../session.tsx";
import { useSpeech } from "../speech.tsx";
import type { Speech } from "../speech.tsx";
import { sayNear, todayHere } from "../texts/near.ts";
import { Bands, reasonFor } from "../today/reasons.ts";
import type { Around, Band } from "../today/reasons.ts";
import { sourcesOf } from "../today/sources.ts";
import type { TodayRow } from "../today/source.ts";
import { absencesQuery } from "../work/queries.ts";
import { CaseRow } from "./case-row.tsx";
import { useNames } from "./case/names.ts";

export function useAround(): Around {
  const { t, language } = useSpeech();
  const today = todayHere();
  return { t, today, near: (day) => sayNear(language, day, today) };
}

type Entry = { readonly key: string; readonly band: Band; readonly at: string; readonly shown: ReactNode };

function WorkRow({ row }: { readonly row: TodayRow }) {
  return (
    <li className="case-row">
      <Link to={row.to} data-case-link="">
        <span className="case-subject">{row.subject}</span>
      </Link>
      <p className="tags">
        <span className="tag">{row.kind}</span>
      </p>
      <p className="reason">{row.reason}</p>
    </li>
  );
}

/** Whose it is when that is somebody who is away. */
function useAway(): (one: OpenedSummary, around: Around) => string | undefined {
  const names = useNames();
  const { data } = useQuery(absencesQuery);
  return (one, { t, today, near }) => {
    const away = data?.absences.find(({ member, from, until }) => member === one.assignee && from <= today && today <= until);
    return away === undefined ? undefined : t.day.reasons.away(names(away.member), near(away.until));
  };
}

/** Rows of the other sources; `missing` when one of them could not be asked. */
function useOtherWork(around: Around): { readonly rows: readonly TodayRow[]; readonly missing: boolean } {
  const open = useOpen();
  const sources = sourcesOf(open);
  const answers = useQueries({ queries: sources.map((one) => ({ queryKey: ["today", one.name], queryFn: () => one.query(open), staleTime: 30_000, refetchInterval: 120_000 })) });
  const rows = answers.flatMap((answer, at) => (answer.data === undefined ? [] : (sources[at]?.rows(answer.data, around, open) ?? [])));
  return { rows, missing: answers.some((answer) => answer.isError) };
}

function Bandwise({ band, entries }: { readonly band: Band; readonly entries: readonly Entry[] }) {
  const { t } = useSpeech();
  if (entries.length === 0) return null;
  return (
    <section className="card band" data-band={band} aria-labelledby={`band-${band}`}>
      <h2 id={`band-${band}`}>
        {t.day.bands[band]} <span className="count">{entries.length}</span>
      </h2>
      <ul className="cases">{entries.map((one) => one.shown)}</ul>
    </section>
  );
}

export function TodayScreen() {
  const { t } = useSpeech();
  const { me } = useOpen();
  const around = useAround();
  const away = useAway();
  const query = useCases("today");
  const other = useOtherWork(around);
  const caseEntry = (one: OpenedSummary): Entry => {
    const { band, words } = reasonFor(one, around);
    const whose = away(one, around);
    return { key: one.id, band, at: one.dueDay, shown: <CaseRow key={one.id} one={one} reason={whose === undefined ? words : `${words}. ${whose}.`} /> };
  };
  return (
    <>
      <ScreenHeading>{t.today.greeting(me.shownName)}</ScreenHeading>
      {other.missing && <Notice kind="warning">{t.day.someMissing}</Notice>}
      <Loaded query={query} waiting={t.app.opening}>
        {(data) => {
          const cases = data.pages.flatMap((page) => page.cases).map(caseEntry);
          const rest = other.rows.map((row): Entry => ({ key: row.key, band: row.band, at: row.at, shown: <WorkRow key={row.key} row={row} /> }));
          // What has an hour comes before what only has the day; the sort keeps the server's order of cases.
          const all = [...rest, ...cases].toSorted((one, next) => (one.at < next.at ? -1 : one.at > next.at ? 1 : 0));
          if (all.length === 0) return <Nothing />;
          return (
            <>
              <p className="lead">{t.day.lead(all.length)}</p>
              {Bands.map((band) => (
                <Bandwise key={band} band={band} entries={all.filter((one) => one.band === band)} />
              ))}
              {query.hasNextPage && <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t.day.moreToday}</Button>}
            </>
          );
        }}
      </Loaded>
    </>
  );
}

function Nothing() {
  const { t }: Speech = useSpeech();
  return (
    <section className="card empty">
      <svg viewBox="0 0 120 80" width="150" height="100" aria-hidden="true">
        <path className="empty-cup" d="M28 30h52v22a18 18 0 0 1-18 18H46a18 18 0 0 1-18-18z" />
        <path className="empty-line" d="M80 36h8a9 9 0 0 1 0 18h-9M42 22c-4-5 4-8 0-14M56 22c-4-5 4-8 0-14" />
      </svg>
      <p className="empty-words">{t.today.empty}</p>
      <p className="soft">{t.today.emptyHint}</p>
    </section>
  );
}
