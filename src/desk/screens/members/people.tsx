import { useState } from "react";
import { Left } from "../../../accounts/shape.ts";
import type { MemberLine, OrganisationView } from "../../../accounts/shape.ts";
import { fingerprint } from "../../../envelope/index.ts";
import { ask, Refusal, tell } from "../../api.ts";
import { fetchKeyLog } from "../../key-watch.ts";
import { bytesOf } from "../../keyring/keyring.ts";
import { certificateFor, leavingFor } from "../../keyring/making.ts";
import { Dialog } from "../../parts/dialog.tsx";
import { DoingNotice } from "../../parts/doing-notice.tsx";
import { useDoing } from "../../parts/doing.ts";
import { Button, Tick } from "../../parts/form.tsx";
import { useOpen, useSession } from "../../session.tsx";
import { useSpeech } from "../../speech.tsx";
import { useRefresh } from "./refresh.ts";

type Asked = { readonly what: "certify" | "end" | "teams"; readonly member: MemberLine };

/** Everything the person will use stands in the digits, so that neither key can be swapped. */
export function digitsOf(member: Pick<MemberLine, "signPublic" | "recipient">): string {
  return fingerprint(bytesOf(member.signPublic), member.recipient);
}

export function PeopleCard({ view }: { readonly view: OrganisationView }) {
  const { t } = useSpeech();
  const { me, keyring } = useOpen();
  const [asked, setAsked] = useState<Asked>();
  const [said, setSaid] = useState<string>();
  const close = (sentence?: string): void => {
    setAsked(undefined);
    setSaid(sentence);
  };
  return (
    <section className="card" aria-labelledby="people">
      <h2 id="people">{t.members.people}</h2>
      {said !== undefined && <output>{said}</output>}
      <ul className="people">
        {view.members.map((member) => (
          <li key={member.id} className="person">
            <p>
              <strong>{member.shownName}</strong> <span className="soft">{[...member.roles.map((role) => t.roleNames[role]), ...member.teams].join(" · ")}</span>{" "}
              <span className="tag">{member.status === "ended" ? t.members.ended : member.certified ? t.members.certified : t.members.toCertify}</span>
            </p>
            {member.status === "active" && (
              <div className="row">
                {!member.certified && keyring.root !== undefined && <Button kind="primary" onClick={() => setAsked({ what: "certify", member })}>{t.members.certify}</Button>}
                {view.teams.length > 0 && <Button onClick={() => setAsked({ what: "teams", member })}>{t.members.setTeams}</Button>}
                {member.id !== me.member && (keyring.root !== undefined || !member.certified) && <Button kind="danger" onClick={() => setAsked({ what: "end", member })}>{t.members.end}</Button>}
              </div>
            )}
          </li>
        ))}
      </ul>
      {asked?.what === "certify" && <CertifyDialog member={asked.member} onClose={close} />}
      {asked?.what === "end" && <EndDialog member={asked.member} view={view} onClose={close} />}
      {asked?.what === "teams" && <TeamsDialog member={asked.member} view={view} onClose={close} />}
    </section>
  );
}

type DialogProps = { readonly member: MemberLine; readonly onClose: (said?: string) => void };

function CertifyDialog({ member, onClose }: DialogProps) {
  const { t } = useSpeech();
  const { keyring } = useOpen();
  const refresh = useRefresh();
  const doing = useDoing();
  const certify = (): Promise<boolean> =>
    doing.run(async () => {
      const { root, organisation } = keyring;
      if (root === undefined) throw new Refusal("not-allowed");
      const entry = certificateFor(await fetchKeyLog(), { organisation, root }, member);
      await tell(`/members/${member.id}/certificates`, { method: "POST", body: { entry } });
      await refresh();
      onClose(t.members.certifyDone);
      return undefined;
    });
  return (
    <Dialog heading={t.members.certifyHeading(member.shownName)} onClose={onClose}>
      <p>{t.members.certifyExplain}</p>
      <p>
        <code className="digits digits-large">{digitsOf(member)}</code>
      </p>
      <DoingNotice doing={doing} />
      <Button kind="primary" busy={doing.busy} onClick={() => void certify()}>
        {t.members.certifySame}
      </Button>
    </Dialog>
  );
}

function EndDialog({ member, view, onClose }: DialogProps & { readonly view: OrganisationView }) {
  const { t } = useSpeech();
  const { renew } = useSession();
  const { keyring } = useOpen();
  const refresh = useRefresh();
  const doing = useDoing();
  const end = (): Promise<boolean> =>
    doing.run(async () => {
      const { root, organisation } = keyring;
      const body = root === undefined ? { entry: null } : await leavingFor(await fetchKeyLog(), { organisation, root }, member.id, view);
      const { handedOver } = await ask(`/members/${member.id}/endings`, { method: "POST", body, out: Left });
      await renew();
      await refresh();
      onClose(t.keyWork.leaveDone(handedOver.reduce((sum, one) => sum + one.cases, 0)));
      return undefined;
    });
  return (
    <Dialog heading={t.members.endHeading(member.shownName)} onClose={onClose}>
      <p>{t.keyWork.leaveExplain}</p>
      <DoingNotice doing={doing} />
      <Button kind="danger" busy={doing.busy} onClick={() => void end()}>
        {t.members.endSubmit}
      </Button>
    </Dialog>
  );
}

function TeamsDialog({ member, view, onClose }: DialogProps & { readonly view: OrganisationView }) {
  const { t } = useSpeech();
  const { keyring } = useOpen();
  const { renew } = useSession();
  const refresh = useRefresh();
  const doing = useDoing();
  const [teams, setTeams] = useState<readonly string[]>(member.teams);
  const save = (): Promise<boolean> =>
    doing.run(async () => {
      const { root, organisation } = keyring;
      const gone = member.teams.filter((one) => !teams.includes(one));
      const left = root === undefined || gone.length === 0 ? undefined : await leavingFor(await fetchKeyLog(), { organisation, root }, member.id, view, gone);
      await tell(`/members/${member.id}/teams`, { method: "PUT", body: { teams, ...(left === undefined ? {} : { keys: left.keys }) } });
      await renew();
      await refresh();
      onClose(t.members.teamsSet);
      return undefined;
    });
  return (
    <Dialog heading={t.members.setTeams} onClose={onClose}>
      <p>{member.shownName}</p>
      {view.teams.map((team) => (
        <Tick key={team.id} label={team.name} checked={teams.includes(team.id)} onChange={(event) => setTeams(event.target.checked ? [...teams, team.id] : teams.filter((one) => one !== team.id))} />
      ))}
      <DoingNotice doing={doing} />
      <Button kind="primary" busy={doing.busy} onClick={() => void save()}>
        {t.app.save}
      </Button>
    </Dialog>
  );
}
