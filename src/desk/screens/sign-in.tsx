import { browserSupportsWebAuthn } from "@simplewebauthn/browser";
import { useState } from "react";
import type { SubmitEvent } from "react";
import { Refusal } from "../api.ts";
import { KeyringRefusal } from "../keyring/keyring.ts";
import { useDoing } from "../parts/doing.ts";
import { Button, TextField } from "../parts/form.tsx";
import { ScreenHeading } from "../parts/heading.tsx";
import { Notice, Waiting } from "../parts/notice.tsx";
import { ProviderSignIn } from "./identity.tsx";
import { useSession } from "../session.tsx";
import { useSpeech } from "../speech.tsx";

/** What went wrong on the way in, without telling which part of it. */
function useEntering() {
  const { t } = useSpeech();
  return useDoing((error) => {
    if (error instanceof KeyringRefusal) return error.reason === "swapped" ? t.signIn.swapped : t.signIn.failed;
    if (error instanceof Refusal && error.because === "sign-in-failed") return t.signIn.failed;
    // Cancelled at the authenticator, or one that derives nothing.
    return error instanceof DOMException || (error instanceof Error && error.name === "WebAuthnError") ? t.signIn.passkeyFailed : undefined;
  });
}

function PasskeyButton({ entering }: { readonly entering: ReturnType<typeof useEntering> }) {
  const { t } = useSpeech();
  const { usePasskey } = useSession();
  if (!browserSupportsWebAuthn()) return null;
  const enter = (): Promise<boolean> =>
    entering.run(async () => {
      await usePasskey();
      return undefined;
    });
  return (
    <>
      <p className="or">{t.signIn.or}</p>
      <Button busy={entering.busy} onClick={() => void enter()}>
        {t.signIn.passkey}
      </Button>
    </>
  );
}

export function SignInScreen() {
  const { t } = useSpeech();
  const { signIn } = useSession();
  const entering = useEntering();
  const [given, setGiven] = useState({ name: "", passphrase: "", totp: "" });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void entering.run(async () => {
      await signIn({ ...given, name: given.name.trim().toLowerCase(), totp: given.totp.replaceAll(/\s/g, "") });
      return undefined;
    });
  };
  return (
    <section className="card narrow">
      <ScreenHeading>{t.signIn.heading}</ScreenHeading>
      <p>{t.signIn.intro}</p>
      <form onSubmit={submit}>
        <TextField label={t.signIn.name} value={given.name} required autoComplete="username" onChange={(event) => setGiven({ ...given, name: event.target.value })} />
        <TextField label={t.signIn.passphrase} type="password" value={given.passphrase} required autoComplete="current-password" onChange={(event) => setGiven({ ...given, passphrase: event.target.value })} />
        <TextField label={t.signIn.totp} hint={t.signIn.totpHint} value={given.totp} required inputMode="numeric" pattern="[0-9 ]{6,7}" autoComplete="one-time-code" onChange={(event) => setGiven({ ...given, totp: event.target.value })} />
        {entering.problem !== undefined && <Notice kind="wrong">{entering.problem}</Notice>}
        {entering.busy && <Waiting text={t.signIn.working} />}
        <Button type="submit" kind="primary" aria-disabled={entering.busy || undefined}>
          {t.signIn.submit}
        </Button>
      </form>
      <PasskeyButton entering={entering} />
      <ProviderSignIn />
      <p className="hint">{t.signIn.lost}</p>
    </section>
  );
}

export function UnlockScreen({ idle, name }: { readonly idle: boolean; readonly name: string }) {
  const { t } = useSpeech();
  const { unlock, leave } = useSession();
  const entering = useEntering();
  const [passphrase, setPassphrase] = useState("");
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void entering.run(async () => {
      await unlock(passphrase);
      return undefined;
    });
  };
  return (
    <section className="card narrow">
      <ScreenHeading>{t.unlock.heading}</ScreenHeading>
      <p>{idle ? `${t.unlock.idle} ${t.unlock.intro}` : t.unlock.intro}</p>
      <p className="who">{name}</p>
      <form onSubmit={submit}>
        <TextField label={t.signIn.passphrase} type="password" value={passphrase} required autoComplete="current-password" onChange={(event) => setPassphrase(event.target.value)} />
        {entering.problem !== undefined && <Notice kind="wrong">{entering.problem}</Notice>}
        {entering.busy && <Waiting text={t.signIn.working} />}
        <Button type="submit" kind="primary" aria-disabled={entering.busy || undefined}>
          {t.unlock.submit}
        </Button>
      </form>
      <PasskeyButton entering={entering} />
      <p className="hint">{t.unlock.other}</p>
      <Button kind="quiet" onClick={() => void leave()}>
        {t.nav.signOut}
      </Button>
    </section>
  );
}
