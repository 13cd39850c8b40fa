/** Consent: what was asked and agreed in this case, checked here, and asking it. */
import { useState } from "react";
import type { SubmitEvent } from "react";
import { agreedTo, outsidePurposes, Purposes } from "../../../cases/rules/consent.ts";
import type { Purpose } from "../../../cases/rules/consent.ts";
import type { ConsentLine } from "../../../cases/shape/consent.ts";
import { Limits } from "../../../cases/shape.ts";
import { partsOfCase, wordsOf } from "../../cases/consent.ts";
import type { PartOfCase } from "../../cases/consent.ts";
import type { CaseOnScreen } from "../../cases/use-case.ts";
import { useTargets } from "../../cases/use-consents.ts";
import type { ConsentActs, ConsentsOnScreen } from "../../cases/use-consents.ts";
import { DoingNotice } from "../../parts/doing-notice.tsx";
import { useDoing } from "../../parts/doing.ts";
import type { Doing } from "../../parts/doing.ts";
import { Fold } from "../../parts/fold.tsx";
import { Button, Choice, TextArea, TextField, Tick } from "../../parts/form.tsx";
import { Notice } from "../../parts/notice.tsx";
import { useSpeech } from "../../speech.tsx";
import { todayHere } from "../../texts/near.ts";

type Parts = { readonly screen: CaseOnScreen; readonly consents: ConsentsOnScreen; readonly acts: ConsentActs };

export function ConsentCard({ screen, consents, acts }: Parts) {
  const { t } = useSpeech();
  const [asking, setAsking] = useState(false);
  const doing = useDoing();
  const { raw } = screen.opened;
  const own = consents.consents.filter((one) => one.case === raw.id);
  return (
    <Fold id="consents" heading={t.consent.heading} remark={own.length === 0 ? undefined : t.consent.states[own.at(-1)?.state ?? "asked"]}>
      <p className="hint">{t.consent.hint}</p>
      {own.length === 0 && <p className="soft">{t.consent.none}</p>}
      <ul className="pieces">
        {own.map((one) => (
          <Consent key={one.id} one={one} screen={screen} acts={acts} />
        ))}
      </ul>
      {raw.state !== "closed" && (
        <Button aria-expanded={asking} onClick={() => setAsking(!asking)}>
          {t.consent.askOpen}
        </Button>
      )}
      {asking ? <AskForm screen={screen} consents={consents} acts={acts} doing={doing} onDone={() => setAsking(false)} /> : <DoingNotice doing={doing} />}
    </Fold>
  );
}

function useReceiver(): (one: Pick<ConsentLine, "purpose" | "teamName">) => string {
  const { t, language } = useSpeech();
  return ({ purpose, teamName }) => teamName?.[language] ?? (purpose === "contact-school" ? t.consent.school : t.consent.parents);
}

/** The server's word beside it only takes away: a yes is one when the person's signed words say so here. */
function Consent({ one, screen, acts }: Omit<Parts, "consents"> & { readonly one: ConsentLine }) {
  const { t, day } = useSpeech();
  const receiver = useReceiver();
  const doing = useDoing();
  const agreed = agreedTo(wordsOf(screen.opened), { consent: one.id, case: screen.opened.raw.id, purpose: one.purpose, team: one.team, today: todayHere() });
  const withdraw = (): Promise<boolean> =>
    doing.run(async () => {
      await acts.withdraw(one.id);
      return t.consent.withdrawn;
    });
  return (
    <li>
      <p>
        <strong>{t.consent.purposes[one.purpose]}</strong> {t.consent.to(receiver(one), day(one.until))}: {t.consent.states[one.state]}
      </p>
      {one.state === "given" && <p className={agreed.ok ? "mark" : "error"}>{agreed.ok ? t.consent.proven[agreed.by] : t.consent.unproven}</p>}
      {one.state === "given" && (
        <Button kind="quiet" busy={doing.busy} onClick={() => void withdraw()}>
          {t.consent.withdraw}
        </Button>
      )}
      <DoingNotice doing={doing} />
    </li>
  );
}

export function usePartName(): (one: PartOfCase) => string {
  const { t, day } = useSpeech();
  const names: Readonly<Record<string, string>> = t.consent.part;
  return (one) => t.consent.partOf(names[one.raw.kind] ?? one.raw.kind, day(one.raw.day));
}

function inDays(days: number): string {
  return todayHere(new Date(Date.now() + days * 86_400_000));
}
const usualDays = 30;

