/** Who can open what is sealed for the team, and whether reporting is open. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { rolesMay } from "../../accounts/rules/permissions.ts";
import type { MemberLine, OrganisationView, TeamLine } from "../../accounts/shape.ts";
import { fingerprint } from "../../envelope/index.ts";
import { tell } from "../api.ts";
import { fetchKeyLog, organisationQuery } from "../key-watch.ts";
import { isCertified, shareTeam } from "../keyring/making.ts";
import { DoingNotice } from "../parts/doing-notice.tsx";
import { useDoing } from "../parts/doing.ts";
import { Button } from "../parts/form.tsx";
import { ScreenHeading } from "../parts/heading.tsx";
import { Loaded } from "../parts/notice.tsx";
import { Refusal } from "../api.ts";
import { useOpen } from "../session.tsx";
import { useSpeech } from "../speech.tsx";
import { MuchReading, OldKey } from "./team-keys.tsx";

export function TeamScreen() {
  const { t } = useSpeech();
  const { me } = useOpen();
  const query = useQuery(organisationQuery);
  return (
    <>
      <ScreenHeading>{t.team.heading}</ScreenHeading>
      <p className="lead">{t.team.intro}</p>
      <Loaded query={query}>
        {(view) => {
          const teams = view.teams.filter((team) => me.teams.includes(team.id) || rolesMay(me.roles, "team.manage"));
          return teams.length === 0 ? <p>{t.team.noTeam}</p> : teams.map((team) => <TeamCard key={team.id} team={team} view={view} />);
        }}
      </Loaded>
    </>
  );
}

function TeamCard({ team, view }: { readonly team: TeamLine; readonly view: OrganisationView }) {
  const { t } = useSpeech();
  const { me } = useOpen();
  const members = view.members.filter((member) => member.status === "active" && member.teams.includes(team.id));
  return (
    <section className="card" aria-label={team.name}>
      <h2>{team.name}</h2>
      <p className="tags">
        <span className={`tag ${team.intakeOpen ? "tag-open-intake" : "tag-closed-intake"}`}>{team.intakeOpen ? t.team.intakeOpen : t.team.intakeClosed}</span>
        <span className="soft">{t.team.working(team.workingKeys)}</span>
        <span className="soft">{t.team.answerDays(team.answerDays)}</span>
        {team.epoch !== null && <span className="soft">{t.team.epoch(team.epoch)}</span>}
      </p>
      {team.recipient === null ? (
        <p>{t.team.noKeyYet}</p>
      ) : (
        <p>
          {t.team.fingerprint}: <code className="digits">{fingerprint(team.recipient)}</code>
        </p>
      )}
      <IntakeButton team={team} />
      {me.teams.includes(team.id) && rolesMay(me.roles, "case.rewrap") && <OldKey team={team.id} />}
      {me.teams.includes(team.id) && <MuchReading team={team.id} />}
      <h3>{t.team.members}</h3>
      <ul className="people">
        {members.map((member) => (
          <Holder key={member.id} member={member} team={team} />
        ))}
      </ul>
    </section>
  );
}

function IntakeButton({ team }: { readonly team: TeamLine }) {
  const { t } = useSpeech();
  const doing = useDoing();
  const client = useQueryClient();
  const set = (): Promise<boolean> =>
    doing.run(async () => {
      await tell(`/teams/${team.id}/intake`, { method: "POST", body: { open: !team.intakeOpen } });
      await client.invalidateQueries({ queryKey: organisationQuery.queryKey });
      return team.intakeOpen ? t.team.intakeClosed : t.team.intakeOpen;
    });
  const possible = team.intakeOpen || team.workingKeys >= 2;
  return (
    <>
      {possible ? (
        <Button kind={team.intakeOpen ? "danger" : "primary"} busy={doing.busy} onClick={() => void set()}>
          {team.intakeOpen ? t.team.closeIntake : t.team.openIntake}
        </Button>
      ) : (
        <p className="hint">{t.team.needTwo}</p>
      )}
      <DoingNotice doing={doing} />
    </>
  );
}

function Holder({ member, team }: { readonly member: MemberLine; readonly team: TeamLine }) {
  const { t } = useSpeech();
  const { keyring } = useOpen();
  const client = useQueryClient();
  const doing = useDoing();
  const holds = team.holders.find((one) => one.member === member.id)?.epochs.includes(team.epoch ?? 0) === true;
  const mine = keyring.teams.some((one) => one.team === team.id && one.epoch === team.epoch);
  const share = (): Promise<boolean> =>
    doing.run(async () => {
      // Never to a key that only the server vouches for: the certificate must stand in the log that was checked here.
      if (!isCertified(await fetchKeyLog(), member)) throw new Refusal("key-not-certified");
      await tell(`/teams/${team.id}/wraps`, { method: "POST", body: await shareTeam(keyring, team.id, member) });
      await client.invalidateQueries({ queryKey: organisationQuery.queryKey });
      return t.team.shared;
    });
  const state = holds ? t.team.hasKey : member.certified ? t.team.noKey : t.team.notCertified;
  return (
    <li className="person">
      <p>
        <strong>{member.shownName}</strong> <span className="soft">{state}</span>
      </p>
      {!holds && member.certified && mine && team.epoch !== null && (
        <Button busy={doing.busy} aria-label={t.team.shareWith(member.shownName)} onClick={() => void share()}>
          {t.team.share}
        </Button>
      )}
      <DoingNotice doing={doing} />
    </li>
  );
}
