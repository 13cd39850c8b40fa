/** `/gesprek/kwijt`: who lost the code asks for the conversation, by an invented name and a secret sentence. */
import type { FC } from "hono/jsx";
import { pathIn } from "../../base/index.ts";
import type { Language } from "../../base/index.ts";
import { Actions, Button, ErrorSummary, Heading, Lead, List, Paragraph, Select, TextInput } from "../../ui/index.ts";
import { longestSentence } from "../rules/way-back.ts";
import type { WayBackProblem } from "../rules/way-back.ts";
import { personTexts, talkTexts } from "../texts/index.ts";
import { Messages } from "./templates.tsx";

export type LostPageProps = {
  readonly language: Language;
  readonly installation: string;
  /** base64url */
  readonly salt: string;
  readonly points: readonly { readonly team: string; readonly name: string; readonly recipient: string }[];
  readonly problem?: WayBackProblem | "team" | undefined;
  readonly typed: { readonly team: string; readonly name: string; readonly sentence: string };
};

export const LostPage: FC<LostPageProps> = ({ language, installation, salt, points, problem, typed }) => {
  const { lost, wayBack } = personTexts[language];
  const words = { team: lost.choose, ...wayBack.problems };
  const field = { team: "team", name: "name", sentence: "sentence" } as const;
  const error = (name: keyof typeof field): string | undefined => (problem === name ? words[name] : undefined);
  return (
    <>
      <Heading level={1}>{lost.heading}</Heading>
      <ErrorSummary title={lost.problem} errors={problem === undefined ? [] : [{ field: field[problem], message: words[problem] }]} />
      <Lead>{lost.lead}</Lead>
      <List ordered items={lost.steps} />
      <form class="utrecht-form" id="claim-form" action={pathIn(language, "/gesprek/kwijt")} method="post" autocomplete="off" novalidate data-language={language} data-installation={installation} data-salt={salt}>
        <div data-gehoord-without-script="">
          <Paragraph>{lost.onServer}</Paragraph>
        </div>
        <div data-gehoord-with-script="" hidden>
          <Paragraph>{lost.local}</Paragraph>
        </div>
        <Select name="team" label={lost.where} value={typed.team} error={error("team")} options={[{ value: "", label: lost.choose }, ...points.map((one) => ({ value: one.team, label: one.name }))]} />
        <TextInput name="name" label={wayBack.name} maxLength={60} value={typed.name} error={error("name")} />
        <TextInput name="sentence" label={wayBack.sentence} maxLength={longestSentence} value={typed.sentence} error={error("sentence")} />
        <div data-gehoord-status="" aria-live="polite"></div>
        <Actions>
          <Button id="claim-send">{lost.send}</Button>
        </Actions>
      </form>
      <Heading level={2}>{lost.noName}</Heading>
      <Paragraph>{lost.noNameBody}</Paragraph>
      <Paragraph>
        <a href={pathIn(language, "/melden")}>{lost.writeAnew}</a>
      </Paragraph>
      <template id="template-claim">
        <ClaimMade language={language} code="" day="" />
      </template>
      <template data-gehoord-recipients="">{points.map((one) => `${one.team} ${one.recipient}`).join("\n")}</template>
      <Messages language={language} more={{ opening: lost.working, "claim-problem": lost.problem, "claim-day": lost.doneBody("{date}"), "problem-team": words.team, "problem-name": words.name, "problem-sentence": words.sentence }} />
    </>
  );
};

/** Shown for right and wrong alike: `[data-gehoord-code]` and `[data-gehoord-claim-day]` are filled in by the script. */
export const ClaimMade: FC<{ readonly language: Language; readonly code: string; readonly day: string }> = ({ language, code, day }) => {
  const { lost, codes } = personTexts[language];
  return (
    <>
      <h1 class="utrecht-heading-1" tabindex={-1} id="claim-heading">
        {lost.done}
      </h1>
      <section class="receipt-card" aria-label={lost.newCode}>
        <p class="receipt-card__title">{lost.newCode}</p>
        <p class="receipt-card__code" data-gehoord-code="" translate="no">
          {code}
        </p>
        <p>{codes.madeHint}</p>
        <p data-gehoord-claim-day="">{lost.doneBody(day)}</p>
      </section>
      <Paragraph>{lost.same}</Paragraph>
      <Paragraph>
        <a href={pathIn(language, "/gesprek")}>{talkTexts[language].open.heading}</a>
      </Paragraph>
    </>
  );
};
