/** One screen for a telephone call: write, advise, register; or grow it into a case with everything that was typed. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { SubmitEvent } from "react";
import { Limits } from "../../cases/shape.ts";
import { Refusal } from "../api.ts";
import { fetchKeyLog, installationQuery, organisationQuery, useKeyWatch } from "../key-watch.ts";
import { closeQuestion, makeCode, placeIntake, sealIntake } from "../intake/saving.ts";
import type { CallersCode, SealedIntake } from "../intake/saving.ts";
import { newToken, sendFact } from "../counting/counting.ts";
import { CodeFields } from "../counting/fields.tsx";
import { useCounts } from "../intake/counts.ts";
import { leaveMarks } from "../intake/marks.ts";
import { spelled } from "../intake/typed.ts";
import { isWritten } from "../intake/typed.ts";
import type { FieldName, Typed } from "../intake/typed.ts";
import { DoingNotice } from "../parts/doing-notice.tsx";
import { useDoing } from "../parts/doing.ts";
import { useDraft } from "../parts/drafts.ts";
import { Button, Choice, TextArea, TextField, Tick } from "../parts/form.tsx";
import { ScreenHeading } from "../parts/heading.tsx";
import { Notice } from "../parts/notice.tsx";
import { useRouter } from "../router.ts";
import { useOpen } from "../session.tsx";
import { useSpeech } from "../speech.tsx";
import { contactLinesQuery } from "../work/queries.ts";
import { GuideQuestions } from "./case/guide.tsx";

/** Everything typed is a draft: a lock in the middle of a call loses nothing. */
function useTyped(): { readonly typed: Typed; readonly put: (name: FieldName, text: string) => void; readonly tick: (name: "urgent" | "forOther", on: boolean) => void; readonly clear: () => void } {
  const drafts = {
    what: useDraft("intake what"),
    advice: useDraft("intake advice"),
    topic: useDraft("intake topic"),
    role: useDraft("intake role"),
    sector: useDraft("intake sector"),
    name: useDraft("intake name"),
    phone: useDraft("intake phone"),
    safeMoments: useDraft("intake safe"),
    mustNot: useDraft("intake must-not"),
  } as const;
  const urgent = useDraft("intake urgent");
  const forOther = useDraft("intake for-other");
  const text = Object.fromEntries(Object.entries(drafts).map(([name, [value]]) => [name, value])) as Record<FieldName, string>;
  return {
    typed: { ...text, urgent: urgent[0] !== "", forOther: forOther[0] !== "" },
    put: (name, value) => drafts[name][1](value),
    tick: (name, on) => (name === "urgent" ? urgent : forOther)[1](on ? "yes" : ""),
    clear: () => {
      for (const [, put] of [...Object.values(drafts), urgent, forOther]) put("");
    },
  };
}

/** Words were typed that would be lost. */
class Written extends Error {}

const acute = ["112", "113", "veilig-thuis", "csg"] as const;

/** For who is on the line with somebody in danger: read out, or put the call through. */
function DangerLine() {
  const { t, language } = useSpeech();
  const { data } = useQuery(contactLinesQuery(language));
  return (
    <aside className="danger-line" aria-label={t.intake.danger}>
      <strong>{t.intake.danger}</strong>
      <ul>
        {acute.flatMap((id) => {
          const service = data?.services.find((one) => one.id === id);
          const line = service?.lines.find((one) => one.kind === "phone" && one.value !== null && !one.outdated);
          return service === undefined || line === undefined ? [] : [<li key={id}>{service.name === line.value ? "" : `${service.name} `}<strong className="reach-small">{line.value}</strong></li>];
        })}
      </ul>
    </aside>
  );
}

