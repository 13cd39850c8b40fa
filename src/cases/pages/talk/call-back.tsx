/** The call in a conversation: how it stands, another moment, or none any more. Drawn by the server, or filled in by the script. */
import type { FC } from "hono/jsx";
import { pathIn } from "../../../base/index.ts";
import type { Language } from "../../../base/index.ts";
import { Actions, Button, Details, Heading, Hidden, Paragraph, RadioGroup } from "../../../ui/index.ts";
import { callBackActs, CallBackStates } from "../../rules/call-back.ts";
import { CallRules, momentInWords } from "../../shape/call-back.ts";
import type { CallBackAnswer } from "../../shape/call-back.ts";
import { callTexts } from "../../texts/index.ts";
import { Decides } from "./frame.tsx";

export type CallBackSectionProps = { readonly language: Language; readonly answer: CallBackAnswer; readonly ticket: string; readonly mark: string; readonly helper?: boolean; readonly done?: boolean; readonly problem?: string | undefined };

export const CallBackSection: FC<CallBackSectionProps> = ({ language, answer, ticket, mark, helper = false, done, problem }) => {
  const { callBack, slots } = answer;
  if (callBack === null) return null;
  const texts = callTexts[language].talk;
  const acts = callBackActs(callBack.state, "reporter");
  return (
    <section aria-labelledby="call-heading">
      <Heading level={2} id="call-heading">
        {texts.heading}
      </Heading>
      <Paragraph>{texts.state[callBack.state](momentInWords(callBack.slot, language))}</Paragraph>
      {done === true ? <Paragraph>{texts.changed}</Paragraph> : null}
      {helper ? null : acts.length === 0 ? (
        <Paragraph>
          <a href={pathIn(language, "/bel-mij")}>{texts.again}</a>
        </Paragraph>
      ) : (
        <form class="utrecht-form" id="call-change-form" action={pathIn(language, "/gesprek/bellen")} method="post" autocomplete="off" novalidate>
          <Hidden values={{ ticket, mark }} />
          {slots.length === 0 ? (
            <Paragraph>{texts.noSlots}</Paragraph>
          ) : (
            <Details summary={texts.change} open={problem !== undefined}>
              <RadioGroup name="slot" id="call-slot" legend={texts.choose} error={problem} options={slots.map((value) => ({ value, label: momentInWords(value, language) }))} />
              <Actions>
                <Button kind="secondary" name="call" value="change">
                  {texts.save}
                </Button>
              </Actions>
            </Details>
          )}
          <Actions>
            {acts.includes("cancel") ? (
              <Button kind="secondary" name="call" value="cancel">
                {texts.cancel}
              </Button>
            ) : null}
          </Actions>
        </form>
      )}
    </section>
  );
};

/** Where the script draws the same: `[data-gehoord-call]`, hidden until there is a call-back. */
export const CallBackTemplate: FC<{ readonly language: Language }> = ({ language }) => {
  const texts = callTexts[language].talk;
  return (
    <section data-gehoord-call="" hidden aria-labelledby="call-heading">
      <h2 class="utrecht-heading-2" id="call-heading" tabindex={-1}>
        {texts.heading}
      </h2>
      <p class="utrecht-paragraph" data-gehoord-call-state="" aria-live="polite"></p>
      <p class="utrecht-paragraph" data-gehoord-call-again="" hidden>
        <a href={pathIn(language, "/bel-mij")}>{texts.again}</a>
      </p>
      <Decides>
        <form class="utrecht-form" id="call-change-form" action={pathIn(language, "/gesprek/bellen")} method="post" autocomplete="off" novalidate hidden>
          <div data-gehoord-call-change="">
            <Details summary={texts.change}>
              <RadioGroup name="slot" id="call-slot" legend={texts.choose} options={[]} />
              <Actions>
                <Button kind="secondary" name="call" value="change">
                  {texts.save}
                </Button>
              </Actions>
            </Details>
          </div>
          <Actions>
            <Button kind="secondary" name="call" value="cancel">
              {texts.cancel}
            </Button>
          </Actions>
          <div data-gehoord-status="" aria-live="polite"></div>
        </form>
      </Decides>
    </section>
  );
};

/** Every sentence that the script needs for it. */
export function callMessages(language: Language): Readonly<Record<string, string>> {
  const { talk, labels, form } = callTexts[language];
  return Object.fromEntries([
    ...CallBackStates.map((state) => [`call-${state}`, talk.state[state]("{moment}")]),
    ...Object.entries(labels).map(([name, text]) => [`label-${name}`, text]),
    ...CallRules.map((rule) => [`rule-${rule}`, form.rule[rule]]),
    ["call-line", talk.asked("{moment}")],
    ["call-no", talk.cancelledLine],
    ["call-done", talk.changed],
    ["call-choose", form.problem.slot],
    ["slot-taken", form.taken],
  ]) as Record<string, string>;
}
