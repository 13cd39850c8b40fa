/** Where a person types the code. */
import type { FC } from "hono/jsx";
import { pathIn } from "../../base/index.ts";
import type { Language } from "../../base/index.ts";
import { Actions, Alert, Button, CheckboxGroup, ErrorSummary, Heading, Hidden, Lead, Paragraph, TextInput } from "../../ui/index.ts";
import { personTexts, talkTexts } from "../texts/index.ts";
import { ProcedureTemplates, procedureMessages } from "./procedure/view.tsx";
import { FileTemplates, Messages } from "./templates.tsx";
import { TalkTemplates, talkMessages } from "./talk.tsx";

export type CodePageProps = {
  readonly language: Language;
  readonly installation: string;
  /** base64url */
  readonly salt: string;
  readonly noticeRecipient: string;
  readonly backupDays: number;
  /** Why it did not open, in words. Never what was typed: a shoulder may look. */
  readonly problem?: string;
  /** A remark that is no mistake of the person. */
  readonly remark?: string;
  /** What was being written when the conversation ended: it waits here, unseen, and stands in its field once the code opens it again. */
  readonly typed?: string;
};

export const CodePage: FC<CodePageProps> = (props) => {
  const { language, problem, remark } = props;
  const { open } = talkTexts[language];
  const data = {
    "data-gehoord-conversation": "",
    "data-language": language,
    "data-installation": props.installation,
    "data-salt": props.salt,
    "data-notice-recipient": props.noticeRecipient,
  };
  return (
    <>
      <Heading level={1}>{open.heading}</Heading>
      {remark === undefined ? null : (
        <Alert kind="info" id="remark">
          <Paragraph>{remark}</Paragraph>
        </Alert>
      )}
      <ErrorSummary title={open.problem} errors={problem === undefined ? [] : [{ field: "code", message: problem }]} />
      <Lead>{open.lead}</Lead>
      <form class="utrecht-form" id="code-form" action={pathIn(language, "/gesprek/openen")} method="post" autocomplete="off" novalidate {...data}>
        {props.typed === undefined ? null : <Hidden values={{ text: props.typed }} />}
        <div data-gehoord-without-script="">
          <Paragraph>{open.onArrival}</Paragraph>
        </div>
        <div data-gehoord-with-script="" hidden>
          <Paragraph>{open.inBrowser}</Paragraph>
        </div>
        <TextInput name="code" label={open.code} hint={open.codeHint} code size={22} maxLength={40} error={problem} />
        <div data-gehoord-without-script="">
          <CheckboxGroup name="only" legend={open.onlyWriteHint} options={[{ value: "write", label: open.onlyWrite }]} />
        </div>
        <div data-gehoord-status="" aria-live="polite"></div>
        <Actions>
          <Button id="open-conversation">{open.look}</Button>
        </Actions>
      </form>
      <Heading level={2}>{open.lost}</Heading>
      <Paragraph>{open.lostBody}</Paragraph>
      <Paragraph>
        <a href={pathIn(language, "/gesprek/kwijt")}>{personTexts[language].lost.link}</a>
      </Paragraph>
      <Paragraph>
        <a href={pathIn(language, "/melden")}>{personTexts[language].lost.writeAnew}</a>
      </Paragraph>
      <TalkTemplates language={language} backupDays={props.backupDays} />
      <ProcedureTemplates language={language} side="complainant" />
      <FileTemplates language={language} />
      <Messages language={language} more={{ ...talkMessages(language), ...procedureMessages(language) }} />
    </>
  );
};
