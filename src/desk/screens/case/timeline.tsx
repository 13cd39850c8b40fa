import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { CaseEvents } from "../../../cases/shape/day.ts";
import { ask } from "../../api.ts";
import { word } from "../../cases/bodies.ts";
import { timelineOf } from "../../cases/timeline.ts";
import type { Happening } from "../../cases/timeline.ts";
import type { CaseOnScreen } from "../../cases/use-case.ts";
import { useSpeech } from "../../speech.tsx";
import { useNames } from "./names.ts";

export function useHappenings(screen: CaseOnScreen): readonly Happening[] {
  const { opened } = screen;
  const { data } = useQuery({ queryKey: ["case", opened.raw.id, "events", opened.raw.state, opened.raw.assignee], queryFn: () => ask(`/cases/${opened.raw.id}/events`, { out: CaseEvents }), staleTime: 60_000, placeholderData: keepPreviousData });
  return timelineOf(opened, data?.events ?? []);
}

export function HappeningLine({ one }: { readonly one: Happening }) {
  const { t } = useSpeech();
  const names = useNames();
  const { who } = one;
  const name = who === "reporter" || who === "server" ? t.case.fromReporter : who === "unknown" ? "" : names(who.member);
  return (
    <li data-inside={one.inside ? "" : undefined}>
      <strong>{name}</strong> {word(t.timeline.kinds, one.what) ?? t.timeline.other}
      {one.excerpt !== undefined && <q className="excerpt">{one.excerpt}</q>}
    </li>
  );
}

/** Folded away until somebody asks: who works in a case every day does not need it, who takes it over does. */
export function Timeline({ screen }: { readonly screen: CaseOnScreen }) {
  const { t, day } = useSpeech();
  const happenings = useHappenings(screen);
  const days = [...new Set(happenings.map((one) => one.day))];
  return (
    <details className="card timeline" data-timeline="">
      <summary>
        <h2>{t.timeline.heading}</h2> <span className="soft">{t.timeline.summary(happenings.length, days[0] === undefined ? "" : day(days[0]))}</span>
      </summary>
      <ol className="days">
        {days.map((each) => (
          <li key={each}>
            <strong>{day(each)}</strong>
            <ul>
              {happenings.filter((one) => one.day === each).map((one, at) => (
                // oxlint-disable-next-line react/no-array-index-key -- what happened on a day is never reordered
                <HappeningLine key={`${each} ${at}`} one={one} />
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </details>
  );
}
