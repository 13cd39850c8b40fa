/** What was counted, for who leads an organisation or the network: pictures and tables, a choice, an earlier period beside, a file. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { measureNames } from "../../../registration/rules/measures.ts";
import { FiguresAnswer } from "../../../registration/shape/figures.ts";
import { ask } from "../../api.ts";
import { DoingNotice } from "../../parts/doing-notice.tsx";
import { useDoing } from "../../parts/doing.ts";
import { Button } from "../../parts/form.tsx";
import { ScreenHeading } from "../../parts/heading.tsx";
import { Loaded, Notice } from "../../parts/notice.tsx";
import { useOpen } from "../../session.tsx";
import { useSpeech } from "../../speech.tsx";
import { firstAsked, pathOf, shownFields } from "./asking.ts";
import type { Asked, Whose } from "./asking.ts";
import { Choosing } from "./choosing.tsx";
import { figuresAsCsv, saveCsv } from "./file.ts";
import { FieldCard, MeasureCard, SeriesCard } from "./pictures.tsx";
import { codeSaid, weekNumber, written } from "./words.ts";

export function FiguresScreen({ whose }: { readonly whose: Whose }) {
  const { t } = useSpeech();
  const { me } = useOpen();
  const [asked, setAsked] = useState(firstAsked);
  const query = useQuery({
    queryKey: ["figures", whose, asked],
    queryFn: () => ask(pathOf(whose, asked, "look"), { out: FiguresAnswer }),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
    // Every look leaves a line: coming back to the window is none.
    refetchOnWindowFocus: false,
  });
  const words = t.figures;
  return (
    <>
      <ScreenHeading>{whose === "own" ? words.heading : words.networkHeading}</ScreenHeading>
      <p>{whose === "own" ? words.intro(me.organisationName) : words.networkIntro}</p>
      <Loaded query={query}>
        {(answer) => (
          <div aria-busy={query.isPlaceholderData}>
            <Counted whose={whose} answer={answer} />
            <Choosing asked={asked} answer={answer} onAsk={setAsked} />
            {query.error !== null && <Failed error={query.error} />}
            <Pictures whose={whose} asked={asked} answer={answer} />
          </div>
        )}
      </Loaded>
    </>
  );
}

function Failed({ error }: { readonly error: unknown }) {
  const { wrong } = useSpeech();
  return <Notice kind="wrong">{wrong(error)}</Notice>;
}

type AnswerProps = { readonly whose: Whose; readonly answer: FiguresAnswer };

function Counted({ whose, answer: { through, renewing, breaks } }: AnswerProps) {
  const speech = useSpeech();
  const words = speech.t.figures;
  return (
    <>
      <p>
        {words.through(weekNumber(through), through.slice(0, 4))} {whose === "own" ? words.running : words.networkRunning}
      </p>
      {whose === "network" && <p>{words.networkHidden}</p>}
      {renewing && <Notice kind="warning">{words.renewing}</Notice>}
      {breaks.length > 0 && (
        <div className="notice notice-warning">
          <p>{words.breaks}</p>
          <ul>
            {breaks.map(({ version, field, codes, kind }) => (
              <li key={`${version} ${field} ${codes.join()}`}>
                {words.fields[field]}: {codes.map((code) => codeSaid(speech, field, code)).join(", ")} ({words.breakKinds[kind]})
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

type PicturesProps = AnswerProps & { readonly asked: Asked };

function Pictures({ whose, asked, answer }: PicturesProps) {
  const { t } = useSpeech();
  const compared = answer.beside !== null;
  if (answer.tooFine) return <Notice kind="warning">{t.figures.tooFine}</Notice>;
  return (
    <>
      <Total asked={asked} answer={answer} />
      {(answer.total.count !== 0 || compared) && (
        <>
          <SeriesCard series={answer.series} per={asked.per} compared={compared} />
          <div className="figure-cards">
            {shownFields.map((field) => (
              <FieldCard key={field} field={field} cells={answer.fields[field]} compared={compared} />
            ))}
          </div>
          <Measured answer={answer} compared={compared} />
          <Saving whose={whose} asked={asked} />
        </>
      )}
    </>
  );
}

function Total({ asked, answer: { total, beside } }: Omit<PicturesProps, "whose">) {
  const speech = useSpeech();
  const words = speech.t.figures;
  const { count, before } = total;
  const compare = (): string => {
    if (beside === null) return words.noThen;
    const { from, until } = beside;
    const named = (week: string): string => words.week(weekNumber(week), week.slice(0, 4));
    const was = words.was(from.slice(0, 4) === until.slice(0, 4) ? words.weekAlone(weekNumber(from)) : named(from), named(until));
    if (before === null || count === null) return `${words.thenHidden} ${was}`;
    const difference = written(speech, Math.abs(count - before));
    const said = count === before ? words.same(written(speech, before)) : (count > before ? words.more : words.less)(difference, written(speech, before));
    return `${said} ${was}`;
  };
  return (
    <section className="card" aria-labelledby="figures-total">
      <div aria-live="polite">
        <h2 id="figures-total">{count === 0 ? words.none : count === 1 ? words.totalOne : words.total(written(speech, count ?? 0))}</h2>
        {asked.beside !== "nothing" && <p>{compare()}</p>}
      </div>
    </section>
  );
}

function Measured({ answer: { measures }, compared }: Pick<AnswerProps, "answer"> & { readonly compared: boolean }) {
  const { t } = useSpeech();
  if (measures === null) return <p className="hint">{t.figures.noMeasures}</p>;
  return (
    <div className="figure-cards">
      {measureNames.map((measure) => (
        <MeasureCard key={measure} measure={measure} cells={measures[measure]} compared={compared} />
      ))}
    </div>
  );
}

/** The file leaves a line of its own, so it is asked for anew. */
function Saving({ whose, asked }: { readonly whose: Whose; readonly asked: Asked }) {
  const speech = useSpeech();
  const doing = useDoing();
  const words = speech.t.figures;
  const save = (): Promise<boolean> =>
    doing.run(async () => {
      const answer = await ask(pathOf(whose, asked, "export"), { out: FiguresAnswer });
      saveCsv(`${words.fileName}-${answer.span.from}-${answer.span.until}`, figuresAsCsv(speech, whose, answer));
      return words.saved;
    });
  return (
    <section className="card">
      <Button data-act="save-figures" busy={doing.busy} onClick={() => void save()}>
        {words.save}
      </Button>
      <DoingNotice doing={doing} />
    </section>
  );
}
