/** The committee's next step: buttons from the same table that the server checks. What cannot be done now says why. */
import { useState } from "react";
import type { SubmitEvent } from "react";
import { adviceOn, FoundedAnswers, heldBack, stepsOf } from "../../../cases/rules/procedure.ts";
import type { Founded, ProcedureStep, Settlement, Standing } from "../../../cases/rules/procedure.ts";
import type { ProcedureBody } from "../../../cases/shape/procedure.ts";
import { Limits } from "../../../cases/shape.ts";
import { procedureTexts } from "../../../cases/texts/index.ts";
import type { ProcedureOnDesk } from "../../cases/procedure.ts";
import type { ProcedureActions, StepGiven } from "../../cases/use-procedure.ts";
import { DoingNotice } from "../../parts/doing-notice.tsx";
import { useDoing } from "../../parts/doing.ts";
import { useDraft } from "../../parts/drafts.ts";
import { Button, Choice, TextArea, TextField } from "../../parts/form.tsx";
import { Notice } from "../../parts/notice.tsx";
import { useSpeech } from "../../speech.tsx";

type Parts = { readonly procedure: ProcedureOnDesk; readonly acts: ProcedureActions };

function standingOf({ raw }: ProcedureOnDesk): Standing {
  return { state: raw.state, dueDay: raw.dueDay, pausedSince: raw.pausedSince, binding: raw.binding, boardInvited: raw.boardInvited, openObligations: raw.obligations.filter(({ settled }) => settled === null).length, today: raw.today };
}

export function StepCard({ procedure, acts }: Parts) {
  const { t, language } = useSpeech();
  const words = procedureTexts[language];
  const doing = useDoing();
  const [chosen, setChosen] = useState<ProcedureStep>();
  const steps = stepsOf(procedure.raw.state, "committee").filter((one) => one.act !== "propose-summary" || procedure.raw.summary !== "published");
  const at = standingOf(procedure);
  const take = (given: StepGiven, step: ProcedureStep): void =>
    void doing.run(async () => {
      await acts.step(step.act, given);
      setChosen(undefined);
      return t.procedure.taken;
    });
  return (
    <section className="card" aria-labelledby="procedure-steps">
      <h2 id="procedure-steps">{t.procedure.steps}</h2>
      <ul className="procedure-steps">
        {steps.map((step) => {
          const held = heldBack(step, at);
          return (
            <li key={step.act}>
              <Button aria-expanded={chosen?.act === step.act} data-step={step.act} aria-disabled={held !== undefined || undefined} onClick={() => (held === undefined ? setChosen(chosen?.act === step.act ? undefined : step) : undefined)}>
                {words.acts[step.act]}
              </Button>
              {held !== undefined && <span className="hint">{t.procedure.held[held]}</span>}
            </li>
          );
        })}
      </ul>
      <DoingNotice doing={doing} />
      {chosen !== undefined && <StepForm key={`${procedure.raw.state} ${chosen.act}`} procedure={procedure} step={chosen} busy={doing.busy} take={(given) => take(given, chosen)} complain={doing.complain} />}
    </section>
  );
}

type FormParts = { readonly procedure: ProcedureOnDesk; readonly step: ProcedureStep; readonly busy: boolean; readonly take: (given: StepGiven) => void; readonly complain: (sentence: string) => void };

const sectors = ["po", "vo", "so", "mbo"] as const;

