/** For who must not have the conversation on the screen: a place to write, and nothing else. */
import type { FC } from "hono/jsx";
import type { Language } from "../../base/index.ts";
import { Alert, Heading, Lead, Paragraph } from "../../ui/index.ts";
import { talkTexts } from "../texts/index.ts";
import { DangerHelp } from "./danger.tsx";
import { WriteForm } from "./talk.tsx";
import type { Said } from "./talk.tsx";

export const OnlyWrite: FC<{ readonly language: Language; readonly ticket: string; readonly mark: string; readonly said: Said; readonly typed: string }> = ({ language, ticket, mark, said, typed }) => {
  const { view } = talkTexts[language];
  return (
    <>
      <Heading level={1}>{view.onlyWriteHeading}</Heading>
      {said.notSafe === true ? <DangerHelp language={language} /> : null}
      {said.sent === true ? (
        <Alert kind="ok" id="sent">
          <Paragraph>{view.whoReads}</Paragraph>
        </Alert>
      ) : null}
      <Lead>{view.onlyWriteLead}</Lead>
      <WriteForm language={language} ticket={ticket} mark={mark} scripted={false} onlyWrite typed={typed} problem={said.problem} />
    </>
  );
};
