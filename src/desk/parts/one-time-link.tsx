import { useState } from "react";
import { basePath } from "../router.ts";
import { useSpeech } from "../speech.tsx";
import { Button } from "./form.tsx";
import { Notice } from "./notice.tsx";

/** An invitation, to be handed over by the person himself: the server keeps only its hash and sends it to nobody. */
export function OneTimeLink({ token, text, screen = "begin" }: { readonly token: string; readonly text: string; readonly screen?: "begin" | "herstel" }) {
  const { t } = useSpeech();
  const [copied, setCopied] = useState(false);
  const address = `${location.origin}${basePath}/${screen}#${token}`;
  const copy = (): void => {
    navigator.clipboard.writeText(address).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <Notice kind="good">
      <p>{text}</p>
      <p>
        <code className="link">{address}</code>
      </p>
      <Button onClick={copy}>{t.app.copy}</Button> {copied && <span>{t.app.copied}</span>}
    </Notice>
  );
}
