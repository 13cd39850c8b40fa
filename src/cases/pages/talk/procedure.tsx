/**
 * From the conversation to the complaint procedure: `#procedure-door`, shown only when there is one, and what has to be done
 * after its advice. For the script: `[data-gehoord-open-duties]` takes rows of `#template-duty`.
 */
import type { FC } from "hono/jsx";
import { pathIn } from "../../../base/index.ts";
import type { Language } from "../../../base/index.ts";
import { Actions, Button, Heading, Hidden, Paragraph } from "../../../ui/index.ts";
import { procedureTexts } from "../../texts/index.ts";
import { Duty } from "../procedure/view.tsx";
import type { ShownDuty } from "../procedure/view.tsx";

type Inside = { readonly language: Language; readonly ticket: string; readonly mark: string };

export const ProcedureDoor: FC<Inside & { readonly hidden: boolean; readonly duties?: readonly ShownDuty[] }> = ({ language, ticket, mark, hidden, duties = [] }) => {
  const words = procedureTexts[language];
  return (
    <>
      <form class="utrecht-form" id="procedure-door" action={pathIn(language, "/gesprek/klacht")} method="post" autocomplete="off" hidden={hidden}>
        {ticket === "" ? null : <Hidden values={{ ticket }} />}
        <Heading level={2}>{words.heading}</Heading>
        <Paragraph>{words.lead}</Paragraph>
        <div data-gehoord-status="" aria-live="polite"></div>
        <Actions>
          <Button kind="secondary">{words.toProcedure}</Button>
        </Actions>
      </form>
      <div data-gehoord-open-duties="" hidden={duties.length === 0}>
        <Heading level={3}>{words.obligations}</Heading>
        <ul class="talk">
          {duties.map((duty) => (
            <Duty language={language} side="complainant" ticket={ticket} mark={mark} duty={duty} />
          ))}
        </ul>
        <div data-gehoord-status="" aria-live="polite"></div>
      </div>
    </>
  );
};
