/** From an invitation link to a member: keys are made here, in this browser. */
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { SubmitEvent } from "react";
import { Accepted, InvitationOpened } from "../../accounts/shape.ts";
import { toBase64Url } from "../../envelope/index.ts";
import { ask, Refusal } from "../api.ts";
import { browserArgon2 } from "../keyring/argon2.ts";
import { freshBytes, makePerson } from "../keyring/making.ts";
import { isLongEnough } from "../keyring/passphrase.ts";
import { AuthenticatorFields } from "../parts/authenticator.tsx";
import { useDoing } from "../parts/doing.ts";
import { Button, TextField } from "../parts/form.tsx";
import { ScreenHeading } from "../parts/heading.tsx";
import { Link } from "../parts/link.tsx";
import { Loaded, Notice, Waiting } from "../parts/notice.tsx";
import { isToken, takeToken } from "../parts/token.ts";
import { useSpeech } from "../speech.tsx";

export function BeginScreen() {
  const { t } = useSpeech();
  const [token] = useState(takeToken);
  const [member, setMember] = useState<string>();
  const query = useQuery({
    queryKey: ["invitation"],
    queryFn: () => ask("/invitations/openings", { method: "POST", body: { token }, out: InvitationOpened }),
    enabled: isToken(token),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const gone = !isToken(token) || (query.error instanceof Refusal && query.error.because === "invitation-not-valid");
  return (
    <section className="card narrow">
      <ScreenHeading>{t.begin.heading}</ScreenHeading>
      {gone && <Notice kind="wrong">{t.begin.invalid}</Notice>}
      {member !== undefined && <Done />}
      {!gone && member === undefined && (
        <Loaded query={query} waiting={t.begin.checking}>
          {(invited) => <BecomeMember token={token} invited={invited} onDone={setMember} />}
        </Loaded>
      )}
    </section>
  );
}

function Done() {
  const { t } = useSpeech();
  return (
    <>
      <Notice kind="good">{t.begin.done}</Notice>
      <p>{t.begin.doneNext}</p>
      <p>
        <Link to="/" className="button button-primary">
          {t.begin.toSignIn}
        </Link>
      </p>
    </>
  );
}

type Typed = { readonly shownName: string; readonly name: string; readonly passphrase: string; readonly again: string; readonly totp: string };

function BecomeMember({ token, invited, onDone }: { readonly token: string; readonly invited: InvitationOpened; readonly onDone: (member: string) => void }) {
  const { t } = useSpeech();
  const doing = useDoing();
  const totpSecret = useMemo(() => freshBytes(20), []);
  const [typed, setTyped] = useState<Typed>({ shownName: invited.shownName, name: "", passphrase: "", again: "", totp: "" });
  const put = (part: Partial<Typed>): void => setTyped((before) => ({ ...before, ...part }));
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!isLongEnough(typed.passphrase)) return doing.complain(t.begin.short);
    if (typed.passphrase !== typed.again) return doing.complain(t.begin.different);
    void doing.run(async () => {
      const person = await makePerson(typed.passphrase, browserArgon2);
      const body = { token, name: typed.name.trim().toLowerCase(), shownName: typed.shownName.trim(), ...person, totpSecret: toBase64Url(totpSecret), totp: typed.totp.replaceAll(/\s/g, "") };
      const { member } = await ask("/invitations/acceptances", { method: "POST", body, out: Accepted });
      onDone(member);
      return undefined;
    });
  };
  return (
    <form onSubmit={submit}>
      <p>{invited.roles.includes("coordinator") ? t.begin.setup : t.begin.invited(invited.organisationName)}</p>
      <p>
        {t.begin.asRole} <strong>{invited.roles.map((role) => t.roleNames[role]).join(", ")}</strong>.
      </p>
      <p className="hint">{t.begin.explain}</p>
      <TextField label={t.begin.shownName} value={typed.shownName} required maxLength={80} autoComplete="name" onChange={(event) => put({ shownName: event.target.value })} />
      <TextField label={t.begin.name} hint={t.begin.nameHint} value={typed.name} required minLength={3} maxLength={40} pattern="[a-zA-Z0-9][a-zA-Z0-9._\-]*[a-zA-Z0-9]" autoComplete="username" onChange={(event) => put({ name: event.target.value })} />
      <TextField label={t.begin.passphrase} hint={t.begin.passphraseHint} type="password" value={typed.passphrase} required autoComplete="new-password" onChange={(event) => put({ passphrase: event.target.value })} />
      <TextField label={t.begin.passphraseAgain} type="password" value={typed.again} required autoComplete="new-password" onChange={(event) => put({ again: event.target.value })} />
      <AuthenticatorFields secret={totpSecret} name={typed.name === "" ? invited.organisation : typed.name} totp={typed.totp} onTotp={(totp) => put({ totp })} />
      {doing.problem !== undefined && <Notice kind="wrong">{doing.problem}</Notice>}
      {doing.busy && <Waiting text={t.begin.working} />}
      <Button type="submit" kind="primary" aria-disabled={doing.busy || undefined}>
        {t.begin.submit}
      </Button>
    </form>
  );
}
