/** From the conversation to the complaint procedure: `#procedure-door`, shown only when there is one. */
import type { FC } from "hono/jsx";
import { pathIn } from "../../../base/index.ts";
import type { Language } from "../../../base/index.ts";
import { Actions, Button, Heading, Hidden, Paragraph } from "../../../ui/index.ts";
import { procedureTexts } from "../../texts/index.ts";

export const ProcedureDoor: FC<{ readonly language: Language; readonly ticket: string; readonly hidden: boolean }> = ({ language, ticket, hidden }) => {
  const words = procedureTexts[language];
  return (
    <form class="utrecht-form" id="procedure-door" action={pathIn(language, "/gesprek/klacht")} method="post" autocomplete="off" hidden={hidden}>
      {ticket === "" ? null : <Hidden values={{ ticket }} />}
      <Heading level={2}>{words.heading}</Heading>
      <Paragraph>{words.lead}</Paragraph>
      <div data-gehoord-status="" aria-live="polite"></div>
      <Actions>
        <Button kind="secondary">{words.toProcedure}</Button>
      </Actions>
    </form>
  );
};
