/** Followed until helped: the next step, the days on which the person is asked, notes that were asked for, a code that was lost. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { SubmitEvent } from "react";
import { needsNextStep } from "../../../cases/rules/follow-up.ts";
import { claimMay } from "../../../cases/rules/way-back.ts";
import { Limits } from "../../../cases/shape.ts";
import { CaseFollowUp, DueClaim } from "../../../cases/shape/person.ts";
import { ask, tell } from "../../api.ts";
import { readBody, Written } from "../../cases/bodies.ts";
import { compareClaim } from "../../cases/claims.ts";
import { masked } from "../../cases/masking.ts";
import type { CaseActs, CaseOnScreen } from "../../cases/use-case.ts";
import { browserArgon2 } from "../../keyring/argon2.ts";
import { DoingNotice } from "../../parts/doing-notice.tsx";
import { useDoing } from "../../parts/doing.ts";
import { Fold } from "../../parts/fold.tsx";
import { Button, TextArea, TextField } from "../../parts/form.tsx";
import { Notice } from "../../parts/notice.tsx";
import { useOpen } from "../../session.tsx";
import { useSpeech } from "../../speech.tsx";

type Parts = { readonly screen: CaseOnScreen; readonly acts: CaseActs };
type Followed = Parts & { readonly found: CaseFollowUp; readonly refresh: () => Promise<unknown> };

const stepNeeded = ({ opened: { raw, shared } }: CaseOnScreen): boolean => raw.outcome !== "helped" && needsNextStep(shared.pieces.map((one) => one.raw));

/** Something of it waits for a worker: a step to name, a question nobody answered, notes to give, a claim to compare. */
function isDue(screen: CaseOnScreen, found: CaseFollowUp | undefined): boolean {
  if (stepNeeded(screen)) return true;
  return found !== undefined && (found.access?.state === "asked" || found.checkIns.some(({ state }) => state === "missed") || found.claims.some(({ state }) => state === "waiting"));
}

export function FollowCard({ screen, acts }: Parts) {
  const { t } = useSpeech();
  const client = useQueryClient();
  const { id } = screen.opened.raw;
  const queryKey = ["follow-up", id];
  const { data } = useQuery({ queryKey, queryFn: () => ask(`/cases/${id}/follow-up`, { out: CaseFollowUp }), staleTime: 30_000 });
  const refresh = (): Promise<unknown> => client.invalidateQueries({ queryKey });
  return (
    <Fold id="follow" heading={t.follow.heading} due={isDue(screen, data)}>
      {data !== undefined && <Claims screen={screen} acts={acts} found={data} refresh={refresh} />}
      <NextStep screen={screen} acts={acts} />
      {data !== undefined && (
        <>
          <CheckIns screen={screen} acts={acts} found={data} refresh={refresh} />
          {data.access?.state === "asked" && <Access screen={screen} acts={acts} found={data} refresh={refresh} />}
        </>
      )}
    </Fold>
  );
}

function NextStep({ screen, acts }: Parts) {
  const { t } = useSpeech();
  const doing = useDoing();
  const [text, setText] = useState("");
  const [day, setDay] = useState("");
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (text.trim() === "" || day === "") return doing.complain(t.case.empty);
    void doing.run(async () => {
      await acts.write({ kind: "next-step", body: { text: text.trim(), day } });
      setText("");
      return t.follow.nextStepSent;
    });
  };
  return (
    <form onSubmit={submit}>
      {stepNeeded(screen) && <Notice kind="warning">{t.follow.nextStepNeeded}</Notice>}
      <TextArea label={t.follow.nextStep} hint={t.follow.nextStepHint} rows={2} value={text} maxLength={Limits.shortText} onChange={(event) => setText(event.target.value)} />
      <TextField label={t.follow.day} type="date" value={day} onChange={(event) => setDay(event.target.value)} />
      <DoingNotice doing={doing} />
      <Button type="submit" aria-disabled={doing.busy || undefined}>
        {t.follow.nextStepSend}
      </Button>
    </form>
  );
}

