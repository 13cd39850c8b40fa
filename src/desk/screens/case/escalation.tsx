/** "To the ministry": make a dossier, a colleague signs it, send it, answer what is asked, tell the person. */
import { useState } from "react";
import type { SubmitEvent } from "react";
import { Limits } from "../../../cases/shape.ts";
import { answerableFor, atMinistry } from "../../../cases/rules/escalation.ts";
import { ConsentRefusal, partsToGive } from "../../cases/consent.ts";
import type { PartOfCase } from "../../cases/consent.ts";
import type { CaseActs, CaseOnScreen } from "../../cases/use-case.ts";
import { useConsents } from "../../cases/use-consents.ts";
import type { ConsentsOnScreen } from "../../cases/use-consents.ts";
import { useEscalations } from "../../cases/use-escalations.ts";
import type { EscalationActs, EscalationOnScreen, EscalationsOnScreen } from "../../cases/use-escalations.ts";
import { DoingNotice } from "../../parts/doing-notice.tsx";
import { useDoing } from "../../parts/doing.ts";
import { Fold } from "../../parts/fold.tsx";
import { Button, TextArea } from "../../parts/form.tsx";
import { Notice } from "../../parts/notice.tsx";
import { useOpen } from "../../session.tsx";
import { useSpeech } from "../../speech.tsx";
import { todayHere } from "../../texts/near.ts";
import { Exchange, useStanding } from "./exchange.tsx";
import { PrepareDossier } from "./prepare-dossier.tsx";

type Parts = { readonly screen: CaseOnScreen; readonly consents: ConsentsOnScreen; readonly data: EscalationsOnScreen; readonly acts: EscalationActs };

export function EscalationCard({ screen, acts }: { readonly screen: CaseOnScreen; readonly acts: CaseActs }) {
  const { t } = useSpeech();
  const consents = useConsents(screen, acts);
  const escalations = useEscalations(screen, acts);
  if (consents.query.data === undefined || escalations.query.data === undefined) return null;
  const parts: Parts = { screen, consents: consents.query.data, data: escalations.query.data, acts: escalations.acts };
  return (
    <Fold id="escalation" heading={t.escalation.heading} due={isDue(parts)}>
      <p className="hint">{t.escalation.hint}</p>
      {parts.data.all.map((one) => (
        <Escalation key={one.line.id} one={one} {...parts} />
      ))}
      <Beginning {...parts} />
    </Fold>
  );
}

const over = ["settled", "withdrawn"] as readonly string[];
const agreedHere = ({ screen, consents }: Parts) => consents.consents.find((one) => one.case === screen.opened.raw.id && one.purpose === "escalation" && one.state === "given");

/** This desk has to do something, or the person said yes and nothing was made of it yet. */
function isDue(parts: Parts): boolean {
  const living = parts.data.all.filter(({ line }) => !over.includes(line.state));
  return living.length === 0 ? agreedHere(parts) !== undefined && parts.data.all.length === 0 : living.some(({ line }) => answerableFor[line.state] === "desk");
}

function partsAgreed({ screen, consents }: Parts, consent: string): readonly PartOfCase[] | undefined {
  const line = consents.consents.find((one) => one.id === consent);
  try {
    return partsToGive({ opened: screen.opened, given: consents.given, consent, team: line?.team ?? "", purpose: "escalation", today: todayHere() });
  } catch (error) {
    if (error instanceof ConsentRefusal) return undefined;
    throw error;
  }
}

const busy = ["prepared", "seconded", "answered", "returned", ...atMinistry] as readonly string[];

/** A new one, when the person said yes, the case is stuck or urgent, and none is on its way. */
function Beginning(parts: Parts) {
  const { t } = useSpeech();
  const { screen, data } = parts;
  const { raw } = screen.opened;
  if (raw.state === "closed" || data.all.some((one) => busy.includes(one.line.state))) return null;
  const consent = agreedHere(parts);
  if (data.reasons.length === 0) return <p className="soft">{t.escalation.noReason}</p>;
  if (consent === undefined) {
    return (
      <>
        <p className="soft">{t.escalation.needsConsent}</p>
        <p className="hint">{t.escalation.duties}</p>
      </>
    );
  }
  return <Opening parts={parts} consent={consent.id} escalation={undefined} label={t.escalation.prepare} />;
}

