/** The ministry's desk: what was laid before it, and one of them with what may be said about it. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { SubmitEvent } from "react";
import { GivenAnswer } from "../../cases/shape/consent.ts";
import { CaseEscalations, EscalatedAnswer } from "../../cases/shape/escalation.ts";
import type { EscalationLine, MinistryPost } from "../../cases/shape/escalation.ts";
import { escalationActs } from "../../cases/rules/escalation.ts";
import { Limits } from "../../cases/shape.ts";
import { ask, tell } from "../api.ts";
import type { Dossier } from "../cases/bodies-of-escalation.ts";
import { consentKinds, openGiven } from "../cases/consent.ts";
import type { OpenedGiven } from "../cases/consent.ts";
import { dossierIn, openExchange, sealWord } from "../cases/escalation.ts";
import type { Exchanged } from "../cases/escalation.ts";
import { loadCase } from "../cases/use-case.ts";
import type { CaseOnScreen } from "../cases/use-case.ts";
import { DoingNotice } from "../parts/doing-notice.tsx";
import { useDoing } from "../parts/doing.ts";
import { Button, Choice, TextArea } from "../parts/form.tsx";
import { ScreenHeading } from "../parts/heading.tsx";
import { Link } from "../parts/link.tsx";
import { Loaded, Notice } from "../parts/notice.tsx";
import { useOpen } from "../session.tsx";
import type { Open } from "../session.tsx";
import { useSpeech } from "../speech.tsx";
import { todayHere } from "../texts/near.ts";
import { usePartName } from "./case/consent.tsx";
import { Body } from "./case/conversation.tsx";
import { Exchange, useStanding } from "./case/exchange.tsx";

export function MinistryScreen() {
  const { t, day, language } = useSpeech();
  const query = useQuery({ queryKey: ["escalated"], queryFn: () => ask("/escalations", { out: EscalatedAnswer }), staleTime: 10_000, refetchInterval: 180_000 });
  const standing = useStanding(true);
  const words = t.escalation.ministry;
  return (
    <>
      <ScreenHeading>{words.heading}</ScreenHeading>
      <p>{words.intro}</p>
      <Loaded query={query}>
        {({ escalations }) => (
          <>
            {escalations.length === 0 && <p className="soft">{words.none}</p>}
            <ul className="case-list">
              {escalations.map((one) => (
                <li key={one.id} className="case-row">
                  <Link to={`/ministerie/${one.id}`} data-case-link="">
                    <span className="case-subject">{`${words.subject}: ${t.escalation.reasons[one.reason]}`}</span>
                  </Link>
                  <p className="reason">
                    {words.from(one.fromName[language], day(one.answerBy))} {one.standing === "sent" || one.standing === "taken" ? "" : standing({ state: one.standing, dueDay: one.answerBy })}
                  </p>
                </li>
              ))}
            </ul>
          </>
        )}
      </Loaded>
    </>
  );
}

type Laid = { readonly screen: CaseOnScreen; readonly line: EscalationLine | undefined; readonly dossier: Dossier | undefined; readonly proven: boolean; readonly given: readonly OpenedGiven[]; readonly words: readonly Exchanged[] };

async function load(id: string, open: Open): Promise<Laid> {
  const screen = await loadCase(id, open);
  const { escalations } = await ask(`/cases/${id}/escalations`, { out: CaseEscalations });
  const { pieces } = await ask(`/cases/${id}/given`, { out: GivenAnswer });
  const found = dossierIn(screen.opened, screen.log);
  const line = escalations.find((one) => one.to === id);
  const { log, opened } = screen;
  const given = await openGiven(pieces, { opened, log, origin: found?.dossier, purpose: "escalation", today: todayHere() });
  const words = found === undefined || line === undefined ? [] : (await openExchange(line, { installation: opened.raw.installation, exchange: found.dossier.exchange, ministry: opened.raw.team, log })).words;
  return { screen, line, dossier: found?.dossier, proven: found?.proven === true, given, words };
}

export function LaidCaseScreen({ id }: { readonly id: string }) {
  const { t } = useSpeech();
  const open = useOpen();
  const query = useQuery({ queryKey: ["laid", id], queryFn: () => load(id, open), staleTime: 10_000, retry: false });
  return (
    <>
      <p className="back">
        <Link to="/ministerie">{t.escalation.ministry.back}</Link>
      </p>
      <Loaded query={query} waiting={t.case.opening}>
        {(laid) => <LaidCase laid={laid} />}
      </Loaded>
    </>
  );
}

function LaidCase({ laid }: { readonly laid: Laid }) {
  const { t, language } = useSpeech();
  const standing = useStanding(true);
  const words = t.escalation.ministry;
  const { line, dossier } = laid;
  if (line === undefined || dossier === undefined) return <Notice kind="wrong">{t.case.cannotOpen}</Notice>;
  return (
    <>
      <ScreenHeading>{words.subject}</ScreenHeading>
      <p className="fact">{standing(line)}</p>
      <section className="card" aria-labelledby="dossier">
        <h2 id="dossier">{line.fromName[language]}</h2>
        <p>{words.reason(t.escalation.reasons[dossier.reason])}</p>
        {laid.proven ? <p className="mark">{words.proven}</p> : <Notice kind="wrong">{words.unproven}</Notice>}
        {dossier.form === "anonymised" && <p className="hint">{words.anonymised}</p>}
        <p className="words">{dossier.text}</p>
        {dossier.form === "parts" && <Given laid={laid} />}
      </section>
      <section className="card" aria-labelledby="exchange">
        <h2 id="exchange">{words.said}</h2>
        <Exchange words={laid.words} />
        <Acting key={line.state} laid={laid} line={line} exchange={dossier.exchange} />
      </section>
    </>
  );
}

function Given({ laid }: { readonly laid: Laid }) {
  const { t } = useSpeech();
  const partName = usePartName();
  const parts = laid.given.flatMap((one) => (one.ok && !consentKinds.has(one.raw.kind) ? [{ piece: one.piece, raw: one.raw, case: one.raw.case, given: true }] : []));
  if (parts.length === 0) return <Notice kind="warning">{t.escalation.ministry.gone}</Notice>;
  return (
    <>
      <h3>{t.escalation.ministry.given}</h3>
      <ol className="pieces">
        {parts.map((one) => (
          <li key={one.raw.id} className="piece piece-theirs">
            <p className="piece-head">
              <strong>{partName(one)}</strong>
            </p>
            {one.raw.kind !== "label" && <Body piece={one.piece} caseId={laid.screen.opened.raw.id} given />}
          </li>
        ))}
      </ol>
    </>
  );
}

type Act = MinistryPost["act"];
const saying: readonly Act[] = ["answer", "question", "return"];

function Acting({ laid, line, exchange }: { readonly laid: Laid; readonly line: EscalationLine; readonly exchange: string }) {
  const { t } = useSpeech();
  const { keyring } = useOpen();
  const client = useQueryClient();
  const doing = useDoing();
  const [act, setAct] = useState<Act>("answer");
  const [text, setText] = useState("");
  const words = t.escalation.ministry;
  const { raw } = laid.screen.opened;
  const may = escalationActs(line.state, "ministry").map((one) => one.act);
  const path = `/cases/${raw.id}/escalations/${line.id}`;
  const again = async (): Promise<void> => {
    await client.invalidateQueries({ queryKey: ["laid", raw.id] });
    await client.invalidateQueries({ queryKey: ["escalated"] });
  };
  const take = (): Promise<boolean> =>
    doing.run(async () => {
      await tell(`${path}/taking`, { method: "POST" });
      await again();
      return words.taken;
    });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (text.trim() === "") return doing.complain(words.empty);
    void doing.run(async () => {
      const word = await sealWord(line, { act, text: text.trim() }, { installation: raw.installation, exchange, ministry: raw.team, log: laid.screen.log, keyring });
      await tell(`${path}/answers`, { method: "POST", body: { act, word } });
      setText("");
      await again();
      return words.sent;
    });
  };
  const choices = saying.filter((one) => may.includes(one));
  return (
    <>
      {may.includes("take") && (
        <Button busy={doing.busy} onClick={() => void take()}>
          {words.take}
        </Button>
      )}
      {choices.length > 0 && (
        <form onSubmit={submit}>
          <Choice label={words.act} value={act} onChange={(event) => setAct(saying.find((one) => one === event.target.value) ?? "answer")}>
            {choices.map((one) => (
              <option key={one} value={one}>
                {words.acts[one]}
              </option>
            ))}
          </Choice>
          <TextArea label={words.text} value={text} rows={5} required maxLength={Limits.longText} onChange={(event) => setText(event.target.value)} />
          <Button type="submit" kind="primary" aria-disabled={doing.busy || undefined}>
            {words.send}
          </Button>
        </form>
      )}
      <DoingNotice doing={doing} />
    </>
  );
}
