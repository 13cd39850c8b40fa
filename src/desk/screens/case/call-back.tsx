/**
 * The call of a case: what to watch out for, and only after that was read the number (`security.md` 3.5). That it was read is
 * a signed piece and a line; what came of the call as well.
 */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { callBackActs } from "../../../cases/rules/call-back.ts";
import { momentInWords } from "../../../cases/shape/call-back.ts";
import type { AttemptBody } from "../../../cases/shape/call-back.ts";
import { CaseCallBack } from "../../../cases/shape/call-back-wire.ts";
import { ask, Refusal } from "../../api.ts";
import { askedIn, attemptsIn, isSignedMoment, rulesOf } from "../../cases/calls.ts";
import type { Asked } from "../../cases/calls.ts";
import type { CaseActs, CaseOnScreen } from "../../cases/use-case.ts";
import { DoingNotice } from "../../parts/doing-notice.tsx";
import { useDoing } from "../../parts/doing.ts";
import { Fold } from "../../parts/fold.tsx";
import { Button, Choice, TextField } from "../../parts/form.tsx";
import { Loaded, Notice } from "../../parts/notice.tsx";
import { useSpeech } from "../../speech.tsx";
import { useNames } from "./names.ts";

type Parts = { readonly screen: CaseOnScreen; readonly acts: CaseActs };

/** Nothing where nobody asked for a call. */
export function CallBackCard({ screen, acts }: Parts) {
  const { t } = useSpeech();
  const asked = askedIn(screen.opened);
  const wasAsked = screen.opened.shared.pieces.some(({ raw }) => raw.kind === "call-back");
  const { data } = useCallBack(screen, wasAsked && asked !== undefined);
  const waits = data !== undefined && data.callBack !== null && callBackActs(data.callBack.state, "member").length > 0;
  if (!wasAsked) return null;
  return (
    <Fold id="call-back" heading={t.calls.card.heading} due={asked === undefined || waits}>
      {asked === undefined ? <Notice kind="warning">{t.calls.card.unreadable}</Notice> : <Standing screen={screen} acts={acts} asked={asked} />}
    </Fold>
  );
}

function useCallBack({ opened }: CaseOnScreen, enabled = true) {
  const { id } = opened.raw;
  return useQuery({ queryKey: ["call-back", id], queryFn: () => ask(`/cases/${id}/call-back`, { out: CaseCallBack }), enabled });
}

function Standing({ screen, acts, asked }: Parts & { readonly asked: Asked }) {
  const { t, language } = useSpeech();
  const { id } = screen.opened.raw;
  const query = useCallBack(screen);
  return (
    <Loaded query={query}>
      {({ callBack, slots }) => {
        if (callBack === null) return null;
        const words = t.calls.card;
        const { state, slot } = callBack;
        const open = callBackActs(state, "member").length > 0;
        return (
          <>
            <p className="tags">
              <span className={`tag ${state === "missed" ? "tag-urgent" : ""}`}>{t.calls.states[state]}</span>
              {callBack.attempts > 0 && <span className="soft">{t.calls.attempts(callBack.attempts)}</span>}
            </p>
            {open && <p>{(state === "tried" ? words.triedAt : words.asked)(momentInWords(slot, language))}</p>}
            {open && !isSignedMoment(screen.opened, slot) && <Notice kind="wrong">{words.movedUnsigned}</Notice>}
            {state === "wrong-person" && <Notice kind="warning">{words.stopped}</Notice>}
            {(state === "spoken" || state === "other-way" || state === "cancelled") && <p>{words.closed[state]}</p>}
            {open && <Calling key={asked.piece.header.piece} acts={acts} asked={asked} state={state} slots={slots} caseId={id} />}
            <Tried screen={screen} />
          </>
        );
      }}
    </Loaded>
  );
}

