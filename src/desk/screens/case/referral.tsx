/** Referral from this case, and the one that brought it here. */
import { useState } from "react";
import type { SubmitEvent } from "react";
import { DeclineReasons } from "../../../cases/rules/referral.ts";
import type { DeclineReason } from "../../../cases/rules/referral.ts";
import type { ConsentLine, ReferralLine } from "../../../cases/shape/consent.ts";
import { Limits } from "../../../cases/shape.ts";
import { consentKinds, ConsentRefusal, partsToGive } from "../../cases/consent.ts";
import type { PartOfCase } from "../../cases/consent.ts";
import type { CaseOnScreen } from "../../cases/use-case.ts";
import type { ConsentActs, ConsentsOnScreen } from "../../cases/use-consents.ts";
import { DoingNotice } from "../../parts/doing-notice.tsx";
import { useDoing } from "../../parts/doing.ts";
import { Fold } from "../../parts/fold.tsx";
import { Button, Choice, TextArea } from "../../parts/form.tsx";
import { Notice } from "../../parts/notice.tsx";
import { useSpeech } from "../../speech.tsx";
import { todayHere } from "../../texts/near.ts";
import { usePartName } from "./consent.tsx";
import { Body } from "./conversation.tsx";

type Parts = { readonly screen: CaseOnScreen; readonly consents: ConsentsOnScreen; readonly acts: ConsentActs };

export function ReferralCard({ screen, consents, acts }: Parts) {
  const { t } = useSpeech();
  const open = consents.outgoing.filter((one) => one.state === "offered" || one.state === "accepted").map((one) => one.team);
  const usable = consents.consents.filter((one) => one.case === screen.opened.raw.id && one.purpose === "referral" && one.state === "given" && one.team !== null && !open.includes(one.team));
  return (
    <Fold id="referral" heading={t.consent.referral.heading} due={usable.length > 0 || consents.outgoing.some(({ state }) => state === "offered" || state === "declined")}>
      <p className="hint">{t.consent.referral.hint}</p>
      {consents.outgoing.map((one) => (
        <Outgoing key={one.case} one={one} consents={consents} acts={acts} />
      ))}
      {usable.length === 0 && consents.outgoing.length === 0 && <p className="soft">{t.consent.referral.needs}</p>}
      {screen.opened.raw.state !== "closed" && usable.map((one) => <Preparing key={one.id} consent={one} screen={screen} consents={consents} acts={acts} />)}
    </Fold>
  );
}

function useStanding(): (one: ReferralLine) => string {
  const { t, day, language } = useSpeech();
  const { states, reasons } = t.consent.referral;
  return (one) => {
    const name = one.teamName[language];
    if (one.state === "offered") return states.offered(name, day(one.dueDay));
    return one.state === "declined" ? states.declined(name, one.reason === null ? "" : reasons[one.reason]) : states[one.state](name);
  };
}

function Outgoing({ one, consents, acts }: Omit<Parts, "screen"> & { readonly one: ReferralLine }) {
  const { t } = useSpeech();
  const doing = useDoing();
  const standing = useStanding();
  const words = t.consent.referral;
  const late = one.state === "offered" && one.dueDay < todayHere();
  const consent = consents.consents.find((each) => each.id === one.consent && each.state === "given");
  const recall = (): Promise<boolean> =>
    doing.run(async () => {
      await acts.answer(one.case, { act: "recall" });
      return words.recalled;
    });
  const more = (id: string): Promise<boolean> =>
    doing.run(async () => {
      await acts.giveMore(id, one);
      return words.moreSent;
    });
  return (
    <div>
      <p className="fact">{standing(one)}</p>
      {late && <Notice kind="warning">{words.late}</Notice>}
      <div className="row">
        {one.state === "offered" && (
          <Button busy={doing.busy} onClick={() => void recall()}>
            {words.recall}
          </Button>
        )}
        {one.state === "accepted" && consent !== undefined && (
          <Button busy={doing.busy} onClick={() => void more(consent.id)}>
            {words.more}
          </Button>
        )}
      </div>
      <DoingNotice doing={doing} />
    </div>
  );
}

function partsFor(screen: CaseOnScreen, consents: ConsentsOnScreen, consent: ConsentLine): readonly PartOfCase[] | undefined {
  try {
    return partsToGive({ opened: screen.opened, given: consents.given, consent: consent.id, team: consent.team ?? "", purpose: "referral", today: todayHere() });
  } catch (error) {
    if (error instanceof ConsentRefusal) return undefined;
    throw error;
  }
}

