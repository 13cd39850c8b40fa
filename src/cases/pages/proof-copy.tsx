/**
 * `/bewijs` as a file to keep (`security.md` 1.11): one file that checks proofs without a line. It holds the public keys of all
 * weeks until now and the very script of the page; its own content policy lets nothing else run and nothing leave. Same keys and
 * same script: the same bytes, so that its fingerprint can stand on the page.
 */
import { createHash } from "node:crypto";
import { raw } from "hono/html";
import type { FC } from "hono/jsx";
import type { Language } from "../../base/index.ts";
import type { ProofKey } from "../../envelope/index.ts";
import { Actions, Button, Heading, Lead, Paragraph, TextArea } from "../../ui/index.ts";
import type { PageFile } from "../../ui/index.ts";
import { weekParts } from "../rules/weeks.ts";
import { personTexts } from "../texts/index.ts";
import { ProofTemplates } from "./bewijs.tsx";

type CopyParts = { readonly language: Language; readonly keys: readonly ProofKey[]; readonly script: string };

const style = `
:root{color-scheme:light dark;--paper:#fbf6ee;--ink:#26242e;--teal:#155e5c;--on-teal:#fff;--red:#9c1f2b;--line:#8b8577}
@media (prefers-color-scheme:dark){:root{--paper:#1c1b22;--ink:#f5f0e8;--teal:#8fd6cc;--on-teal:#10292a;--red:#ffb3ae;--line:#948e83}}
body{margin:0 auto;padding:1rem;max-width:40rem;background:var(--paper);color:var(--ink);font:1.1rem/1.6 system-ui,sans-serif;overflow-wrap:anywhere}
label{display:block;font-weight:650}
textarea{box-sizing:border-box;width:100%;font:inherit;padding:.5rem;border:2px solid var(--line);border-radius:.5rem;background:var(--paper);color:var(--ink)}
button{min-height:3rem;margin-top:1rem;padding:.5rem 1.5rem;border:0;border-radius:2rem;background:var(--teal);color:var(--on-teal);font:inherit;font-weight:650}
:focus-visible{outline:3px solid var(--ink);outline-offset:3px}
.utrecht-alert{padding:.25rem 1rem;border-left:.4rem solid var(--teal)}
.utrecht-alert--danger{border-color:var(--red)}
`;

const pinned = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

const Copy: FC<CopyParts> = ({ language, keys, script }) => {
  const { check } = personTexts[language];
  const newest = keys.map(({ week }) => week).sort().at(-1);
  const { week, year } = weekParts(newest ?? "");
  const policy = `default-src 'none'; script-src ${pinned(script)}; style-src ${pinned(style)}; form-action 'none'; base-uri 'none'`;
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={policy} />
        <title>Gehoord</title>
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <style>{raw(style)}</style>
      </head>
      <body>
        <main>
          <Heading level={1}>{check.heading}</Heading>
          <Lead>{check.copy.inside}</Lead>
          {newest === undefined ? null : <Paragraph>{check.copy.until(week, year)}</Paragraph>}
          <div data-gehoord-verdict="" aria-live="polite"></div>
          <form id="proof-check">
            <p data-gehoord-without-script="">{check.copy.noScript}</p>
            <TextArea name="bewijs" label={check.field} hint={check.fieldHint} rows={4} maxLength={400} />
            <Actions>
              <Button>{check.button}</Button>
            </Actions>
          </form>
        </main>
        <ProofTemplates language={language} keys={keys} unknown={check.copy.unknown} />
        <script type="module">{raw(script)}</script>
      </body>
    </html>
  );
};

/** The file; its name says until which week it knows proofs. */
export async function proofCopy({ language, keys, script }: CopyParts): Promise<PageFile> {
  // What ends a script must not stand inside one.
  const inside = script.replaceAll("</script", "<\\/script");
  const ordered = [...keys].sort((one, other) => (one.week === other.week ? one.key.localeCompare(other.key) : one.week.localeCompare(other.week)));
  const node = <Copy language={language} keys={ordered} script={inside} />;
  const html = String(await node.toString());
  return { name: `gehoord-bewijs-${ordered.at(-1)?.week ?? "leeg"}.html`, type: "text/html; charset=utf-8", content: `<!DOCTYPE html>${html}\n` };
}

/** SHA-256 in hexadecimal, as command lines write it. */
export const fingerprintOf = ({ content }: PageFile): string => createHash("sha256").update(content).digest("hex");