function Wishes({ asked: { body } }: { readonly asked: Asked }) {
  const { t } = useSpeech();
  const words = t.calls.card;
  const rules = rulesOf(body);
  const rows = [[words.askFor, body.askFor], [words.interpreter, body.interpreter], [words.untiedTo, body.untiedTo], [words.note, body.note]] as const;
  const none = rules.length === 0 && rows.every(([, value]) => value === undefined);
  return (
    <div className="wishes">
      <h3>{words.asks}</h3>
      {none && <p>{words.noAsks}</p>}
      {rules.length > 0 && (
        <ul>
          {rules.map((rule) => (
            <li key={rule}>
              <strong>{words.rules[rule]}</strong>
            </li>
          ))}
        </ul>
      )}
      <dl className="facts">
        {rows.map(([name, value]) =>
          value === undefined ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
      {body.askFor !== undefined && <p className="hint">{words.askForHint}</p>}
    </div>
  );
}

type CallingProps = { readonly acts: CaseActs; readonly asked: Asked; readonly state: Parameters<typeof callBackActs>[0]; readonly slots: readonly string[]; readonly caseId: string };

function Calling({ acts, asked, state, slots, caseId }: CallingProps) {
  const { t } = useSpeech();
  const words = t.calls.card;
  const client = useQueryClient();
  const sentence = (error: unknown): string | undefined => (error instanceof Refusal && error.because === "slot-taken" ? words.noNext : undefined);
  const doing = useDoing(sentence);
  const [read, setRead] = useState(false);
  const [note, setNote] = useState("");
  const log = async (act: AttemptBody["act"], next?: string): Promise<string> => {
    const text = note.trim();
    const body: AttemptBody = { act, about: asked.piece.header.piece, ...(next === undefined ? {} : { next }), ...(text === "" ? {} : { note: text }) };
    await acts.attempt(body, state);
    setNote("");
    await client.invalidateQueries({ queryKey: ["call-back", caseId] });
    await client.invalidateQueries({ queryKey: ["call-backs"] });
    return words.done;
  };
  const show = (): void =>
    void doing.run(async () => {
      await log("acknowledge");
      setRead(true);
      return undefined;
    });
  return (
    <>
      <Wishes asked={asked} />
      {read ? <Numbers asked={asked} /> : <Button kind="primary" busy={doing.busy} onClick={show}>{words.read}</Button>}
      {read && <Outcome asked={asked} slots={slots} note={note} setNote={setNote} busy={doing.busy} done={(act, next) => void doing.run(() => log(act, next))} />}
      <DoingNotice doing={doing} />
    </>
  );
}

function Numbers({ asked: { body } }: { readonly asked: Asked }) {
  const { t } = useSpeech();
  const rows = [[t.calls.card.number, body.phone], [t.calls.card.name, body.name]] as const;
  return (
    <dl className="facts">
      {rows.map(([name, value]) =>
        value === undefined ? null : (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="reach">{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

type OutcomeProps = { readonly asked: Asked; readonly slots: readonly string[]; readonly note: string; readonly setNote: (note: string) => void; readonly busy: boolean; readonly done: (act: AttemptBody["act"], next?: string) => void };

/** A voicemail is offered only where the person allows it; a wrong number asks twice, because it cannot be taken back. */
function Outcome({ asked, slots, note, setNote, busy, done }: OutcomeProps) {
  const { t, language } = useSpeech();
  const words = t.calls.card;
  const [sure, setSure] = useState(false);
  const [next, setNext] = useState("");
  const mayLeave = !rulesOf(asked.body).includes("no-voicemail");
  return (
    <>
      <h3>{words.result}</h3>
      <TextField label={words.words} value={note} maxLength={600} onChange={(event) => setNote(event.target.value)} />
      <div className="row">
        <Button kind="primary" busy={busy} data-call="spoken" onClick={() => done("spoken")}>{words.acts.spoken}</Button>
        <Button busy={busy} data-call="no-answer" onClick={() => done("no-answer")}>{words.acts["no-answer"]}</Button>
        {mayLeave && <Button busy={busy} data-call="voicemail" onClick={() => done("voicemail")}>{words.acts.voicemail}</Button>}
        <Button busy={busy} data-call="wrong-person" onClick={() => (sure ? done("wrong-person") : setSure(true))}>{words.acts["wrong-person"]}</Button>
        <Button busy={busy} data-call="other-way" onClick={() => done("other-way")}>{words.acts["other-way"]}</Button>
      </div>
      {!mayLeave && <p className="hint">{words.noVoicemail}</p>}
      {sure && <Notice kind="warning">{words.wrongSure}</Notice>}
      {slots.length === 0 ? (
        <p className="hint">{words.noNext}</p>
      ) : (
        <div className="row">
          <Choice label={words.next} value={next} onChange={(event) => setNext(event.target.value)}>
            <option value="">{words.chooseNext}</option>
            {slots.map((slot) => (
              <option key={slot} value={slot}>
                {momentInWords(slot, language)}
              </option>
            ))}
          </Choice>
          <Button busy={busy || next === ""} data-call="plan" onClick={() => done("plan", next)}>{words.acts.plan}</Button>
        </div>
      )}
    </>
  );
}

function Tried({ screen }: { readonly screen: CaseOnScreen }) {
  const { t, day, language } = useSpeech();
  const names = useNames();
  const all = attemptsIn(screen.opened).filter((one) => one.body.act !== "acknowledge");
  if (all.length === 0) return null;
  return (
    <>
      <h3>{t.calls.card.tried}</h3>
      <ol className="pieces">
        {all.map(({ member, day: on, body }, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- what was done is never reordered
          <li key={at} className="piece piece-note">
            <p>
              {body.act === "acknowledge" ? "" : t.calls.card.acts[body.act]}
              {body.next !== undefined && `: ${momentInWords(body.next, language)}`}
            </p>
            {body.note !== undefined && <p className="words">{body.note}</p>}
            <p className="mark">
              {names(member)}, {day(on)}
            </p>
          </li>
        ))}
      </ol>
    </>
  );
}
