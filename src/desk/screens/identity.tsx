/** Everything about the organisation's identity provider: on the way in, coming back, linking oneself, setting it. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { SubmitEvent } from "react";
import { rolesMay } from "../../accounts/rules/permissions.ts";
import { IdentityView } from "../../accounts/shape.ts";
import { ask, tell } from "../api.ts";
import { comeBack, goToProvider } from "../keyring/identity.ts";
import { DoingNotice } from "../parts/doing-notice.tsx";
import { useDoing } from "../parts/doing.ts";
import { Button, TextField } from "../parts/form.tsx";
import { ScreenHeading } from "../parts/heading.tsx";
import { Notice, Waiting } from "../parts/notice.tsx";
import { basePath } from "../router.ts";
import { useOpen } from "../session.tsx";
import { useSpeech } from "../speech.tsx";

/** On the sign-in screen, folded away: most people use their passphrase. */
export function ProviderSignIn() {
  const { t } = useSpeech();
  const doing = useDoing();
  const [organisation, setOrganisation] = useState("");
  const enter = (event: SubmitEvent): void => {
    event.preventDefault();
    void doing.run(async () => {
      await goToProvider(organisation.trim().toLowerCase(), false);
      return undefined;
    });
  };
  return (
    <details>
      <summary>{t.identity.signIn}</summary>
      <form onSubmit={enter}>
        <TextField label={t.identity.organisation} hint={t.identity.organisationHint} value={organisation} required pattern="[A-Za-z0-9]+(-[A-Za-z0-9]+)*" maxLength={60} onChange={(event) => setOrganisation(event.target.value)} />
        <DoingNotice doing={doing} />
        <Button type="submit">{t.identity.go}</Button>
      </form>
    </details>
  );
}

let returned: Promise<void> | undefined;

/** The provider sends people here. Their keys are opened with the passphrase after this. */
export function IdentityScreen() {
  const { t } = useSpeech();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    // The answer counts once; a screen that is drawn twice must not use it twice.
    returned ??= comeBack(location.search);
    returned.then(() => location.replace(basePath), () => setFailed(true));
  }, []);
  return (
    <section className="card narrow">
      <ScreenHeading>{t.identity.heading}</ScreenHeading>
      {failed ? (
        <Notice kind="wrong">
          <p>{t.identity.failed}</p>
          <a href={basePath}>{t.identity.back}</a>
        </Notice>
      ) : (
        <Waiting text={t.identity.busy} />
      )}
    </section>
  );
}

const queryKey = ["identity"];
const useIdentity = (enabled: boolean) => useQuery({ queryKey, queryFn: () => ask("/me/identity", { out: IdentityView }), staleTime: 60_000, enabled });

/** At Account: whether one is linked. Nothing where the organisation has no provider. */
export function IdentityCard() {
  const { t } = useSpeech();
  const { me } = useOpen();
  const client = useQueryClient();
  const doing = useDoing();
  const { data } = useIdentity(rolesMay(me.roles, "identity.own"));
  if (data?.issuer === undefined || data.issuer === null) return null;
  const link = (): Promise<boolean> =>
    doing.run(async () => {
      await goToProvider(me.organisation, true);
      return undefined;
    });
  const unlink = (): Promise<boolean> =>
    doing.run(async () => {
      await tell("/me/identity", { method: "DELETE" });
      await client.invalidateQueries({ queryKey });
      return t.identity.unlinked;
    });
  return (
    <section className="card" aria-labelledby="identity">
      <h2 id="identity">{t.identity.cardHeading}</h2>
      <p>{data.linked ? t.identity.linked : t.identity.notLinked}</p>
      <p className="hint">{t.identity.noKey}</p>
      <Button busy={doing.busy} onClick={() => void (data.linked ? unlink() : link())}>
        {data.linked ? t.identity.unlink : t.identity.link}
      </Button>
      <DoingNotice doing={doing} />
    </section>
  );
}

const nothing = { issuer: "", clientId: "", clientSecret: "" };

/** At Members, for who administers: which provider. */
export function ProviderCard() {
  const { t } = useSpeech();
  const { me } = useOpen();
  const client = useQueryClient();
  const doing = useDoing();
  const [typed, setTyped] = useState(nothing);
  const { data } = useIdentity(true);
  if (!rolesMay(me.roles, "identity.manage") || data === undefined) return null;
  const set = (provider: typeof nothing | null, said: string): Promise<boolean> =>
    doing.run(async () => {
      await tell("/my-organisation/identity-provider", { method: "PUT", body: { provider } });
      await client.invalidateQueries({ queryKey });
      setTyped(nothing);
      return said;
    });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void set(typed, t.identity.set);
  };
  return (
    <section className="card" aria-labelledby="provider">
      <h2 id="provider">{t.identity.provider}</h2>
      <p className="hint">{t.identity.noKey}</p>
      {data.issuer !== null && (
        <>
          <p>
            {t.identity.now} <strong>{data.issuer}</strong>
          </p>
          <Button onClick={() => void set(null, t.identity.removed)}>{t.identity.remove}</Button>
        </>
      )}
      <p>
        {t.identity.returnTo} <code>{data.returnTo}</code>
      </p>
      <form onSubmit={submit}>
        <TextField label={t.identity.issuer} type="url" value={typed.issuer} required maxLength={300} onChange={(event) => setTyped({ ...typed, issuer: event.target.value })} />
        <TextField label={t.identity.clientId} value={typed.clientId} required maxLength={200} onChange={(event) => setTyped({ ...typed, clientId: event.target.value })} />
        <TextField label={t.identity.clientSecret} type="password" autoComplete="off" value={typed.clientSecret} required maxLength={500} onChange={(event) => setTyped({ ...typed, clientSecret: event.target.value })} />
        <DoingNotice doing={doing} />
        <Button type="submit">{t.identity.submit}</Button>
      </form>
    </section>
  );
}