function CheckIns({ screen, found, refresh }: Followed) {
  const { t, day: say } = useSpeech();
  const doing = useDoing();
  const [day, setDay] = useState("");
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (day === "") return doing.complain(t.case.empty);
    void doing.run(async () => {
      await ask(`/cases/${screen.opened.raw.id}/check-ins`, { method: "POST", body: { id: crypto.randomUUID(), day }, out: CaseFollowUp });
      await refresh();
      return t.follow.planned;
    });
  };
  return (
    <form onSubmit={submit}>
      <h3>{t.follow.checkIns}</h3>
      {found.checkIns.length === 0 && <p className="soft">{t.follow.noCheckIns}</p>}
      <ul>
        {found.checkIns.map((one) => (
          <li key={one.id}>
            {say(one.day)}: {t.follow.states[one.state]}
          </li>
        ))}
      </ul>
      <TextField label={t.follow.day} type="date" value={day} onChange={(event) => setDay(event.target.value)} />
      <DoingNotice doing={doing} />
      <Button type="submit" aria-disabled={doing.busy || undefined}>
        {t.follow.plan}
      </Button>
    </form>
  );
}

/** All notes of the team as one text, for masking. */
function notesOf({ opened }: CaseOnScreen): string {
  const notes = opened.desk?.pieces ?? [];
  return notes.flatMap(({ raw, examined }) => (examined.ok && examined.piece.header.kind === "note" ? [`${raw.day}: ${readBody(examined.piece, Written)?.text ?? ""}`] : [])).join("\n\n");
}

function Access({ screen, acts, found, refresh }: Followed) {
  const { t, day } = useSpeech();
  const doing = useDoing();
  const [words, setWords] = useState("");
  const [text, setText] = useState(() => notesOf(screen));
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (text.trim() === "") return doing.complain(t.case.empty);
    void doing.run(async () => {
      await acts.write({ kind: "access", body: { text: text.trim() } });
      await refresh();
      return t.follow.accessSent;
    });
  };
  return (
    <form onSubmit={submit}>
      <h3>{t.follow.access}</h3>
      <p>{t.follow.accessDue(day(found.access?.dueDay ?? ""))}</p>
      <p className="hint">{t.follow.accessHint}</p>
      <TextField label={t.follow.mask} value={words} onChange={(event) => setWords(event.target.value)} />
      <Button onClick={() => setText(masked(text, words, t.follow.masked))}>{t.follow.maskDo}</Button>
      <TextArea label={t.follow.accessText} rows={8} value={text} maxLength={16_000} onChange={(event) => setText(event.target.value)} />
      <DoingNotice doing={doing} />
      <Button type="submit" kind="primary" aria-disabled={doing.busy || undefined}>
        {t.follow.accessSend}
      </Button>
    </form>
  );
}

/** Claims that wait; from their day on they can be compared, which shows nobody the sentence. */
function Claims({ screen, acts, found, refresh }: Followed) {
  const { t, day } = useSpeech();
  const { keyring } = useOpen();
  const doing = useDoing();
  const { id } = screen.opened.raw;
  const waiting = found.claims.filter(({ state }) => claimMay(state, "accept"));
  const compare = (claim: string): Promise<boolean> =>
    doing.run(async () => {
      const due = await ask(`/cases/${id}/claims/${claim}`, { out: DueClaim });
      let matches = false;
      await acts.inTurn(async (now) => {
        const decision = await compareClaim(now.opened, due, { keyring, log: now.log, argon2: browserArgon2 });
        await tell(`/cases/${id}/claims/${claim}/decisions`, { method: "POST", body: decision });
        matches = decision.matches;
      });
      await refresh();
      return matches ? t.follow.matched : t.follow.differed;
    });
  return (
    <>
      {waiting.length > 0 && (
        <>
          <h3>{t.follow.claim}</h3>
          <p className="hint">{t.follow.claimHint}</p>
          <ul>
            {waiting.map((one) => (
              <li key={one.id}>
                {t.follow.claimWaits(day(one.dueDay))}{" "}
                <Button busy={doing.busy} onClick={() => void compare(one.id)}>
                  {t.follow.compare}
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
      <DoingNotice doing={doing} />
    </>
  );
}