export function IntakeScreen() {
  const { t } = useSpeech();
  const open = useOpen();
  const { me, keyring } = open;
  const { go } = useRouter();
  const client = useQueryClient();
  const watched = useKeyWatch(me.teams);
  const organisation = useQuery(organisationQuery);
  const installation = useQuery(installationQuery);
  const { typed, put, tick, clear } = useTyped();
  const counts = useCounts(typed);
  const [team, setTeam] = useState(me.teams[0] ?? "");
  const [marks, setMarks] = useState<readonly string[]>([]);
  const [code, setCode] = useState<CallersCode>();
  const doing = useDoing((error) => (error instanceof Written ? t.counting.onlyText : error instanceof Refusal && error.because === "intake-closed" ? t.intake.noKey : undefined));
  const coding = useDoing();
  const form = useRef<HTMLFormElement>(null);
  /** What was sealed and not yet confirmed, with what it was made of: the very same is sent again. */
  const sealed = useRef<SealedIntake & { readonly of: string }>(undefined);

  const place = async (): Promise<{ readonly id: string; readonly token: string }> => {
    const of = JSON.stringify([typed, team, code?.code]);
    const seal = async (fresh: boolean): Promise<SealedIntake> => {
      const log = fresh || watched === undefined || watched.broken ? await fetchKeyLog() : watched.log;
      return sealIntake({ typed, team, code, installation: me.installation, keyring, log });
    };
    if (sealed.current?.of !== of) sealed.current = { of, ...(await seal(false)) };
    const { token } = sealed.current;
    try {
      return { id: await placeIntake(sealed.current.post), token };
    } catch (error) {
      if (!(error instanceof Refusal) || error.because !== "key-outdated") throw error;
      const again = await seal(true);
      sealed.current = { of, ...again };
      return { id: await placeIntake(again.post), token: again.token };
    }
  };
  const done = (): void => {
    sealed.current = undefined;
    clear();
    counts.clear();
    setMarks([]);
    setCode(undefined);
    void client.invalidateQueries({ queryKey: ["cases"] });
  };
  const register = (): Promise<boolean> =>
    doing.run(async () => {
      if (typed.what.trim() === "") throw new Refusal("field-required");
      const { id, token } = await place();
      await closeQuestion(id);
      // The question is safe by now: counting it can be done later, from the case.
      const counted = await sendFact(token, counts.codes).then(() => true, () => false);
      done();
      form.current?.querySelector("textarea")?.focus();
      return counted ? t.intake.registered : t.counting.notCounted;
    });
  /** A question of which nothing is kept but its codes. */
  const countOnly = (): Promise<boolean> =>
    doing.run(async () => {
      if (isWritten(typed)) return Promise.reject(new Written());
      await sendFact(newToken(), counts.codes);
      done();
      form.current?.querySelector("textarea")?.focus();
      return t.counting.onlyDone;
    });
  const grow = (): Promise<boolean> =>
    doing.run(async () => {
      if (typed.what.trim() === "") throw new Refusal("field-required");
      const { id } = await place();
      leaveMarks(id, marks);
      done();
      go(`/zaken/${id}`);
      return undefined;
    });
  const giveCode = (): Promise<boolean> =>
    coding.run(async () => {
      if (installation.data === undefined) throw new Refusal("storage-away");
      setCode(await makeCode(installation.data.codeSalt));
      return undefined;
    });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void register();
  };
  /** Ctrl Enter registers, with Shift it becomes a case, with Alt it is only counted: no hand has to leave the keys. */
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || document.querySelector("dialog[open]") !== null) return;
      event.preventDefault();
      void (event.altKey ? countOnly() : event.shiftKey ? grow() : register());
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  });
  const teams = organisation.data?.teams.filter((one) => me.teams.includes(one.id)) ?? [];
  return (
    <>
      <ScreenHeading>{t.intake.heading}</ScreenHeading>
      <DangerLine />
      <div className="case-columns">
        <form ref={form} className="card intake" onSubmit={submit}>
          <TextArea label={t.intake.what} value={typed.what} rows={5} required maxLength={Limits.longText} data-field="intake" onChange={(event) => put("what", event.target.value)} />
          <div className="side-by-side">
            <Choice label={t.intake.topic} value={typed.topic} onChange={(event) => put("topic", event.target.value)}>
              <option value="">{t.intake.unknown}</option>
              {Object.entries(t.topics).map(([key, name]) => (
                <option key={key} value={key}>
                  {name}
                </option>
              ))}
            </Choice>
            <Choice label={t.intake.role} value={typed.role} onChange={(event) => put("role", event.target.value)}>
              <option value="">{t.intake.unknown}</option>
              {Object.entries(t.roles).map(([key, name]) => (
                <option key={key} value={key}>
                  {name}
                </option>
              ))}
            </Choice>
            <Choice label={t.intake.sector} value={typed.sector} onChange={(event) => put("sector", event.target.value)}>
              <option value="">{t.intake.unknown}</option>
              {Object.entries(t.sectors).map(([key, name]) => (
                <option key={key} value={key}>
                  {name}
                </option>
              ))}
            </Choice>
          </div>
          <div className="row row-wide">
            <Tick label={t.intake.urgent} checked={typed.urgent} onChange={(event) => tick("urgent", event.target.checked)} />
            <Tick label={t.intake.forOther} checked={typed.forOther} onChange={(event) => tick("forOther", event.target.checked)} />
          </div>
          {typed.urgent && <Notice kind="wrong">{t.intake.urgentText}</Notice>}
          <TextArea label={t.intake.advice} hint={t.intake.adviceHint} value={typed.advice} rows={3} maxLength={Limits.longText} onChange={(event) => put("advice", event.target.value)} />
          <details className="more" open={typed.name + typed.phone + typed.safeMoments + typed.mustNot !== ""}>
            <summary>{t.intake.contact}</summary>
            <TextField label={t.intake.mustNot} value={typed.mustNot} maxLength={Limits.shortText} onChange={(event) => put("mustNot", event.target.value)} />
            <TextField label={t.intake.safeMoments} value={typed.safeMoments} maxLength={Limits.shortText} onChange={(event) => put("safeMoments", event.target.value)} />
            <div className="side-by-side">
              <TextField label={t.case.name} value={typed.name} maxLength={Limits.line} onChange={(event) => put("name", event.target.value)} />
              <TextField label={t.case.phone} value={typed.phone} maxLength={Limits.phone} inputMode="tel" onChange={(event) => put("phone", event.target.value)} />
            </div>
          </details>
          <details className="more" data-fold="counts">
            <summary>{t.counting.intake}</summary>
            <p className="hint">{t.counting.hint}</p>
            <CodeFields fields={["by", "done", "outcome", "province"]} codes={counts.codes} onChange={counts.choose} />
          </details>
          {teams.length > 1 && (
            <Choice label={t.intake.team} value={team} onChange={(event) => setTeam(event.target.value)}>
              {teams.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </Choice>
          )}
          {code === undefined ? (
            <p>
              <Button kind="quiet" busy={coding.busy} onClick={() => void giveCode()}>
                {t.intake.giveCode}
              </Button>
            </p>
          ) : (
            <ReadOut code={code.code} />
          )}
          <DoingNotice doing={coding} />
          <DoingNotice doing={doing} />
          <div className="row">
            <Button type="submit" kind="primary" aria-keyshortcuts="Control+Enter" aria-disabled={doing.busy || undefined}>
              {t.intake.register}
            </Button>
            <Button busy={doing.busy} aria-keyshortcuts="Control+Shift+Enter" onClick={() => void grow()}>
              {t.intake.grow}
            </Button>
            <Button busy={doing.busy} aria-keyshortcuts="Control+Alt+Enter" data-field="count-only" onClick={() => void countOnly()}>
              {t.counting.only}
            </Button>
          </div>
          <p className="hint">
            {t.intake.keys} {t.counting.onlyHint}
          </p>
        </form>
        <section className="card" aria-labelledby="guide">
          <h2 id="guide">{t.guide.heading}</h2>
          <GuideQuestions topic={typed.topic === "" ? undefined : typed.topic} marks={marks} onMark={setMarks} />
        </section>
      </div>
    </>
  );
}

/** The code, large and in groups. It is the caller's, and the worker knows it now: both are said. */
function ReadOut({ code }: { readonly code: string }) {
  const { t } = useSpeech();
  return (
    <Notice kind="warning">
      <p>{t.intake.readOut}</p>
      <p className="read-out">
        {spelled(code).map((group, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- four places that never move
          <span key={at}>{group.join(" ")}</span>
        ))}
      </p>
      <p>{t.intake.youKnow}</p>
    </Notice>
  );
}
