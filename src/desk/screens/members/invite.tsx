import { useState } from "react";
import type { SubmitEvent } from "react";
import type { Role } from "../../../accounts/rules/permissions.ts";
import { Invited } from "../../../accounts/shape.ts";
import type { OrganisationView } from "../../../accounts/shape.ts";
import { ask, tell } from "../../api.ts";
import { DoingNotice } from "../../parts/doing-notice.tsx";
import { useDoing } from "../../parts/doing.ts";
import { Button, TextField, Tick } from "../../parts/form.tsx";
import { OneTimeLink } from "../../parts/one-time-link.tsx";
import { useSpeech } from "../../speech.tsx";
import { useRefresh } from "./refresh.ts";

/** What an administrator can give: roles of the network are not his to give. */
const givable = ["worker", "team-lead", "organisation-admin"] as const satisfies readonly Role[];

export function InviteCard({ view }: { readonly view: OrganisationView }) {
  const { t } = useSpeech();
  const refresh = useRefresh();
  const doing = useDoing();
  const [name, setName] = useState("");
  const [roles, setRoles] = useState<readonly Role[]>(["worker"]);
  const [teams, setTeams] = useState<readonly string[]>(view.teams.slice(0, 1).map((team) => team.id));
  const [token, setToken] = useState<string>();
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void doing.run(async () => {
      const invited = await ask("/members/invitations", { method: "POST", body: { shownName: name.trim(), roles, teams }, out: Invited });
      setToken(invited.token);
      setName("");
      await refresh();
      return undefined;
    });
  };
  return (
    <section className="card" aria-labelledby="invite">
      <h2 id="invite">{t.members.invite}</h2>
      <form onSubmit={submit}>
        <TextField label={t.members.inviteName} value={name} required maxLength={80} onChange={(event) => setName(event.target.value)} />
        <fieldset>
          <legend>{t.members.inviteRoles}</legend>
          {givable.map((role) => (
            <Tick key={role} label={t.roleNames[role]} checked={roles.includes(role)} onChange={(event) => setRoles(event.target.checked ? [...roles, role] : roles.filter((one) => one !== role))} />
          ))}
        </fieldset>
        {view.teams.length > 0 && (
          <fieldset>
            <legend>{t.members.inviteTeams}</legend>
            {view.teams.map((team) => (
              <Tick key={team.id} label={team.name} checked={teams.includes(team.id)} onChange={(event) => setTeams(event.target.checked ? [...teams, team.id] : teams.filter((one) => one !== team.id))} />
            ))}
          </fieldset>
        )}
        <DoingNotice doing={doing} />
        <Button type="submit" kind="primary" aria-disabled={doing.busy || roles.length === 0 || undefined}>
          {t.members.inviteSubmit}
        </Button>
      </form>
      {token !== undefined && <OneTimeLink token={token} text={t.members.inviteDone} />}
      <Pending view={view} />
    </section>
  );
}

function Pending({ view }: { readonly view: OrganisationView }) {
  const { t, day } = useSpeech();
  const refresh = useRefresh();
  const doing = useDoing();
  if (view.invitations.length === 0) return <DoingNotice doing={doing} />;
  const withdraw = (id: string): Promise<boolean> =>
    doing.run(async () => {
      await tell(`/members/invitations/${id}`, { method: "DELETE" });
      await refresh();
      return t.members.withdrawn;
    });
  return (
    <>
      <h3>{t.members.pending}</h3>
      <ul className="people">
        {view.invitations.map((one) => (
          <li key={one.id} className="person">
            <p>
              <strong>{one.shownName}</strong> <span className="soft">{t.members.until(day(one.endsAt))}</span>
            </p>
            <Button kind="quiet" busy={doing.busy} aria-label={`${t.members.withdraw}: ${one.shownName}`} onClick={() => void withdraw(one.id)}>
              {t.members.withdraw}
            </Button>
          </li>
        ))}
      </ul>
      <DoingNotice doing={doing} />
    </>
  );
}
