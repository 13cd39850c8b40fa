import { browserSupportsWebAuthn } from "@simplewebauthn/browser";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { SubmitEvent } from "react";
import { rolesMay } from "../../accounts/rules/permissions.ts";
import { PasskeyList, SessionList } from "../../accounts/shape.ts";
import { ask, tell } from "../api.ts";
import { addPasskey } from "../keyring/signing-in.ts";
import { DoingNotice } from "../parts/doing-notice.tsx";
import { useDoing } from "../parts/doing.ts";
import { Button, TextField, Tick } from "../parts/form.tsx";
import { ScreenHeading } from "../parts/heading.tsx";
import { Loaded } from "../parts/notice.tsx";
import { keepShortcuts, prefersShortcuts } from "../preferences.ts";
import { useOpen } from "../session.tsx";
import { useSpeech } from "../speech.tsx";
import { HoldersCard } from "./holders.tsx";
import { IdentityCard } from "./identity.tsx";
import { NoticesCard } from "./notices.tsx";
import { TiesCard } from "./ties.tsx";
import { digitsOf } from "./members/people.tsx";

export function AccountScreen() {
  const { t } = useSpeech();
  const { me } = useOpen();
  const [shortcuts, setShortcuts] = useState(prefersShortcuts);
  return (
    <>
      <ScreenHeading>{t.account.heading}</ScreenHeading>
      <section className="card">
        <h2>{t.account.who}</h2>
        <p>
          <strong>{me.shownName}</strong>, {me.roles.map((role) => t.roleNames[role]).join(", ")}, {me.organisationName}
        </p>
        <h3>{t.account.fingerprint}</h3>
        <p>
          <code className="digits digits-large">{digitsOf(me.keys)}</code>
        </p>
        <p className="hint">{t.account.fingerprintHint}</p>
      </section>
      {rolesMay(me.roles, "case.list") && <TiesCard />}
      <HoldersCard />
      <IdentityCard />
      <NoticesCard />
      <PasskeysCard />
      <SessionsCard />
      <section className="card">
        <h2>{t.account.preferences}</h2>
        <Tick
          label={t.account.shortcutsOn}
          checked={shortcuts}
          onChange={(event) => {
            keepShortcuts(event.target.checked);
            setShortcuts(event.target.checked);
          }}
        />
      </section>
    </>
  );
}

function PasskeysCard() {
  const { t, day } = useSpeech();
  const { keyring } = useOpen();
  const client = useQueryClient();
  const query = useQuery({ queryKey: ["passkeys"], queryFn: () => ask("/me/passkeys", { out: PasskeyList }) });
  const doing = useDoing((error) => (error instanceof Error && (error.name === "WebAuthnError" || error.name === "NotAllowedError") ? t.account.passkeyUnable : undefined));
  const [label, setLabel] = useState("");
  const refresh = (): Promise<void> => client.invalidateQueries({ queryKey: ["passkeys"] });
  const add = (event: SubmitEvent): void => {
    event.preventDefault();
    void doing.run(async () => {
      await addPasskey(keyring, label.trim());
      setLabel("");
      await refresh();
      return t.account.passkeyAdded;
    });
  };
  const remove = (id: string): Promise<boolean> =>
    doing.run(async () => {
      await tell(`/me/passkeys/${encodeURIComponent(id)}`, { method: "DELETE" });
      await refresh();
      return undefined;
    });
  return (
    <section className="card" aria-labelledby="passkeys">
      <h2 id="passkeys">{t.account.passkeys}</h2>
      <p className="hint">{t.account.passkeysHint}</p>
      <Loaded query={query}>
        {({ passkeys }) => (
          <ul className="people">
            {passkeys.length === 0 && <li className="soft">{t.account.noPasskeys}</li>}
            {passkeys.map((one) => (
              <li key={one.id} className="person">
                <p>
                  <strong>{one.label}</strong> <span className="soft">{day(one.since)}</span>
                </p>
                <Button kind="danger" busy={doing.busy} aria-label={t.account.removeNamed(one.label)} onClick={() => void remove(one.id)}>
                  {t.account.remove}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      {browserSupportsWebAuthn() && (
        <form onSubmit={add}>
          <TextField label={t.account.passkeyLabel} value={label} required maxLength={60} onChange={(event) => setLabel(event.target.value)} />
          <Button type="submit" aria-disabled={doing.busy || undefined}>
            {t.account.addPasskey}
          </Button>
        </form>
      )}
      <DoingNotice doing={doing} />
    </section>
  );
}

function SessionsCard() {
  const { t, moment } = useSpeech();
  const client = useQueryClient();
  const doing = useDoing();
  const query = useQuery({ queryKey: ["sessions"], queryFn: () => ask("/me/sessions", { out: SessionList }) });
  const end = (id: string): Promise<boolean> =>
    doing.run(async () => {
      await tell(`/me/sessions/${id}`, { method: "DELETE" });
      await client.invalidateQueries({ queryKey: ["sessions"] });
      return undefined;
    });
  return (
    <section className="card" aria-labelledby="sessions">
      <h2 id="sessions">{t.account.sessions}</h2>
      <Loaded query={query}>
        {({ sessions }) => (
          <ul className="people">
            {sessions.map((one) => (
              <li key={one.id} className="person">
                <p>
                  {t.account.session(moment(one.since))} {one.current && <span className="tag">{t.account.thisOne}</span>}
                </p>
                {!one.current && (
                  <Button busy={doing.busy} aria-label={`${t.account.endSession}: ${moment(one.since)}`} onClick={() => void end(one.id)}>
                    {t.account.endSession}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      <DoingNotice doing={doing} />
    </section>
  );
}
