/** For who lost passphrase and device: with the link of a key holder to a new passphrase, a wait, and the own key again. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { SubmitEvent } from "react";
import { RecoveryOpened } from "../../accounts/shape.ts";
import { toBase64Url } from "../../envelope/index.ts";
import { ask, Refusal, tell } from "../api.ts";
import { browserArgon2 } from "../keyring/argon2.ts";
import { askRecovery, finishRecovery, recoveryDigits } from "../keyring/holders.ts";
import { KeyringRefusal } from "../keyring/keyring.ts";
import { freshBytes } from "../keyring/making.ts";
import { isLongEnough } from "../keyring/passphrase.ts";
import { AuthenticatorFields } from "../parts/authenticator.tsx";
import { useDoing } from "../parts/doing.ts";
import { Button, TextField } from "../parts/form.tsx";
import { ScreenHeading } from "../parts/heading.tsx";
import { Link } from "../parts/link.tsx";
import { Loaded, Notice, Waiting } from "../parts/notice.tsx";
import { isToken, takeToken } from "../parts/token.ts";
import { useSpeech } from "../speech.tsx";

const key = ["recovery-link"] as const;

export function RecoverScreen() {
  const { t } = useSpeech();
  const [token] = useState(takeToken);
  const [done, setDone] = useState(false);
  const query = useQuery({
    queryKey: key,
    queryFn: () => ask("/recovery-links/openings", { method: "POST", body: { token }, out: RecoveryOpened }),
    enabled: isToken(token) && !done,
    retry: false,
  });
  const gone = !isToken(token) || (query.error instanceof Refusal && query.error.because === "invitation-not-valid");
  return (
    <section className="card narrow">
      <ScreenHeading>{t.holders.title}</ScreenHeading>
      {done && (
        <>
          <Notice kind="good">{t.holders.finished}</Notice>
          <p>
            <Link to="/" className="button button-primary">{t.begin.toSignIn}</Link>
          </p>
        </>
      )}
      {!done && gone && <Notice kind="wrong">{t.holders.invalid}</Notice>}
      {!done && !gone && (
        <Loaded query={query} waiting={t.holders.checking}>
          {(opened) => <Steps token={token} opened={opened} onDone={() => setDone(true)} />}
        </Loaded>
      )}
    </section>
  );
}

type StepProps = { readonly token: string; readonly opened: RecoveryOpened };

function Steps({ token, opened, onDone }: StepProps & { readonly onDone: () => void }) {
  const { t } = useSpeech();
  return (
    <>
      <p>{t.holders.intro(opened.shownName, opened.organisationName)}</p>
      {opened.state === "begun" && <NewPassphrase token={token} opened={opened} />}
      {opened.state === "waiting" && opened.shares.length < 2 && <Wait opened={opened} />}
      {opened.state === "waiting" && opened.shares.length === 2 && <PutBack token={token} opened={opened} onDone={onDone} />}
    </>
  );
}

function NewPassphrase({ token, opened }: StepProps) {
  const { t } = useSpeech();
  const client = useQueryClient();
  const doing = useDoing();
  const totpSecret = useMemo(() => freshBytes(20), []);
  const [typed, setTyped] = useState({ passphrase: "", again: "", totp: "" });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!isLongEnough(typed.passphrase)) return doing.complain(t.begin.short);
    if (typed.passphrase !== typed.again) return doing.complain(t.begin.different);
    void doing.run(async () => {
      const asked = await askRecovery(typed.passphrase, browserArgon2);
      await tell("/recovery-links/requests", { method: "POST", body: { token, ...asked, totpSecret: toBase64Url(totpSecret), totp: typed.totp.replaceAll(/\s/g, "") } });
      await client.invalidateQueries({ queryKey: key });
      return undefined;
    });
  };
  return (
    <form onSubmit={submit}>
      <p>{t.holders.introName(opened.name)}</p>
      <p>{t.holders.steps}</p>
      <TextField label={t.begin.passphrase} hint={t.begin.passphraseHint} type="password" value={typed.passphrase} required autoComplete="new-password" onChange={(event) => setTyped({ ...typed, passphrase: event.target.value })} />
      <TextField label={t.begin.passphraseAgain} type="password" value={typed.again} required autoComplete="new-password" onChange={(event) => setTyped({ ...typed, again: event.target.value })} />
      <AuthenticatorFields secret={totpSecret} name={opened.name} totp={typed.totp} onTotp={(totp) => setTyped({ ...typed, totp })} />
      {doing.problem !== undefined && <Notice kind="wrong">{doing.problem}</Notice>}
      {doing.busy && <Waiting text={t.holders.requesting} />}
      <Button type="submit" kind="primary" aria-disabled={doing.busy || undefined}>
        {t.holders.request}
      </Button>
    </form>
  );
}

function Wait({ opened }: { readonly opened: RecoveryOpened }) {
  const { t, moment } = useSpeech();
  const client = useQueryClient();
  const isOpen = opened.opensAt !== null && Date.parse(opened.opensAt) <= Date.now();
  return (
    <>
      <p>{isOpen ? t.holders.waitHolders(opened.given) : t.holders.waitUntil(moment(opened.opensAt ?? ""))}</p>
      <p>{t.holders.digits}</p>
      <p>
        <code className="digits digits-large">{recoveryDigits(opened.recipient ?? "")}</code>
      </p>
      <Button onClick={() => void client.invalidateQueries({ queryKey: key })}>{t.holders.lookAgain}</Button>
    </>
  );
}

function PutBack({ token, opened, onDone }: StepProps & { readonly onDone: () => void }) {
  const { t } = useSpeech();
  const doing = useDoing((error) => (error instanceof KeyringRefusal ? (error.reason === "wrong-secret" ? t.holders.wrongPassphrase : t.holders.notHis) : undefined));
  const [passphrase, setPassphrase] = useState("");
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void doing.run(async () => {
      const ending = await finishRecovery(opened, passphrase, browserArgon2);
      await tell("/recovery-links/endings", { method: "POST", body: { token, ...ending } });
      onDone();
      return undefined;
    });
  };
  return (
    <form onSubmit={submit}>
      <p>{t.holders.ready}</p>
      <TextField label={t.begin.passphrase} type="password" value={passphrase} required autoComplete="current-password" onChange={(event) => setPassphrase(event.target.value)} />
      {doing.problem !== undefined && <Notice kind="wrong">{doing.problem}</Notice>}
      {doing.busy && <Waiting text={t.holders.requesting} />}
      <Button type="submit" kind="primary" aria-disabled={doing.busy || undefined}>
        {t.holders.finish}
      </Button>
    </form>
  );
}
