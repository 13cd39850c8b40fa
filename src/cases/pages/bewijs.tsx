/** `/bewijs`: is this proof real? With script wholly in the page, which holds the public keys of all weeks; without it by the server. */
import type { FC } from "hono/jsx";
import { pathIn } from "../../base/index.ts";
import type { Language } from "../../base/index.ts";
import type { ProofKey, verifyProof } from "../../envelope/index.ts";
import { Actions, Alert, Button, Form, Heading, Lead, Paragraph, TextArea } from "../../ui/index.ts";
import { ProofKinds } from "../rules/follow-up.ts";
import { weekParts } from "../rules/weeks.ts";
import { personTexts } from "../texts/index.ts";

type Verdict = ReturnType<typeof verifyProof>;

const Shown: FC<{ readonly language: Language; readonly verdict: Verdict }> = ({ language, verdict }) => {
  const { check } = personTexts[language];
  const kind = verdict.ok ? ProofKinds[verdict.proof.step] : undefined;
  if (!verdict.ok || kind === undefined) {
    return (
      <Alert kind="danger" id="proof-verdict" title={check.bad}>
        <Paragraph>{check.reasons[verdict.ok ? "unknown-key" : verdict.reason]}</Paragraph>
      </Alert>
    );
  }
  const { week, year } = weekParts(verdict.proof.week);
  return (
    <Alert kind="ok" id="proof-verdict" title={check.good}>
      <Paragraph>{check.meaning[kind]}</Paragraph>
      <Paragraph>{check.says(week, year)}</Paragraph>
      <Paragraph>{check.silent}</Paragraph>
    </Alert>
  );
};

/**
 * For the script: `[data-gehoord-proof-keys]` holds the keys (`key week public`, one a line), a template per verdict:
 * `#template-proof-{kind}` with `{week}` and `{year}` in it, and `#template-proof-{reason}`.
 */
export const ProofTemplates: FC<{ readonly language: Language; readonly keys: readonly ProofKey[]; readonly unknown?: string }> = ({ language, keys, unknown }) => {
  const { check } = personTexts[language];
  const reasons = unknown === undefined ? check.reasons : { ...check.reasons, "unknown-key": unknown };
  return (
    <>
      <template data-gehoord-proof-keys="">{keys.map((one) => `${one.key} ${one.week} ${one.public}`).join("\n")}</template>
      {ProofKinds.map((kind) => (
        <template id={`template-proof-${kind}`}>
          <Alert kind="ok" id="proof-verdict" title={check.good}>
            <Paragraph>{check.meaning[kind]}</Paragraph>
            <p class="utrecht-paragraph" data-gehoord-says="">
              {check.says(0, 0).replace("0", "{week}").replace("0", "{year}")}
            </p>
            <Paragraph>{check.silent}</Paragraph>
          </Alert>
        </template>
      ))}
      {Object.entries(reasons).map(([reason, text]) => (
        <template id={`template-proof-${reason}`}>
          <Alert kind="danger" id="proof-verdict" title={check.bad}>
            <Paragraph>{text}</Paragraph>
          </Alert>
        </template>
      ))}
    </>
  );
};

const CopyLink: FC<{ readonly language: Language; readonly hash: string }> = ({ language, hash }) => {
  const { copy } = personTexts[language].check;
  return (
    <>
      <Heading level={2}>{copy.heading}</Heading>
      <Paragraph>{copy.lead}</Paragraph>
      <Paragraph>
        <a href={pathIn(language, "/bewijs/nakijken.html")}>{copy.link}</a>
      </Paragraph>
      <Paragraph>{copy.hash}</Paragraph>
      <p class="proof" data-gehoord-copy-hash="" translate="no">
        {hash}
      </p>
      <Paragraph>{copy.hashHint}</Paragraph>
    </>
  );
};

/** `copy`: the fingerprint of the copy to keep, where there is one. */
export const ProofPage: FC<{ readonly language: Language; readonly keys: readonly ProofKey[]; readonly verdict?: Verdict; readonly copy?: string | undefined }> = ({ language, keys, verdict, copy }) => {
  const { check } = personTexts[language];
  return (
    <>
      <Heading level={1}>{check.heading}</Heading>
      <Lead>{check.lead}</Lead>
      <div data-gehoord-verdict="" aria-live="polite">
        {verdict === undefined ? null : <Shown language={language} verdict={verdict} />}
      </div>
      <Form action={pathIn(language, "/bewijs")} id="proof-check">
        <div data-gehoord-without-script="">
          <Paragraph>{check.onServer}</Paragraph>
        </div>
        <div data-gehoord-with-script="" hidden>
          <Paragraph>{check.local}</Paragraph>
        </div>
        <TextArea name="bewijs" label={check.field} hint={check.fieldHint} rows={4} maxLength={400} />
        <Actions>
          <Button>{check.button}</Button>
        </Actions>
      </Form>
      {copy === undefined ? null : <CopyLink language={language} hash={copy} />}
      <ProofTemplates language={language} keys={keys} />
    </>
  );
};
