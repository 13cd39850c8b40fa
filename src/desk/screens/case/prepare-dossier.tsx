/** Making a dossier for the ministry, as agreed or without names, for a colleague to read. */
import { useState } from "react";
import type { SubmitEvent } from "react";
import { DossierForms, EscalationReasons } from "../../../cases/rules/escalation.ts";
import type { DossierForm, EscalationReason } from "../../../cases/rules/escalation.ts";
import type { Known } from "../../../cases/rules/anonymise/index.ts";
import type { ConsentLine } from "../../../cases/shape/consent.ts";
import { Limits } from "../../../cases/shape.ts";
import { Contact, readBody, Report, Written } from "../../cases/bodies.ts";
import type { PartOfCase } from "../../cases/consent.ts";
import { piecesOfKind } from "../../cases/opening.ts";
import type { OpenedCase } from "../../cases/opening.ts";
import type { EscalationActs } from "../../cases/use-escalations.ts";
import { DoingNotice } from "../../parts/doing-notice.tsx";
import { useDoing } from "../../parts/doing.ts";
import { Button, Choice, TextArea } from "../../parts/form.tsx";
import { useSpeech } from "../../speech.tsx";
import { Anonymise, useAnonymised } from "./anonymise.tsx";
import type { Anonymising } from "./anonymise.tsx";

/** What the case says of the person: looked for in every spelling. */
function knownOf({ shared }: OpenedCase): readonly Known[] {
  const contacts = piecesOfKind(shared, "contact").flatMap((piece) => readBody(piece, Contact) ?? []);
  const reports = piecesOfKind(shared, "report").flatMap((piece) => readBody(piece, Report) ?? []);
  const known = (kind: Known["kind"], texts: readonly (string | undefined)[]): Known[] => texts.flatMap((text) => (text === undefined || text === "" ? [] : [{ kind, text }]));
  return [...known("name", contacts.map((one) => one.name)), ...known("account", contacts.flatMap((one) => [one.phone, one.mail])), ...known("school", reports.map((one) => one.school))];
}

/** The words of the parts that the person agreed to, one under the other. */
function wordsOfParts(parts: readonly PartOfCase[]): string {
  return parts
    .flatMap(({ piece }): (string | undefined)[] => {
      if (piece.header.kind !== "report") return [readBody(piece, Written)?.text];
      const report = readBody(piece, Report);
      return [report?.what, report?.who, report?.where, report?.when, report?.need];
    })
    .filter((one) => one !== undefined && one !== "")
    .join("\n\n");
}

export type Preparing = { readonly opened: OpenedCase; readonly consent: ConsentLine; readonly parts: readonly PartOfCase[]; readonly reasons: readonly EscalationReason[]; readonly acts: EscalationActs; readonly escalation: string; readonly onDone: () => void };

export function PrepareDossier({ opened, consent, parts, reasons, acts, escalation, onDone }: Preparing) {
  const { t } = useSpeech();
  const words = t.escalation;
  const doing = useDoing();
  const known = knownOf(opened);
  const [reason, setReason] = useState<EscalationReason>(reasons[0] ?? "urgent");
  const [form, setForm] = useState<DossierForm>("anonymised");
  const [cover, setCover] = useState("");
  const [anonymising, setAnonymising] = useState<Anonymising>({ source: wordsOfParts(parts), off: new Set(), mended: undefined });
  const anonymised = useAnonymised(anonymising, known);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const text = (form === "parts" ? cover : anonymised.text).trim();
    if (text === "") return doing.complain(t.case.empty);
    void doing.run(async () => {
      await acts.prepare({ escalation, consent: consent.id, form, reason, text, parts: form === "parts" ? parts.map((one) => one.raw.id) : [] });
      onDone();
      return words.prepared;
    });
  };
  return (
    <form onSubmit={submit}>
      <Choice label={words.reason} value={reason} onChange={(event) => setReason(EscalationReasons.find((one) => one === event.target.value) ?? "urgent")}>
        {reasons.map((one) => (
          <option key={one} value={one}>
            {words.reasons[one]}
          </option>
        ))}
      </Choice>
      <fieldset>
        <legend>{words.form}</legend>
        {DossierForms.map((one) => (
          <label key={one} className="tick">
            <input type="radio" name="dossier-form" checked={form === one} onChange={() => setForm(one)} />
            <span>{words.forms[one]}</span>
          </label>
        ))}
      </fieldset>
      {form === "parts" ? (
        <TextArea label={words.cover} hint={words.withParts(parts.length)} value={cover} rows={4} required maxLength={Limits.longText} onChange={(event) => setCover(event.target.value)} />
      ) : (
        <Anonymise value={anonymising} known={known} onChange={setAnonymising} />
      )}
      <DoingNotice doing={doing} />
      <Button type="submit" kind="primary" aria-disabled={doing.busy || undefined}>
        {words.toColleague}
      </Button>
    </form>
  );
}
