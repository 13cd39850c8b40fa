/**
 * A complaint procedure as one of its sides sees it. The same components draw it on the server (without script) and stand
 * in `#template-procedure`, which the script fills.
 */
import type { FC } from "hono/jsx";
import { pathIn } from "../../../base/index.ts";
import type { Language } from "../../../base/index.ts";
import { Actions, Alert, Button, Details, ErrorSummary, Heading, Hidden, Lead, Paragraph, RadioGroup, TextArea } from "../../../ui/index.ts";
import { FoundedAnswers } from "../../rules/procedure.ts";
import type { Founded, ProcedureAct, Side } from "../../rules/procedure.ts";
import { ProcedureSteps } from "../../rules/procedure.ts";
import { Limits } from "../../shape.ts";
import { formTexts, procedureTexts } from "../../texts/index.ts";
import { Files } from "../form.tsx";

export type ShownPaper = { readonly who: string; readonly mine: boolean; readonly kind: string; readonly day: string; readonly onArrival: boolean; readonly lines: readonly string[]; readonly remark?: string };
export type ShownDuty = { readonly id: string; readonly text: string; readonly state: string; readonly asks: boolean };

export type ProcedureProps = {
  readonly language: Language;
  readonly side: Side;
  /** Sentences on how it stands. */
  readonly standing: readonly string[];
  readonly whole: boolean;
  readonly papers: readonly ShownPaper[];
  readonly duties: readonly ShownDuty[];
  readonly acts: readonly ProcedureAct[];
  readonly ticket: string;
  /** One id per form that was drawn: what is sent twice is stored once. */
  readonly mark: string;
  readonly typed?: string;
  readonly problem?: string;
  readonly sent?: boolean;
};

/** Where a side sends its words without script. */
export const wordsPath = { board: "/procedure/schrijven", complainant: "/gesprek/klacht/schrijven" } as const;

type Inside = Pick<ProcedureProps, "language" | "side" | "ticket" | "mark">;

const Travelling: FC<Inside> = ({ ticket, mark }) => (ticket === "" ? null : <Hidden values={{ ticket, mark }} />);

const Paper: FC<{ readonly language: Language; readonly paper: ShownPaper }> = ({ language, paper }) => (
  <li class={paper.mine ? "talk__item talk__item--mine" : "talk__item"}>
    <p class="talk__who">
      <strong>{paper.who}</strong> · {paper.kind} · <span>{paper.day}</span>
      {paper.onArrival ? <span> · {procedureTexts[language].onArrival}</span> : null}
    </p>
    {paper.lines.map((line) => (
      <p class="talk__text" dir="auto">
        {line}
      </p>
    ))}
    {paper.remark === undefined ? null : <p class="talk__remark">{paper.remark}</p>}
  </li>
);

const DutyButtons: FC<{ readonly language: Language }> = ({ language }) => {
  const words = procedureTexts[language];
  return (
    <>
      <Paragraph>{words.isDone}</Paragraph>
      <Actions>
        <Button kind="secondary" name="act" value="say-done">
          {words.acts["say-done"]}
        </Button>
        <Button kind="secondary" name="act" value="say-not-done">
          {words.acts["say-not-done"]}
        </Button>
      </Actions>
    </>
  );
};

export const Duty: FC<Inside & { readonly duty: ShownDuty }> = ({ duty, ...inside }) => (
  <li class="talk__item">
    <p class="talk__text" dir="auto">
      {duty.text}
    </p>
    <p class="talk__remark">{duty.state}</p>
    {duty.asks ? (
      <form class="utrecht-form" action={pathIn(inside.language, wordsPath[inside.side])} method="post" enctype="multipart/form-data" autocomplete="off">
        <Travelling {...inside} />
        <Hidden values={{ obligation: duty.id }} />
        <DutyButtons language={inside.language} />
      </form>
    ) : null}
  </li>
);