/** The preview draws the very pieces whose keys are wrapped when the button is pressed. */
function Preparing({ consent, screen, consents, acts }: Parts & { readonly consent: ConsentLine }) {
  const { t, language } = useSpeech();
  const doing = useDoing();
  const partName = usePartName();
  const [looking, setLooking] = useState(false);
  const [text, setText] = useState("");
  const words = t.consent.referral;
  const name = consent.teamName?.[language] ?? "";
  const parts = partsFor(screen, consents, consent);
  if (parts === undefined) return <Notice kind="wrong">{t.consent.unproven}</Notice>;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (text.trim() === "") return doing.complain(t.case.empty);
    void doing.run(async () => {
      await acts.refer({ consent: consent.id, team: consent.team ?? "", text: text.trim(), step: words.step(name) });
      return words.sent;
    });
  };
  return (
    <>
      <Button aria-expanded={looking} onClick={() => setLooking(!looking)}>
        {words.preview(name)}
      </Button>
      {looking && (
        <form onSubmit={submit}>
          <h3>{words.previewHeading(name)}</h3>
          <ol className="pieces">
            {parts.map((one) => (
              <li key={one.raw.id} className="piece piece-theirs">
                <p className="piece-head">
                  <strong>{partName(one)}</strong>
                </p>
                <PartBody part={one} caseId={screen.opened.raw.id} />
              </li>
            ))}
          </ol>
          <TextArea label={words.text(name)} value={text} rows={4} required maxLength={Limits.longText} onChange={(event) => setText(event.target.value)} />
          <DoingNotice doing={doing} />
          <Button type="submit" kind="primary" aria-disabled={doing.busy || undefined}>
            {words.send(name)}
          </Button>
        </form>
      )}
    </>
  );
}

function PartBody({ part, caseId }: { readonly part: PartOfCase; readonly caseId: string }) {
  return part.raw.kind === "label" ? null : <Body piece={part.piece} caseId={caseId} given={part.given} />;
}

/** What brought this case here: from whom, until when an answer is asked, and what the person gave along. */
export function IncomingCard({ screen, consents, acts }: Parts) {
  const { t, day, language } = useSpeech();
  const { incoming } = consents;
  if (incoming === null) return null;
  const name = incoming.fromName[language];
  return (
    <section className="card" aria-labelledby="incoming">
      <h2 id="incoming">{t.consent.incoming.heading(name)}</h2>
      <p className="fact">{incoming.state === "offered" ? t.consent.incoming.offered(name, day(incoming.dueDay)) : t.consent.incoming.accepted(name)}</p>
      <Given screen={screen} consents={consents} />
      {incoming.state === "offered" && <Deciding id={incoming.case} acts={acts} />}
    </section>
  );
}

function Given({ screen, consents }: Omit<Parts, "acts">) {
  const { t } = useSpeech();
  const partName = usePartName();
  const parts = consents.given.flatMap((one) => (one.ok && !consentKinds.has(one.raw.kind) ? [{ piece: one.piece, raw: one.raw, case: one.raw.case, given: true }] : []));
  const hidden = consents.given.filter((one) => !one.ok).length;
  if (consents.given.length === 0) return <Notice kind="warning">{t.consent.incoming.gone}</Notice>;
  return (
    <>
      <h3>{t.consent.incoming.given}</h3>
      <ol className="pieces">
        {parts.map((one) => (
          <li key={one.raw.id} className="piece piece-theirs">
            <p className="piece-head">
              <strong>{partName(one)}</strong>
            </p>
            <PartBody part={one} caseId={screen.opened.raw.id} />
          </li>
        ))}
      </ol>
      {hidden > 0 && <p className="soft">{t.consent.incoming.hidden(hidden)}</p>}
    </>
  );
}

function Deciding({ id, acts }: { readonly id: string; readonly acts: ConsentActs }) {
  const { t } = useSpeech();
  const doing = useDoing();
  const words = t.consent.incoming;
  const [declining, setDeclining] = useState(false);
  const [reason, setReason] = useState<DeclineReason>("not-our-work");
  const accept = (): Promise<boolean> =>
    doing.run(async () => {
      await acts.answer(id, { act: "accept" });
      return words.accepting;
    });
  const decline = (event: SubmitEvent): void => {
    event.preventDefault();
    void doing.run(async () => {
      await acts.answer(id, { act: "decline", reason });
      return undefined;
    });
  };
  return (
    <>
      <div className="row">
        <Button kind="primary" busy={doing.busy} onClick={() => void accept()}>
          {words.accept}
        </Button>
        <Button aria-expanded={declining} onClick={() => setDeclining(!declining)}>
          {words.decline}
        </Button>
      </div>
      {declining && (
        <form onSubmit={decline}>
          <Choice label={words.why} value={reason} onChange={(event) => setReason(DeclineReasons.find((one) => one === event.target.value) ?? "not-our-work")}>
            {DeclineReasons.map((one) => (
              <option key={one} value={one}>
                {t.consent.referral.reasons[one]}
              </option>
            ))}
          </Choice>
          <Button type="submit" aria-disabled={doing.busy || undefined}>
            {words.declineSend}
          </Button>
        </form>
      )}
      <DoingNotice doing={doing} />
    </>
  );
}