/** What was asked is said beside the button that opened the form: the form is gone by then. */
function AskForm({ screen, consents, acts, doing, onDone }: Parts & { readonly doing: Doing; readonly onDone: () => void }) {
  const { t, day, language } = useSpeech();
  const targets = useTargets();
  const partName = usePartName();
  const parts = partsOfCase(screen.opened, consents.given);
  const [purpose, setPurpose] = useState<Purpose>("referral");
  const [team, setTeam] = useState("");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(parts.map((one) => one.raw.id)));
  const [later, setLater] = useState(false);
  const [until, setUntil] = useState(inDays(usualDays));
  const [text, setText] = useState("");
  const [way, setWay] = useState<"asked" | "spoken">("asked");
  const [said, setSaid] = useState(false);
  const outside = outsidePurposes.includes(purpose);
  const found = targets.data?.targets.find((one) => one.team === team);
  const whom = outside ? (purpose === "contact-school" ? t.consent.school : t.consent.parents) : (found?.name[language] ?? "…");
  const what = parts.filter((one) => chosen.has(one.raw.id)).map((one) => partName(one).toLowerCase()).join("; ");
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!outside && team === "") return doing.complain(t.consent.noReceiver);
    if (chosen.size === 0) return doing.complain(t.consent.noParts);
    if (way === "spoken" && !said) return doing.complain(t.consent.notSaid);
    void doing.run(async () => {
      const body = { purpose, team: outside ? null : team, parts: parts.map((one) => one.raw.id).filter((one) => chosen.has(one)), later, until, text: text.trim() };
      await acts.askFor(way === "asked" ? "consent-asked" : "consent-spoken", body);
      onDone();
      return way === "asked" ? t.consent.asked : t.consent.spokenDone;
    });
  };
  /** Who may receive it depends on what for. */
  const choose = (one: Purpose): void => {
    setPurpose(one);
    setTeam("");
  };
  const toggle = (id: string): void => setChosen((before) => new Set(before.has(id) ? [...before].filter((one) => one !== id) : [...before, id]));
  return (
    <form onSubmit={submit}>
      <Choice label={t.consent.purpose} value={purpose} onChange={(event) => choose(Purposes.find((one) => one === event.target.value) ?? "referral")}>
        {Purposes.map((one) => (
          <option key={one} value={one}>
            {t.consent.purposes[one]}
          </option>
        ))}
      </Choice>
      {!outside && (
        <Choice label={t.consent.receiver} value={team} onChange={(event) => setTeam(event.target.value)}>
          <option value="">–</option>
          {targets.data?.targets.filter((one) => one.ministry === (purpose === "escalation")).map((one) => (
            <option key={one.team} value={one.team} disabled={!one.receives}>
              {one.name[language]}
              {one.receives ? "" : ` (${t.consent.closedReceiver})`}
            </option>
          ))}
        </Choice>
      )}
      <fieldset>
        <legend>{t.consent.parts}</legend>
        {parts.map((one) => (
          <Tick key={one.raw.id} label={partName(one)} checked={chosen.has(one.raw.id)} onChange={() => toggle(one.raw.id)} />
        ))}
        <Tick label={t.consent.later} checked={later} onChange={() => setLater(!later)} />
      </fieldset>
      <TextField label={t.consent.untilField} type="date" value={until} min={todayHere()} max={inDays(364)} required onChange={(event) => setUntil(event.target.value)} />
      <TextArea label={t.consent.text} value={text} rows={3} required maxLength={Limits.shortText} onChange={(event) => setText(event.target.value)} />
      <fieldset>
        <legend>{t.consent.way}</legend>
        {(["asked", "spoken"] as const).map((one) => (
          <label key={one} className="tick">
            <input type="radio" name="way" checked={way === one} onChange={() => setWay(one)} />
            <span>{t.consent.ways[one]}</span>
          </label>
        ))}
      </fieldset>
      {way === "spoken" && (
        <>
          <p className="hint">{t.consent.readBack}</p>
          <blockquote className="words">{t.consent.readBackText(what, whom, day(until))}</blockquote>
          <Tick label={t.consent.saidYes} checked={said} onChange={() => setSaid(!said)} />
        </>
      )}
      {doing.problem !== undefined && <Notice kind="wrong">{doing.problem}</Notice>}
      <Button type="submit" kind="primary" aria-disabled={doing.busy || undefined}>
        {way === "asked" ? t.consent.send : t.consent.sendSpoken}
      </Button>
    </form>
  );
}
