/** Whether the committee may take a complaint up: counted here, because what it asks stands sealed. An advice, no verdict. */
import { useState } from "react";
import { affiliationOf, Exceptions, judgeComplaint } from "../../../cases/rules/procedure.ts";
import type { ComplaintFacts, Exception } from "../../../cases/rules/procedure.ts";
import type { DeskProcedure } from "../../../cases/shape/procedure.ts";
import { Choice, TextField, Tick } from "../../parts/form.tsx";
import { useSpeech } from "../../speech.tsx";

const sectors = ["not-known", "po", "vo", "so", "mbo"] as const;
const filers = ["parent", "pupil", "staff", "other"] as const;

export function AdmissibilityCard({ raw }: { readonly raw: DeskProcedure }) {
  const { t } = useSpeech();
  const [brin, setBrin] = useState("");
  const [facts, setFacts] = useState<ComplaintFacts>({ today: raw.today, eventDay: "not-known", sector: "not-known", filedBy: "parent", dispute: false, ownCommitteeRuled: false, exception: "none" });
  const change = (more: Partial<ComplaintFacts>): void => setFacts({ ...facts, ...more });
  const affiliation = affiliationOf(raw.law, brin);
  return (
    <section className="card" aria-labelledby="admissibility">
      <h2 id="admissibility">{t.procedure.check}</h2>
      <p className="hint">{t.procedure.checkHint}</p>
      <TextField label={t.procedure.brin} value={brin} maxLength={4} onChange={(event) => setBrin(event.target.value)} />
      <p className="fact">{affiliation === "not-known" ? t.procedure.affiliationUnknown : t.procedure.affiliation(affiliation.committee.toUpperCase())}</p>
      <TextField label={t.procedure.eventDay} type="date" max={raw.today} onChange={(event) => change({ eventDay: event.target.value === "" ? "not-known" : event.target.value })} />
      <Choice label={t.procedure.sector} value={facts.sector} onChange={(event) => change({ sector: sectors.find((one) => one === event.target.value) ?? "not-known" })}>
        {sectors.map((one) => (
          <option key={one} value={one}>
            {one === "not-known" ? t.procedure.notKnown : t.sectors[one]}
          </option>
        ))}
      </Choice>
      <Choice label={t.procedure.filedBy} value={facts.filedBy} onChange={(event) => change({ filedBy: filers.find((one) => one === event.target.value) ?? "other" })}>
        {filers.map((one) => (
          <option key={one} value={one}>
            {t.procedure.filers[one]}
          </option>
        ))}
      </Choice>
      <Tick label={t.procedure.dispute} checked={facts.dispute} onChange={(event) => change({ dispute: event.target.checked })} />
      <Tick label={t.procedure.ruled} checked={facts.ownCommitteeRuled} onChange={(event) => change({ ownCommitteeRuled: event.target.checked })} />
      <Choice label={t.procedure.exception} value={facts.exception} onChange={(event) => change({ exception: Exceptions.find((one): one is Exception => one === event.target.value) ?? "none" })}>
        {Exceptions.map((one) => (
          <option key={one} value={one}>
            {t.procedure.exceptions[one]}
          </option>
        ))}
      </Choice>
      <ul aria-live="polite">
        {judgeComplaint(facts, raw.law).map(({ finding }) => (
          <li key={finding}>{t.procedure.findings[finding]}</li>
        ))}
      </ul>
    </section>
  );
}
