/** A page with one question. Works without script; the script only helps to find the topic from typed words. */
import type { FC } from "hono/jsx";
import { type Language, pathIn } from "../../base/index.ts";
import { Actions, Button, ErrorSummary, Form, Heading, Hidden, Lead, Paragraph, RadioGroup } from "../../ui/index.ts";
import type { Question } from "../questions.ts";
import { Roles } from "../shape.ts";
import { pageTexts, type Voice } from "../texts/pages.ts";
import { type Asked, carried, lastAnswered } from "./talk.ts";

export const signpostPath = (language: Language): string => pathIn(language, "/wegwijzer");

function voiceOf(role: string | undefined): Voice {
  return role === "pupil" || role === undefined ? "pupil" : role === "parent" ? "parent" : "worker";
}

/** Who you are: one touch, no second button. Stands on the first page of the site as well. */
export const WhoAreYou: FC<{ readonly language: Language; readonly level?: 1 | 2 }> = ({ language, level }) => {
  const texts = pageTexts[language];
  return (
    <Form action={signpostPath(language)} id="signpost-start">
      <Heading level={level ?? 2}>{texts.questions.role.pupil}</Heading>
      <div class="actions">
        {Roles.map((role) => (
          <Button kind="secondary" name="role" value={role}>
            {texts.options.role[role]}
          </Button>
        ))}
      </div>
    </Form>
  );
};

/** Only for the script, which shows it; without a name the field is never part of what is sent. */
const TypedWords: FC<{ readonly language: Language }> = ({ language }) => {
  const { words } = pageTexts[language];
  return (
    <div class="utrecht-form-field" id="signpost-words" hidden data-found={words.found} data-nothing={words.nothing}>
      <label class="utrecht-form-label" for="signpost-typed">
        {words.label}
      </label>
      <p class="utrecht-form-field__description" id="signpost-typed-hint">
        {words.hint}
      </p>
      <input class="utrecht-textbox" id="signpost-typed" type="text" autocomplete="off" spellcheck={false} maxlength={200} aria-describedby="signpost-typed-hint" />
      <output id="signpost-matched" for="signpost-typed" />
    </div>
  );
};

const Choices: FC<{ readonly question: Question; readonly talk: Asked; readonly language: Language }> = ({ question, talk, language }) => {
  const texts = pageTexts[language];
  const options = question.options.map((value) => ({ value, label: value === "unknown" ? texts.unknown : (texts.options[question.id][value] ?? value) }));
  const hint = texts.hints[question.id];
  const asked = texts.questions[question.id][voiceOf(talk.answers.role)];
  const heading = question.id === "topic" ? { legend: texts.orChoose } : { legend: asked, heading: 1 as const };
  return (
    <RadioGroup
      name={question.id}
      {...heading}
      options={options}
      {...(hint === undefined ? {} : { hint })}
      {...(talk.missed ? { error: texts.choose } : {})}
    />
  );
};

/** "Back" stands outside the fields, so that the Enter key never goes back. */
export const QuestionPage: FC<{ readonly question: Question; readonly talk: Asked; readonly language: Language }> = ({ question, talk, language }) => {
  const texts = pageTexts[language];
  const before = lastAnswered(talk);
  return (
    <>
      {talk.missed ? <ErrorSummary title={texts.problem} errors={[{ field: question.id, message: texts.choose }]} /> : null}
      <Form action={signpostPath(language)} id="signpost">
        <Hidden values={{ ...carried(talk), asked: question.id }} />
        {question.id === "topic" ? (
          <>
            <Heading level={1}>{texts.questions.topic[voiceOf(talk.answers.role)]}</Heading>
            <TypedWords language={language} />
          </>
        ) : null}
        <Choices question={question} talk={talk} language={language} />
        <Actions>
          <Button>{texts.next}</Button>
          {talk.answers.topic === undefined ? null : (
            <Button kind="secondary" name="show" value="yes">
              {texts.showNow}
            </Button>
          )}
          {before === undefined ? null : (
            <Button kind="quiet" name="back" value={before}>
              {texts.back}
            </Button>
          )}
        </Actions>
      </Form>
    </>
  );
};

export const StartPage: FC<{ readonly language: Language }> = ({ language }) => {
  const texts = pageTexts[language];
  return (
    <>
      <Heading level={1}>{texts.title}</Heading>
      <Lead>{texts.lead}</Lead>
      <WhoAreYou language={language} />
      <Paragraph small>{texts.result.lead}</Paragraph>
    </>
  );
};