function Opening({ parts, consent, escalation, label }: { readonly parts: Parts; readonly consent: string; readonly escalation: string | undefined; readonly label: string }) {
  const { t } = useSpeech();
  const [open, setOpen] = useState(false);
  const [fresh, setFresh] = useState(() => crypto.randomUUID());
  const agreed = partsAgreed(parts, consent);
  const line = parts.consents.consents.find((one) => one.id === consent);
  if (agreed === undefined || line === undefined) return <Notice kind="wrong">{t.consent.unproven}</Notice>;
  const done = (): void => {
    setOpen(false);
    setFresh(crypto.randomUUID());
  };
  return (
    <>
      <Button aria-expanded={open} onClick={() => setOpen(!open)}>
        {label}
      </Button>
      {open && <PrepareDossier opened={parts.screen.opened} consent={line} parts={agreed} reasons={parts.data.reasons} acts={parts.acts} escalation={escalation ?? fresh} onDone={done} />}
    </>
  );
}

function Escalation({ one, ...parts }: Parts & { readonly one: EscalationOnScreen }) {
  const { t } = useSpeech();
  const standing = useStanding();
  const { line, draft } = one;
  const waits = line.state === "prepared" || line.state === "seconded";
  return (
    <div>
      <p className="fact">{standing(line)}</p>
      {waits && draft === undefined && <Notice kind="wrong">{t.escalation.unreadable}</Notice>}
      {waits && draft !== undefined && (
        <>
          <h3>{t.escalation.dossier}</h3>
          <p className="words">{draft.text}</p>
          <p className="hint">{draft.form === "parts" ? t.escalation.withParts(draft.parts.length) : t.escalation.noParts}</p>
          {line.state === "prepared" ? <Seconding one={one} acts={parts.acts} /> : <Sending one={one} {...parts} />}
        </>
      )}
      {waits && line.consent !== null && <Opening parts={parts} consent={line.consent} escalation={line.id} label={t.escalation.change} />}
      <Exchange words={one.words} />
      {line.state === "questioned" && <Saying label={t.escalation.reply} hint={t.escalation.replyHint} send={t.escalation.replySend} done={t.escalation.replied} onSay={(text) => parts.acts.reply(one, text)} />}
      {(line.state === "answered" || line.state === "returned") && <Saying label={t.escalation.settle} send={t.escalation.settleSend} done={t.escalation.settled} onSay={(text) => parts.acts.settle(line, text)} />}
    </div>
  );
}

function Seconding({ one, acts }: { readonly one: EscalationOnScreen; readonly acts: EscalationActs }) {
  const { t } = useSpeech();
  const { me } = useOpen();
  const doing = useDoing();
  if (one.line.preparedBy === me.member) return <p className="soft">{t.escalation.waitForColleague}</p>;
  const second = (): Promise<boolean> =>
    doing.run(async () => {
      await acts.second(one.line);
      return t.escalation.secondDone;
    });
  return (
    <>
      <p className="hint">{t.escalation.secondHint}</p>
      <Button kind="primary" busy={doing.busy} onClick={() => void second()}>
        {t.escalation.second}
      </Button>
      <DoingNotice doing={doing} />
    </>
  );
}

function Sending({ one, consents, acts }: Parts & { readonly one: EscalationOnScreen }) {
  const { t } = useSpeech();
  const doing = useDoing();
  if (!one.proven) return <Notice kind="wrong">{t.escalation.notProven}</Notice>;
  const send = (): Promise<boolean> =>
    doing.run(async () => {
      await acts.send(one, consents.given, t.escalation.step(one.draft?.text ?? ""));
      return t.escalation.sentDone;
    });
  return (
    <>
      <Button kind="primary" busy={doing.busy} onClick={() => void send()}>
        {t.escalation.send}
      </Button>
      <DoingNotice doing={doing} />
    </>
  );
}

type SayingParts = { readonly label: string; readonly hint?: string; readonly send: string; readonly done: string; readonly onSay: (text: string) => Promise<void> };

function Saying({ label, hint, send, done, onSay }: SayingParts) {
  const { t } = useSpeech();
  const doing = useDoing();
  const [text, setText] = useState("");
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (text.trim() === "") return doing.complain(t.case.empty);
    void doing.run(async () => {
      await onSay(text.trim());
      setText("");
      return done;
    });
  };
  return (
    <form onSubmit={submit}>
      <TextArea label={label} hint={hint} value={text} rows={4} required maxLength={Limits.longText} onChange={(event) => setText(event.target.value)} />
      <DoingNotice doing={doing} />
      <Button type="submit" kind="primary" aria-disabled={doing.busy || undefined}>
        {send}
      </Button>
    </form>
  );
}
