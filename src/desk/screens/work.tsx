/** Who has how much, who is away, and handing everything of one person over. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { SubmitEvent } from "react";
import { rolesMay } from "../../accounts/rules/permissions.ts";
import type { MemberLine, OrganisationView } from "../../accounts/shape.ts";
import { HandoverAnswer } from "../../cases/shape/day.ts";
import type { Workload } from "../../cases/shape/day.ts";
import { ask, Refusal, tell } from "../api.ts";
import { everything } from "../cases/use-cases.ts";
import { organisationQuery } from "../key-watch.ts";
import { DoingNotice } from "../parts/doing-notice.tsx";
import { useDoing } from "../parts/doing.ts";
import { Button, Choice, TextField } from "../parts/form.tsx";
import { ScreenHeading } from "../parts/heading.tsx";
import { Loaded } from "../parts/notice.tsx";
import { useRouter } from "../router.ts";
import { useOpen } from "../session.tsx";
import { useSpeech } from "../speech.tsx";
import { askList } from "../work/asked.ts";
import { absencesQuery, workloadQuery } from "../work/queries.ts";
import { useAround } from "./today.tsx";

type Line = Workload["lines"][number];
const counts = ["open", "due", "unread", "urgent"] as const;

export function WorkScreen() {
  const { t } = useSpeech();
  const { me } = useOpen();
  const organisation = useQuery(organisationQuery);
  return (
    <>
      <ScreenHeading>{t.day.work.heading}</ScreenHeading>
      <p>{t.day.work.intro}</p>
      <Loaded query={organisation}>
        {(view) => (
          <>
            {view.teams.filter((team) => me.teams.includes(team.id)).map((team) => (
              <TeamWork key={team.id} team={team} view={view} />
            ))}
            <AbsenceCard view={view} />
          </>
        )}
      </Loaded>
    </>
  );
}

const colleaguesOf = (view: OrganisationView, team: string): readonly MemberLine[] => view.members.filter((one) => one.status === "active" && one.teams.includes(team));

function TeamWork({ team, view }: { readonly team: OrganisationView["teams"][number]; readonly view: OrganisationView }) {
  const { t } = useSpeech();
  const { me } = useOpen();
  const query = useQuery(workloadQuery);
  return (
    <section className="card" aria-labelledby={`work-${team.id}`}>
      <h2 id={`work-${team.id}`}>{team.name}</h2>
      <Loaded query={query}>
        {({ lines }) => {
          const own = lines.filter((one) => one.team === team.id);
          const colleagues = colleaguesOf(view, team.id);
          const gone = own.filter((one) => one.member !== null && !colleagues.some((each) => each.id === one.member)).map((one) => one.member ?? "");
          const ids = [...colleagues.map((one) => one.id), ...gone];
          return (
            <>
              {own.length === 0 ? <p className="soft">{t.day.work.none}</p> : <WorkTable team={team.id} lines={own} members={ids} view={view} />}
              {own.length > 0 && <Handover team={team.id} lines={own} members={rolesMay(me.roles, "case.hand-over") ? ids : [me.member]} view={view} />}
            </>
          );
        }}
      </Loaded>
    </section>
  );
}

const nameIn = (view: OrganisationView, member: string, otherwise: string): string => view.members.find((one) => one.id === member)?.shownName ?? otherwise;

function WorkTable({ team, lines, members, view }: { readonly team: string; readonly lines: readonly Line[]; readonly members: readonly string[]; readonly view: OrganisationView }) {
  const { t } = useSpeech();
  const { go } = useRouter();
  const rows = [{ member: null, name: t.day.work.nobody }, ...members.map((member) => ({ member, name: nameIn(view, member, t.day.work.colleague) }))];
  const open = (member: string | null): void => {
    askList(member === null ? { ...everything, holder: "nobody" } : { ...everything, member });
    go("/zaken");
  };
  return (
    <div className="scroll">
      <table className="work">
        <thead>
          <tr>
            <th scope="col">{t.day.work.member}</th>
            {counts.map((one) => (
              <th key={one} scope="col" className="number">
                {t.day.work[one]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ member, name }) => {
            const line = lines.find((one) => one.member === member && one.team === team);
            return (
              <tr key={member ?? "nobody"} className={member === null && (line?.open ?? 0) > 0 ? "work-nobody" : undefined}>
                <th scope="row">
                  {name} {member !== null && <AwayTag member={member} />}
                </th>
                {counts.map((one) => (
                  <td key={one} data-label={t.day.work[one]} className={`number work-${one}`} data-some={(line?.[one] ?? 0) > 0 ? "" : undefined}>
                    {one === "open" && line !== undefined ? (
                      <button type="button" className="plain" aria-label={`${t.day.work.of(name)}: ${line.open}`} onClick={() => open(member)}>
                        {line.open}
                      </button>
                    ) : (
                      (line?.[one] ?? 0)
                    )}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function AwayTag({ member }: { readonly member: string }) {
  const { t } = useSpeech();
  const { today, near } = useAround();
  const { data } = useQuery(absencesQuery);
  const away = data?.absences.find((one) => one.member === member);
  if (away === undefined) return null;
  return <span className="tag tag-new">{away.from <= today ? t.day.work.awayTag(near(away.until)) : t.day.work.soonTag(near(away.from))}</span>;
}

function Handover({ team, lines, members, view }: { readonly team: string; readonly lines: readonly Line[]; readonly members: readonly string[]; readonly view: OrganisationView }) {
  const { t } = useSpeech();
  const client = useQueryClient();
  const doing = useDoing();
  const [from, setFrom] = useState(members[0] ?? "");
  const [to, setTo] = useState("");
  const count = lines.find((one) => one.member === from)?.open ?? 0;
  const name = (member: string): string => nameIn(view, member, t.day.work.colleague);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (count === 0) return doing.complain(t.day.work.nothing);
    void doing.run(async () => {
      let moved = 0;
      let stay = 0;
      for (let left = 1; left > 0; ) {
        const answer = await ask("/handovers", { method: "POST", body: { team, from, to: to === "" ? null : to }, out: HandoverAnswer });
        moved += answer.moved;
        stay = answer.left;
        left = answer.moved === 0 ? 0 : answer.left;
      }
      await Promise.all([client.invalidateQueries({ queryKey: workloadQuery.queryKey }), client.invalidateQueries({ queryKey: ["cases"] })]);
      return stay === 0 ? t.day.work.moved(moved) : `${t.day.work.moved(moved)} ${t.day.work.stay(stay)}`;
    });
  };
  return (
    <details className="more">
      <summary>{t.day.work.handover}</summary>
      <form onSubmit={submit}>
        <p className="hint">{t.day.work.handoverHint}</p>
        <Choice label={t.day.work.from} value={from} onChange={(event) => setFrom(event.target.value)}>
          {members.map((one) => (
            <option key={one} value={one}>
              {name(one)}
            </option>
          ))}
        </Choice>
        <Choice label={t.day.work.to} value={to} onChange={(event) => setTo(event.target.value)}>
          <option value="">{t.day.work.toNobody}</option>
          {colleaguesOf(view, team).filter((one) => one.id !== from).map((one) => (
            <option key={one.id} value={one.id}>
              {one.shownName}
            </option>
          ))}
        </Choice>
        <p>{count === 0 ? t.day.work.nothing : t.day.work.sure(count, name(from), to === "" ? t.day.work.nobody.toLowerCase() : name(to))}</p>
        <DoingNotice doing={doing} />
        <Button type="submit" kind="primary" aria-disabled={doing.busy || undefined}>
          {t.day.work.submit}
        </Button>
      </form>
    </details>
  );
}

function AbsenceCard({ view }: { readonly view: OrganisationView }) {
  const { t } = useSpeech();
  const { me } = useOpen();
  const { today, near } = useAround();
  const client = useQueryClient();
  const doing = useDoing((error) => (error instanceof Refusal && error.because === "input-invalid" ? t.day.work.wrongDays : undefined));
  const { data } = useQuery(absencesQuery);
  const [typed, setTyped] = useState({ member: me.member, from: today, until: today });
  const forWhom = rolesMay(me.roles, "case.hand-over") ? view.members.filter((one) => one.status === "active" && one.teams.some((team) => me.teams.includes(team))) : view.members.filter((one) => one.id === me.member);
  const refresh = (): Promise<unknown> => Promise.all([client.invalidateQueries({ queryKey: absencesQuery.queryKey }), client.invalidateQueries({ queryKey: ["cases"] })]);
  const plan = (event: SubmitEvent): void => {
    event.preventDefault();
    void doing.run(async () => {
      await tell(`/absences/${typed.member}`, { method: "PUT", body: { from: typed.from, until: typed.until } });
      await refresh();
      return t.day.work.planned;
    });
  };
  const cancel = (member: string): Promise<boolean> =>
    doing.run(async () => {
      await tell(`/absences/${member}`, { method: "DELETE" });
      await refresh();
      return t.day.work.cancelled;
    });
  return (
    <section className="card" aria-labelledby="absence">
      <h2 id="absence">{t.day.work.absence}</h2>
      <p className="hint">{t.day.work.absenceHint}</p>
      <ul className="people">
        {data?.absences.map((one) => {
          const name = nameIn(view, one.member, t.day.work.colleague);
          return (
            <li key={one.member} className="person">
              <p>
                <strong>{name}</strong> {one.from <= today ? t.day.work.awayTag(near(one.until)) : `${t.day.work.soonTag(near(one.from))}, ${t.day.work.awayTag(near(one.until))}`}
              </p>
              {forWhom.some((each) => each.id === one.member) && (
                <Button busy={doing.busy} onClick={() => void cancel(one.member)}>
                  {t.day.work.cancel(name)}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      <form onSubmit={plan}>
        {forWhom.length > 1 && (
          <Choice label={t.day.work.who} value={typed.member} onChange={(event) => setTyped({ ...typed, member: event.target.value })}>
            {forWhom.map((one) => (
              <option key={one.id} value={one.id}>
                {one.shownName}
              </option>
            ))}
          </Choice>
        )}
        <div className="side-by-side">
          <TextField label={t.day.work.fromDay} type="date" required value={typed.from} onChange={(event) => setTyped({ ...typed, from: event.target.value })} />
          <TextField label={t.day.work.untilDay} type="date" required min={typed.from} value={typed.until} onChange={(event) => setTyped({ ...typed, until: event.target.value })} />
        </div>
        <DoingNotice doing={doing} />
        <Button type="submit" aria-disabled={doing.busy || undefined}>
          {t.day.work.plan}
        </Button>
      </form>
    </section>
  );
}