/** What asks for words; saying "done" has buttons of its own. The plain message comes first, so that nothing is withdrawn by mistake. */
export function wordActs(acts: readonly ProcedureAct[]): readonly ProcedureAct[] {
  const words = acts.filter((act) => act !== "say-done" && act !== "say-not-done" && act !== "withdraw");
  return [...words.filter((act) => act !== "write"), ...words.filter((act) => act === "write"), ...acts.filter((act) => act === "withdraw")];
}

type WordsProps = Inside & { readonly acts: readonly ProcedureAct[]; readonly typed?: string | undefined; readonly problem?: string | undefined };

const Words: FC<WordsProps> = ({ acts, typed, problem, ...inside }) => {
  const words = procedureTexts[inside.language];
  const offered = wordActs(acts);
  const [first = "write"] = offered;
  const agrees: readonly { readonly value: Founded; readonly label: string }[] = FoundedAnswers.map((value) => ({ value, label: words.agrees[value] }));
  return (
    <form class="utrecht-form" id="procedure-form" action={pathIn(inside.language, wordsPath[inside.side])} method="post" enctype="multipart/form-data" autocomplete="off" novalidate>
      <Travelling {...inside} />
      <RadioGroup name="act" legend={words.doWhat} options={offered.map((act) => ({ value: act, label: words.acts[act] }))} value={first} />
      {acts.includes("react") ? (
        <div data-gehoord-agrees="">
          <RadioGroup name="agrees" legend={words.agreesLabel} options={agrees} value="yes" />
        </div>
      ) : null}
      <TextArea name="words" label={words.write} hint={words.writeHint} rows={8} maxLength={Limits.longText} value={typed ?? ""} error={problem} />
      <Details summary={formTexts[inside.language].form.files}>
        <Files language={inside.language} />
      </Details>
      <div data-gehoord-status="" aria-live="polite"></div>
      <Actions>
        <Button id="procedure-send">{words.send}</Button>
      </Actions>
    </form>
  );
};

/** The whole procedure, drawn by the server. */
export const ProcedureView: FC<ProcedureProps> = (props) => {
  const { language, side, ticket, mark } = props;
  const words = procedureTexts[language];
  const inside: Inside = { language, side, ticket, mark };
  return (
    <>
      <Heading level={1}>{words.heading}</Heading>
      {props.sent === true ? (
        <Alert kind="ok" id="sent">
          <Paragraph>{words.sent}</Paragraph>
        </Alert>
      ) : null}
      <ErrorSummary title={formTexts[language].form.problems} errors={props.problem === undefined ? [] : [{ field: "words", message: props.problem }]} />
      <Lead>{side === "board" ? words.boardLead : words.lead}</Lead>
      {side === "board" ? <Paragraph>{words.lead}</Paragraph> : <Paragraph>{words.onlyThis}</Paragraph>}
      {props.standing.map((line) => (
        <Paragraph>{line}</Paragraph>
      ))}
      {props.whole ? null : (
        <Alert kind="danger">
          <Paragraph>{words.rolledBack}</Paragraph>
        </Alert>
      )}
      {props.duties.length === 0 ? null : (
        <>
          <Heading level={2}>{words.obligations}</Heading>
          <ul class="talk">
            {props.duties.map((duty) => (
              <Duty {...inside} duty={duty} />
            ))}
          </ul>
        </>
      )}
      <Heading level={2}>{words.items}</Heading>
      <ol class="talk">
        {props.papers.map((paper) => (
          <Paper language={language} paper={paper} />
        ))}
      </ol>
      {props.whole && wordActs(props.acts).length > 0 ? <Words {...inside} acts={props.acts} typed={props.typed} problem={props.problem} /> : <Paragraph>{words.nothing}</Paragraph>}
      <Paragraph>{words.leave}</Paragraph>
    </>
  );
};

/** Every act that a side can ever have: the script leaves those that it has now. */
const allActs = (side: Side): readonly ProcedureAct[] => [...new Set(ProcedureSteps.filter(({ by }) => by === side).map(({ act }) => act))];

