/** Days on which the organisation is closed: what would move is shown before anything is saved, what moved after it. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { SubmitEvent } from "react";
import { z } from "zod";
import { rolesMay } from "../../accounts/rules/permissions.ts";
import { CalendarView, ClosingChange, MoveLine } from "../../clock/shape.ts";
import { ask, tell } from "../api.ts";
import { organisationQuery } from "../key-watch.ts";
import { DoingNotice } from "../parts/doing-notice.tsx";
import { useDoing } from "../parts/doing.ts";
import type { Doing } from "../parts/doing.ts";
import { Button, TextField } from "../parts/form.tsx";
import { ScreenHeading } from "../parts/heading.tsx";
import { Loaded } from "../parts/notice.tsx";
import { useOpen } from "../session.tsx";
import { useSpeech } from "../speech.tsx";
import { todayHere } from "../texts/near.ts";

const queryKey = ["calendar"];
const Preview = z.object({ moves: z.array(MoveLine) });
/** What is asked to change, with what that would move. */
type Asked = { readonly change: ClosingChange; readonly moves: readonly MoveLine[] };
/** The job that moves what is due runs every few seconds. */
const again = 5000;

export function CalendarScreen() {
  const { t } = useSpeech();
  const { me } = useOpen();
  const query = useQuery({ queryKey, queryFn: () => ask("/calendar", { out: CalendarView }), refetchInterval: again });
  return (
    <>
      <ScreenHeading>{t.calendar.heading}</ScreenHeading>
      <p className="lead">{t.calendar.intro}</p>
      <Loaded query={query}>
        {(view) => (
          <>
            <Closings view={view} mayChange={rolesMay(me.roles, "calendar.manage")} />
            <Moved view={view} />
            <SchoolHolidays view={view} />
          </>
        )}
      </Loaded>
    </>
  );
}

function useDays(): (from: string, to: string) => string {
  const { t, day } = useSpeech();
  return (from, to) => (from === to ? t.calendar.oneDay(day(from)) : t.calendar.days(day(from), day(to)));
}