function StepForm({ procedure, step, busy, take, complain }: FormParts) {
  const { t, language } = useSpeech();
  const words = procedureTexts[language];
  const { raw } = procedure;
  const [text, setText] = useDraft(`procedure ${raw.procedure} ${step.act}`);
  const [day, setDay] = useState("");
  const [founded, setFounded] = useState<Founded>("yes");
  const [sector, setSector] = useState<(typeof sectors)[number]>("po");
  const [addressee, setAddressee] = useState<"board" | "committee">("board");
  const open = raw.obligations.filter(({ settled }) => settled === null);
  const [obligation, setObligation] = useState(open[0]?.id ?? "");
  const [settlement, setSettlement] = useState<Exclude<Settlement, "followed">>("not-known");
  const asksDay = step.next === "set-by-committee" || step.kind === "obligation";
  const advice = adviceOn(raw.law, raw.today, sector);
  const bodyOf = (): ProcedureBody => ({
    act: step.act,
    text: text.trim(),
    ...(asksDay ? { dueDay: day } : {}),
    ...(step.kind === "decision" ? { founded } : {}),
    ...(step.kind === "advice" ? { binding: advice.binding, ground: advice.ground } : {}),
    ...(step.kind === "obligation" ? { addressee } : {}),
    ...(step.act === "settle" ? { obligation, answer: settlement } : {}),
  });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (text.trim() === "" || (asksDay && day === "")) return complain(t.procedure.empty);
    take({
      kind: step.kind,
      body: bodyOf(),
      ...(step.next === "set-by-committee" ? { dueDay: day } : {}),
      ...(step.kind === "advice" ? { binding: advice.binding } : {}),
      ...(step.act === "settle" ? { settle: { obligation, as: settlement } } : {}),
    });
    setText("");
  };
  return (
    <form onSubmit={submit}>
      <h3>{words.acts[step.act]}</h3>
      {step.act === "offer-mediation" && <Notice kind="warning">{t.procedure.mediationWarning}</Notice>}
      {step.kind === "decision" && (
        <Choice label={words.foundedLabel} value={founded} onChange={(event) => setFounded(FoundedAnswers.find((one) => one === event.target.value) ?? "yes")}>
          {FoundedAnswers.map((one) => (
            <option key={one} value={one}>
              {words.founded[one]}
            </option>
          ))}
        </Choice>
      )}
      {step.kind === "advice" && (
        <>
          <Choice label={t.procedure.sector} value={sector} onChange={(event) => setSector(sectors.find((one) => one === event.target.value) ?? "po")}>
            {sectors.map((one) => (
              <option key={one} value={one}>
                {t.sectors[one]}
              </option>
            ))}
          </Choice>
          <p className="hint">{`${advice.binding ? t.procedure.bindsToday : t.procedure.bindsNotToday} ${t.procedure.ground}: ${advice.ground === "not-known" ? t.procedure.groundUnknown : advice.ground}.`}</p>
        </>
      )}
      {step.kind === "obligation" && (
        <Choice label={t.procedure.whose} value={addressee} onChange={(event) => setAddressee(event.target.value === "committee" ? "committee" : "board")}>
          <option value="board">{words.parties.board}</option>
          <option value="committee">{words.parties.committee}</option>
        </Choice>
      )}
      {step.act === "settle" && (
        <>
          <Choice label={t.procedure.which} value={obligation} onChange={(event) => setObligation(event.target.value)}>
            {open.map((one) => (
              <option key={one.id} value={one.id}>
                {procedure.opened.items.find((item) => item.id === one.id)?.body.text ?? one.dueDay}
              </option>
            ))}
          </Choice>
          <Choice label={t.procedure.how} value={settlement} onChange={(event) => setSettlement(event.target.value === "not-followed" ? "not-followed" : "not-known")}>
            <option value="not-known">{words.obligationStates["not-known"]}</option>
            <option value="not-followed">{words.obligationStates["not-followed"]}</option>
          </Choice>
        </>
      )}
      {asksDay && <TextField label={t.procedure.day} hint={t.procedure.dayHint} type="date" min={raw.today} value={day} required data-field="procedure-day" onChange={(event) => setDay(event.target.value)} />}
      <TextArea label={step.kind === "obligation" ? t.procedure.todo : t.procedure.words} value={text} rows={5} required maxLength={Limits.longText} data-field="procedure-text" onChange={(event) => setText(event.target.value)} />
      <Button type="submit" kind="primary" aria-disabled={busy || undefined}>
        {t.procedure.take}
      </Button>
    </form>
  );
}
