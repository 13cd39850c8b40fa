import { authenticatorAddress, base32 } from "../keyring/passphrase.ts";
import { useSpeech } from "../speech.tsx";
import { TextField } from "./form.tsx";
import { QrCode } from "./qr.tsx";

type Fields = { readonly secret: Uint8Array; readonly name: string; readonly totp: string; readonly onTotp: (totp: string) => void };

/** A new authenticator, and the digits that show that it works. */
export function AuthenticatorFields({ secret, name, totp, onTotp }: Fields) {
  const { t } = useSpeech();
  return (
    <fieldset>
      <legend>{t.begin.totpHeading}</legend>
      <p>{t.begin.totpExplain}</p>
      <QrCode text={authenticatorAddress(secret, name)} label={t.begin.qr} />
      <p>
        {t.begin.totpSecret}: <code className="secret">{(base32(secret).match(/.{4}/g) ?? []).join(" ")}</code>
      </p>
      <TextField label={t.begin.totp} value={totp} required inputMode="numeric" pattern="[0-9 ]{6,7}" autoComplete="one-time-code" onChange={(event) => onTotp(event.target.value)} />
    </fieldset>
  );
}
