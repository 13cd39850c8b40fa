/** The duty roster: two weeks of who is on duty, the line, and for the lead putting people on and taking them off. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { SubmitEvent } from "react";
import { rolesMay } from "../../accounts/rules/permissions.ts";
import type { OrganisationView } from "../../accounts/shape.ts";
import { CallMinutes } from "../../cases/shape/call-back.ts";
import { DutyView } from "../../cases/shape/call-back-wire.ts";
import { ask, Refusal, tell } from "../api.ts";
import { organisationQuery } from "../key-watch.ts";
import { DoingNotice } from "../parts/doing-notice.tsx";
import { useDoing } from "../parts/doing.ts";
import { Button, Choice, TextField } from "../parts/form.tsx";
import { ScreenHeading } from "../parts/heading.tsx";
import { Loaded, Notice } from "../parts/notice.tsx";
import { useOpen } from "../session.tsx";
import { useSpeech } from "../speech.tsx";

export function RosterScreen() {
  const { t } = useSpeech();
  const { me } = useOpen();
  const organisation = useQuery(organisationQuery);
  return (
    <>
      <ScreenHeading>{t.calls.duty.heading}</ScreenHeading>
      <p className="lead">{t.calls.duty.intro}</p>
      <Loaded query={organisation}>
        {(view) => view.teams.filter((team) => me.teams.includes(team.id)).map((team) => <TeamRoster key={team.id} team={team} view={view} />)}
      </Loaded>
    </>
  );
}

type TeamParts = { readonly team: OrganisationView["teams"][number]; readonly view: OrganisationView };

function TeamRoster({ team, view }: TeamParts) {
  const { t } = useSpeech();
  const { me } = useOpen();
  const query = useQuery({ queryKey: ["duties", team.id], queryFn: () => ask(`/teams/${team.id}/duties`, { out: DutyView }) });
  const leads = rolesMay(me.roles, "duty.plan");
  return (
    <section className="card" aria-labelledby={`roster-${team.id}`}>
      <h2 id={`roster-${team.id}`}>{team.name}</h2>
      <Loaded query={query}>
        {(duties) => (
          <>
            {!duties.hoursKnown && <Notice kind="warning">{t.calls.duty.noHours}</Notice>}
            <LineForm key={`${duties.line.open} ${duties.line.callMinutes}`} team={team.id} line={duties.line} leads={leads} />
            <Week team={team.id} duties={duties} view={view} leads={leads} />
            {leads ? <DutyForm team={team.id} view={view} /> : <p className="hint">{t.calls.duty.onlyLead}</p>}
            <p className="hint">{t.calls.duty.absence}</p>
          </>
        )}
      </Loaded>
    </section>
  );
}

function useSaved(team: string): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ["duties", team] });
}

function LineForm({ team, line, leads }: { readonly team: string; readonly line: DutyView["line"]; readonly leads: boolean }) {
  const { t } = useSpeech();
  const words = t.calls.duty;
  const doing = useDoing();
  const saved = useSaved(team);
  const [minutes, setMinutes] = useState<number>(line.callMinutes);
  const put = (open: boolean): void =>
    void doing.run(async () => {
      await tell(`/teams/${team}/call-back-line`, { method: "PUT", body: { open, callMinutes: minutes } });
      await saved();
      return words.saved;
    });
  return (
    <>
      <h3>{words.line}</h3>
      <p>{line.open ? words.isOpen : words.isClosed}</p>
      {leads && (
        <>
          <Choice label={words.minutes} value={String(minutes)} onChange={(event) => setMinutes(Number(event.target.value))}>
            {CallMinutes.map((one) => (
              <option key={one} value={one}>
                {words.minutesOf(one)}
              </option>
            ))}
          </Choice>
          <div className="row">
            {line.open && <Button busy={doing.busy} onClick={() => put(true)}>{words.save}</Button>}
            <Button kind={line.open ? "secondary" : "primary"} busy={doing.busy} onClick={() => put(!line.open)}>
              {line.open ? words.close : words.open}
            </Button>
          </div>
        </>
      )}
      <DoingNotice doing={doing} />
    </>
  );
}

const clock = (minute: number): string => `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, "0")}`;
const dayOf = (slot: string): string => new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Amsterdam", dateStyle: "short" }).format(new Date(slot));

function Week({ team, duties, view, leads }: { readonly team: string; readonly duties: DutyView; readonly view: OrganisationView; readonly leads: boolean }) {
  const { t, day } = useSpeech();
  const words = t.calls.duty;
  const doing = useDoing();
  const saved = useSaved(team);
  const days = [...new Set([...duties.duties.map((one) => one.day), ...duties.given.map((one) => dayOf(one.slot))])].toSorted();
  const nameOf = (member: string): string => view.members.find((one) => one.id === member)?.shownName ?? t.cases.colleague;
  const remove = (duty: string): void =>
    void doing.run(async () => {
      await tell(`/teams/${team}/duties/${duty}`, { method: "DELETE" });
      await saved();
      return words.removed;
    });
  return (
    <>
      <h3>{words.week}</h3>
      {days.length === 0 && <p className="soft">{words.nobody}</p>}
      <ul className="cases">
        {days.map((each) => {
          const given = duties.given.filter((one) => dayOf(one.slot) === each);
          const count = given.reduce((sum, one) => sum + one.calls, 0);
          return (
            <li key={each} className="case-row">
              <p>
                <strong>{day(each)}</strong> {count > 0 && <span className="soft">{words.given(count)}</span>} {given.some((one) => one.calls > one.hands) && <span className="tag tag-urgent">{words.short}</span>}
              </p>
              {duties.duties.filter((one) => one.day === each).map((one) => (
                <p key={one.id} className="row">
                  <span>
                    {nameOf(one.member)} {clock(one.from)}–{clock(one.to)}
                  </span>
                  {leads && (
                    <Button kind="quiet" busy={doing.busy} aria-label={words.removeOf(nameOf(one.member), day(each))} onClick={() => remove(one.id)}>
                      {words.remove}
                    </Button>
                  )}
                </p>
              ))}
            </li>
          );
        })}
      </ul>
      <DoingNotice doing={doing} />
    </>
  );
}

const halfHours = Array.from({ length: 49 }, (_, at) => at * 30);
const today = (): string => dayOf(new Date().toISOString());

function DutyForm({ team, view }: { readonly team: string; readonly view: OrganisationView }) {
  const { t } = useSpeech();
  const words = t.calls.duty;
  const doing = useDoing((error) => (error instanceof Refusal && error.because === "already-there" ? words.double : undefined));
  const saved = useSaved(team);
  const members = view.members.filter((one) => one.status === "active" && one.teams.includes(team));
  const [typed, setTyped] = useState({ member: members[0]?.id ?? "", day: today(), from: 600, to: 720, weeks: 1 });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void doing.run(async () => {
      await tell(`/teams/${team}/duties`, { method: "POST", body: typed });
      await saved();
      return words.saved;
    });
  };
  return (
    <form onSubmit={submit}>
      <h3>{words.add}</h3>
      <Choice label={words.member} value={typed.member} onChange={(event) => setTyped({ ...typed, member: event.target.value })}>
        {members.map((one) => (
          <option key={one.id} value={one.id}>
            {one.shownName}
          </option>
        ))}
      </Choice>
      <TextField label={words.day} type="date" required min={today()} value={typed.day} onChange={(event) => setTyped({ ...typed, day: event.target.value })} />
      <div className="side-by-side">
        <Choice label={words.from} value={String(typed.from)} onChange={(event) => setTyped({ ...typed, from: Number(event.target.value) })}>
          {halfHours.slice(0, -1).map((one) => (
            <option key={one} value={one}>
              {clock(one)}
            </option>
          ))}
        </Choice>
        <Choice label={words.to} value={String(typed.to)} onChange={(event) => setTyped({ ...typed, to: Number(event.target.value) })}>
          {halfHours.filter((one) => one > typed.from).map((one) => (
            <option key={one} value={one}>
              {clock(one)}
            </option>
          ))}
        </Choice>
      </div>
      <TextField label={words.weeks} type="number" min={1} max={26} required value={String(typed.weeks)} onChange={(event) => setTyped({ ...typed, weeks: Number(event.target.value) })} />
      <DoingNotice doing={doing} />
      <Button type="submit" aria-disabled={doing.busy || undefined}>
        {words.put}
      </Button>
    </form>
  );
}
