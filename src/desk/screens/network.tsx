/** The coordinator's screen: which organisations take part. Numbers only. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { SubmitEvent } from "react";
import { Invited, OrganisationList } from "../../accounts/shape.ts";
import { ask } from "../api.ts";
import { DoingNotice } from "../parts/doing-notice.tsx";
import { useDoing } from "../parts/doing.ts";
import { Button, TextField } from "../parts/form.tsx";
import { ScreenHeading } from "../parts/heading.tsx";
import { Loaded } from "../parts/notice.tsx";
import { OneTimeLink } from "../parts/one-time-link.tsx";
import { useSpeech } from "../speech.tsx";
import { RetentionCards } from "./retention.tsx";

const queryKey = ["participants"];

export function NetworkScreen() {
  const { t } = useSpeech();
  const query = useQuery({ queryKey, queryFn: () => ask("/participants", { out: OrganisationList }) });
  return (
    <>
      <ScreenHeading>{t.network.heading}</ScreenHeading>
      <p className="lead">{t.network.intro}</p>
      <Loaded query={query}>
        {(list) => (
          <section className="card">
            {/* A region that scrolls must be reachable by keyboard. */}
            {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above */}
            <section className="scroll" aria-label={t.network.heading} tabIndex={0}>
              <table className="work">
                <thead>
                  <tr>
                    <th scope="col">{t.network.organisation}</th>
                    <th scope="col" className="number">{t.network.members}</th>
                    <th scope="col" className="number">{t.network.teams}</th>
                    <th scope="col" className="number">{t.network.open}</th>
                  </tr>
                </thead>
                <tbody>
                  {list.organisations.map((one) => (
                    <tr key={one.id}>
                      <th scope="row">{one.name}</th>
                      <td data-label={t.network.members} className="number">{one.members}</td>
                      <td data-label={t.network.teams} className="number">{one.teams}</td>
                      <td data-label={t.network.open} className="number">{one.openTeams}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </section>
          </section>
        )}
      </Loaded>
      {/* A list that comes later would push away the field somebody stands in. */}
      {query.isPending ? null : (
        <>
          <TakeInCard />
          <RetentionCards />
        </>
      )}
    </>
  );
}

const nothing = { organisation: "", name: "", adminName: "" };

function TakeInCard() {
  const { t } = useSpeech();
  const client = useQueryClient();
  const doing = useDoing();
  const [typed, setTyped] = useState(nothing);
  const [token, setToken] = useState<string>();
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void doing.run(async () => {
      const invited = await ask("/participants", { method: "POST", body: typed, out: Invited });
      setToken(invited.token);
      setTyped(nothing);
      await client.invalidateQueries({ queryKey });
      return undefined;
    });
  };
  return (
    <section className="card" aria-labelledby="take-in">
      <h2 id="take-in">{t.network.add}</h2>
      <form onSubmit={submit}>
        <TextField label={t.network.id} hint={t.network.idHint} value={typed.organisation} required minLength={2} maxLength={60} pattern="[a-z0-9]+(-[a-z0-9]+)*" onChange={(event) => setTyped({ ...typed, organisation: event.target.value })} />
        <TextField label={t.network.name} value={typed.name} required minLength={2} maxLength={120} onChange={(event) => setTyped({ ...typed, name: event.target.value })} />
        <TextField label={t.network.admin} value={typed.adminName} required maxLength={80} onChange={(event) => setTyped({ ...typed, adminName: event.target.value })} />
        <DoingNotice doing={doing} />
        <Button type="submit" kind="primary" aria-disabled={doing.busy || undefined}>
          {t.network.submit}
        </Button>
      </form>
      {token !== undefined && <OneTimeLink token={token} text={t.network.done} />}
    </section>
  );
}