/**
 * `#template-procedure`: fill `[data-gehoord-standing]` (a paragraph a sentence), `[data-gehoord-duties]`, `[data-gehoord-papers]`
 * with `#template-paper`, and leave of the radio buttons those that are offered. `#template-duty` has a form of its own.
 */
export const ProcedureTemplates: FC<{ readonly language: Language; readonly side: Side }> = ({ language, side }) => {
  const words = procedureTexts[language];
  const inside: Inside = { language, side, ticket: "", mark: "" };
  return (
    <>
      <template id="template-procedure">
        <h1 class="utrecht-heading-1" tabindex={-1} id="procedure-heading">
          {words.heading}
        </h1>
        <Lead>{side === "board" ? words.boardLead : words.lead}</Lead>
        {side === "board" ? <Paragraph>{words.lead}</Paragraph> : <Paragraph>{words.onlyThis}</Paragraph>}
        <div data-gehoord-standing=""></div>
        <div data-gehoord-rolled-back="" hidden>
          <Alert kind="danger">
            <Paragraph>{words.rolledBack}</Paragraph>
          </Alert>
        </div>
        <div data-gehoord-has-duties="" hidden>
          <Heading level={2}>{words.obligations}</Heading>
          <ul class="talk" data-gehoord-duties=""></ul>
          <div data-gehoord-status="" aria-live="polite"></div>
        </div>
        <Heading level={2}>{words.items}</Heading>
        <ol class="talk" data-gehoord-papers=""></ol>
        <Words {...inside} acts={allActs(side)} />
        <p class="utrecht-paragraph" data-gehoord-nothing="" hidden>
          {words.nothing}
        </p>
        <Paragraph>{words.leave}</Paragraph>
      </template>
      <template id="template-paper">
        <li class="talk__item">
          <p class="talk__who">
            <strong data-gehoord-who=""></strong> · <span data-gehoord-kind=""></span> · <span data-gehoord-day=""></span>
            <span data-gehoord-on-arrival="" hidden>
              {" "}
              · {words.onArrival}
            </span>
          </p>
          <p class="talk__text" dir="auto" data-gehoord-text=""></p>
          <p class="talk__remark" data-gehoord-remark="" hidden></p>
          <button class="utrecht-button utrecht-button--secondary" type="button" data-gehoord-file-open="" hidden>
            {words.download}
          </button>
        </li>
      </template>
      <template id="template-duty">
        <li class="talk__item">
          <p class="talk__text" dir="auto" data-gehoord-text=""></p>
          <p class="talk__remark" data-gehoord-remark=""></p>
          <form class="utrecht-form" autocomplete="off" data-gehoord-duty="">
            <DutyButtons language={language} />
          </form>
        </li>
      </template>
    </>
  );
};

const named = (start: string, all: Readonly<Record<string, string>>): [string, string][] => Object.entries(all).map(([name, text]) => [`${start}-${name}`, text]);

/** Sentences of the procedure by name, for `#template-messages`. */
export function procedureMessages(language: Language): Readonly<Record<string, string>> {
  const words = procedureTexts[language];
  return Object.fromEntries([
    ["procedure-me", words.me],
    ["procedure-due", words.due("{date}")],
    ["procedure-by-board", words.byWhom.board("{date}")],
    ["procedure-by-committee", words.byWhom.committee("{date}")],
    ["procedure-paused", words.paused("{date}")],
    ["procedure-binding", words.binding],
    ["procedure-not-binding", words.notBinding],
    ["procedure-trouble", words.trouble],
    ["procedure-sent", words.sent],
    ...named("procedure-state", words.states),
    ...named("procedure-turn", words.turns),
    ...named("procedure-outcome", words.outcomes),
    ...named("procedure-party", words.parties),
    ...named("procedure-kind", words.kinds),
    ...named("procedure-act", { ...words.acts, ...words.happened }),
    ...named("procedure-duty", words.obligationStates),
    ...named("procedure-founded", words.founded),
    ...named("procedure-agrees", words.agrees),
  ]);
}
