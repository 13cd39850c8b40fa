import { useState } from "react";
import type { SubmitEvent } from "react";
import type { OrganisationView, TeamLine } from "../../../accounts/shape.ts";
import { Refusal, tell } from "../../api.ts";
import { fetchKeyLog } from "../../key-watch.ts";
import { isCertified, makeTeamKey } from "../../keyring/making.ts";
import { DoingNotice } from "../../parts/doing-notice.tsx";
import { useDoing } from "../../parts/doing.ts";
import { Button, TextField } from "../../parts/form.tsx";
import { useOpen, useSession } from "../../session.tsx";
import { useSpeech } from "../../speech.tsx";
import { useRefresh } from "./refresh.ts";

export function TeamsCard({ view }: { readonly view: OrganisationView }) {
  const { t } = useSpeech();
  return (
    <section className="card" aria-labelledby="teams">
      <h2 id="teams">{t.members.teams}</h2>
      {view.teams.map((team) => (
        <TeamKey key={team.id} team={team} view={view} />
      ))}
      <NewTeamForm />
    </section>
  );
}

function TeamKey({ team, view }: { readonly team: TeamLine; readonly view: OrganisationView }) {
  const { t } = useSpeech();
  const { keyring } = useOpen();
  const { renew } = useSession();
  const refresh = useRefresh();
  const doing = useDoing();
  const make = (): Promise<boolean> =>
    doing.run(async () => {
      const { root, organisation } = keyring;
      if (root === undefined) throw new Refusal("not-allowed");
      const log = await fetchKeyLog();
      const members = view.members.filter((one) => one.status === "active" && one.teams.includes(team.id) && isCertified(log, one));
      if (members.length === 0) throw new Refusal("key-not-certified");
      const body = await makeTeamKey(log, { organisation, root }, { team: team.id, epoch: (team.epoch ?? 0) + 1 }, members);
      await tell(`/teams/${team.id}/keys`, { method: "POST", body });
      await renew();
      await refresh();
      return t.members.keyMade;
    });
  const ready = view.members.some((one) => one.status === "active" && one.certified && one.teams.includes(team.id));
  return (
    <div className="person">
      <p>
        <strong>{team.name}</strong> <span className="soft">{t.team.working(team.workingKeys)}</span>
      </p>
      {ready ? (
        keyring.root !== undefined && (
          <Button kind={team.epoch === null ? "primary" : "secondary"} busy={doing.busy} onClick={() => void make()}>
            {team.epoch === null ? t.members.makeKey : t.members.newKey}
          </Button>
        )
      ) : (
        <p className="hint">{t.members.needMembers}</p>
      )}
      {team.epoch !== null && <p className="hint">{t.members.newKeyHint}</p>}
      <DoingNotice doing={doing} />
    </div>
  );
}

const nothing = { team: "", service: "", name: "", answerDays: 5 };

function NewTeamForm() {
  const { t } = useSpeech();
  const refresh = useRefresh();
  const doing = useDoing();
  const [typed, setTyped] = useState(nothing);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void doing.run(async () => {
      await tell("/teams", { method: "POST", body: typed });
      setTyped(nothing);
      await refresh();
      return t.members.teamMade;
    });
  };
  const slug = "[a-z0-9]+(-[a-z0-9]+)*";
  return (
    <form onSubmit={submit}>
      <h3>{t.members.newTeam}</h3>
      <TextField label={t.members.teamName} value={typed.name} required minLength={2} maxLength={120} onChange={(event) => setTyped({ ...typed, name: event.target.value })} />
      <TextField label={t.members.teamId} hint={t.members.teamIdHint} value={typed.team} required minLength={2} maxLength={60} pattern={slug} onChange={(event) => setTyped({ ...typed, team: event.target.value })} />
      <TextField label={t.members.service} hint={t.members.serviceHint} value={typed.service} required minLength={2} maxLength={60} pattern={slug} onChange={(event) => setTyped({ ...typed, service: event.target.value })} />
      <TextField label={t.members.days} type="number" min={1} max={20} value={typed.answerDays} required onChange={(event) => setTyped({ ...typed, answerDays: Number(event.target.value) })} />
      <DoingNotice doing={doing} />
      <Button type="submit" aria-disabled={doing.busy || undefined}>
        {t.members.makeTeam}
      </Button>
    </form>
  );
}