function Closings({ view, mayChange }: { readonly view: CalendarView; readonly mayChange: boolean }) {
  const { t } = useSpeech();
  const days = useDays();
  const client = useQueryClient();
  const doing = useDoing();
  const [asked, setAsked] = useState<Asked>();
  const look = (change: ClosingChange): void =>
    void doing.run(async () => {
      setAsked(undefined);
      const { moves } = await ask("/calendar/previews", { method: "POST", body: change, out: Preview });
      setAsked({ change, moves });
      return undefined;
    });
  const save = ({ change }: Asked): void =>
    void doing.run(async () => {
      await tell("/calendar/changes", { method: "POST", body: change });
      setAsked(undefined);
      await client.invalidateQueries({ queryKey });
      return change.kind === "close" ? t.calendar.savedClose : t.calendar.savedOpen;
    });
  const today = todayHere();
  return (
    <section className="card" aria-labelledby="closings">
      <h2 id="closings">{t.calendar.closed}</h2>
      {view.closings.length === 0 ? (
        <p>{t.calendar.none}</p>
      ) : (
        <ul className="people">
          {view.closings.map(({ from, to }) => (
            <li key={from} className="person">
              <p>{days(from, to)}</p>
              {mayChange && from >= today && (
                <Button busy={doing.busy} aria-label={t.calendar.takeBackOf(days(from, to))} onClick={() => look({ kind: "open", from })}>
                  {t.calendar.takeBack}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {mayChange && <CloseForm doing={doing} look={look} />}
      {asked !== undefined && <BeforeSaving asked={asked} doing={doing} save={save} cancel={() => setAsked(undefined)} />}
      <DoingNotice doing={doing} />
    </section>
  );
}

function CloseForm({ doing, look }: { readonly doing: Doing; readonly look: (change: ClosingChange) => void }) {
  const { t } = useSpeech();
  const [typed, setTyped] = useState({ from: "", to: "" });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const change = ClosingChange.safeParse({ kind: "close", from: typed.from, to: typed.to === "" ? typed.from : typed.to });
    if (!change.success) return doing.complain(t.calendar.empty);
    look(change.data);
  };
  return (
    <form onSubmit={submit}>
      <h3>{t.calendar.add}</h3>
      <TextField label={t.calendar.from} type="date" value={typed.from} onChange={(event) => setTyped({ ...typed, from: event.target.value })} />
      <TextField label={t.calendar.to} type="date" value={typed.to} onChange={(event) => setTyped({ ...typed, to: event.target.value })} />
      <Button type="submit" kind="primary" aria-disabled={doing.busy || undefined}>
        {t.calendar.look}
      </Button>
    </form>
  );
}

function BeforeSaving({ asked, doing, save, cancel }: { readonly asked: Asked; readonly doing: Doing; readonly save: (asked: Asked) => void; readonly cancel: () => void }) {
  const { t } = useSpeech();
  const days = useDays();
  const { change, moves } = asked;
  return (
    <section aria-live="polite" aria-labelledby="before-saving">
      <h3 id="before-saving">
        {t.calendar.before}
        {change.kind === "close" && `: ${days(change.from, change.to)}`}
      </h3>
      {moves.length === 0 ? <p>{t.calendar.beforeNothing}</p> : <MoveList lines={moves} />}
      <p className="row">
        <Button kind="primary" busy={doing.busy} onClick={() => save(asked)}>
          {change.kind === "close" ? t.calendar.saveClose : t.calendar.saveOpen}
        </Button>
        <Button onClick={cancel}>{t.app.cancel}</Button>
      </p>
    </section>
  );
}

function MoveList({ lines }: { readonly lines: readonly MoveLine[] }) {
  const { t, day } = useSpeech();
  const { data } = useQuery(organisationQuery);
  const name = (team: string): string => data?.teams.find((one) => one.id === team)?.name ?? team;
  const said = (one: string | null): string => (one === null ? t.calendar.noDay : day(one));
  return (
    <ul>
      {lines.map(({ team, kind, from, to, count }) => (
        <li key={`${team} ${kind} ${from} ${to}`}>{t.calendar.line(kind === "answer" ? t.calendar.kinds.answer(count) : t.calendar.kinds.other(count), name(team), said(from), said(to))}</li>
      ))}
    </ul>
  );
}

function Moved({ view }: { readonly view: CalendarView }) {
  const { t, day } = useSpeech();
  const dates = [...new Set(view.moved.map((one) => one.day))];
  return (
    <section className="card" aria-labelledby="moved">
      <h2 id="moved">{t.calendar.moved}</h2>
      {dates.length === 0 && <p>{t.calendar.movedNothing}</p>}
      {dates.map((date) => (
        <div key={date}>
          <h3>{t.calendar.movedOn(day(date))}</h3>
          <MoveList lines={view.moved.filter((one) => one.day === date)} />
        </div>
      ))}
      <p className="hint">{t.calendar.which}</p>
    </section>
  );
}

function SchoolHolidays({ view }: { readonly view: CalendarView }) {
  const { t, day } = useSpeech();
  return (
    <section className="card" aria-labelledby="school-holidays">
      <h2 id="school-holidays">{t.calendar.school}</h2>
      <p>{t.calendar.schoolIntro}</p>
      <ul>
        {view.schoolHolidays.map(({ region, knownUntil, source, readOn }) => (
          <li key={region}>
            {knownUntil === null ? t.calendar.notKnown(t.calendar.regions[region]) : t.calendar.knownUntil(t.calendar.regions[region], day(knownUntil))}
            {source !== null && readOn !== null && (
              <>
                {" "}
                (
                <a href={source} rel="noreferrer">
                  {t.calendar.source}
                </a>
                , {day(readOn)})
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
