/** The promised day of this case, and moving it: with a reason from a list and a message that the person reads. */
import { useState } from "react";
import type { SubmitEvent } from "react";
import { Limits } from "../../../cases/shape.ts";
import type { TermChangePost } from "../../../cases/shape/term.ts";
import { TermReasons } from "../../../clock/shape.ts";
import type { TermReason } from "../../../clock/shape.ts";
import type { CaseActs, CaseOnScreen } from "../../cases/use-case.ts";
import { DoingNotice } from "../../parts/doing-notice.tsx";
import { useDoing } from "../../parts/doing.ts";
import { Fold } from "../../parts/fold.tsx";
import { Button, Choice, TextArea, TextField } from "../../parts/form.tsx";
import { useSpeech } from "../../speech.tsx";

const kinds = ["extension", "pause", "resume"] as const;
type Typed = { readonly kind: (typeof kinds)[number]; readonly days: string; readonly until: string; readonly reason: TermReason | ""; readonly text: string };
const nothing: Typed = { kind: "extension", days: "2", until: "", reason: "", text: "" };

function changeOf({ kind, days, until }: Typed): TermChangePost | undefined {
  if (kind === "resume") return { kind };
  if (kind === "pause") return /^\d{4}-\d{2}-\d{2}$/.test(until) ? { kind, until: until as `${number}-${number}-${number}` } : undefined;
  const count = Number(days);
  return Number.isInteger(count) && count >= 1 && count <= 20 ? { kind, days: count } : undefined;
}

/** Only while somebody waits for an answer: then a term runs. */
const waited: readonly string[] = ["new", "open", "unread"];

export function TermCard({ screen, acts }: { readonly screen: CaseOnScreen; readonly acts: CaseActs }) {
  const { t } = useSpeech();
  const { raw, shared } = screen.opened;
  if (!waited.includes(raw.state) || shared.head === undefined) return null;
  return (
    <Fold id="term" heading={t.calendar.term.heading} remark={t.calendar.term.open}>
      <p>{t.calendar.term.explain}</p>
      <TermForm acts={acts} />
    </Fold>
  );
}

function TermForm({ acts }: { readonly acts: CaseActs }) {
  const { t, day } = useSpeech();
  const doing = useDoing();
  const [typed, setTyped] = useState(nothing);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const [change, text] = [changeOf(typed), typed.text.trim()];
    const { reason } = typed;
    if (change === undefined || reason === "" || text === "") return doing.complain(t.calendar.term.empty);
    void doing.run(async () => {
      const due = await acts.changeTerm(text, { change, reason });
      setTyped(nothing);
      return t.calendar.term.done(day(due));
    });
  };
  return (
    <form onSubmit={submit}>
      <Choice label={t.calendar.term.kind} value={typed.kind} onChange={(event) => setTyped({ ...typed, kind: kinds.find((one) => one === event.target.value) ?? "extension" })}>
        {kinds.map((one) => (
          <option key={one} value={one}>
            {t.calendar.term.kinds[one]}
          </option>
        ))}
      </Choice>
      {typed.kind === "extension" && <TextField label={t.calendar.term.days} inputMode="numeric" value={typed.days} onChange={(event) => setTyped({ ...typed, days: event.target.value })} />}
      {typed.kind === "pause" && <TextField label={t.calendar.term.until} type="date" value={typed.until} onChange={(event) => setTyped({ ...typed, until: event.target.value })} />}
      <Choice label={t.calendar.term.reason} value={typed.reason} onChange={(event) => setTyped({ ...typed, reason: TermReasons.find((one) => one === event.target.value) ?? "" })}>
        <option value="">–</option>
        {TermReasons.map((one) => (
          <option key={one} value={one}>
            {t.calendar.term.reasons[one]}
          </option>
        ))}
      </Choice>
      <TextArea label={t.calendar.term.message} hint={t.calendar.term.messageHint} rows={3} maxLength={Limits.longText} value={typed.text} onChange={(event) => setTyped({ ...typed, text: event.target.value })} />
      <DoingNotice doing={doing} />
      <Button type="submit" kind="primary" aria-disabled={doing.busy || undefined}>
        {t.calendar.term.send}
      </Button>
    </form>
  );
}
