import type { SubmitEvent } from "react";
import { Limits } from "../../../cases/shape.ts";
import { readBody, Written } from "../../cases/bodies.ts";
import type { CaseActs, CaseOnScreen } from "../../cases/use-case.ts";
import { DoingNotice } from "../../parts/doing-notice.tsx";
import { useDoing } from "../../parts/doing.ts";
import { useDraft } from "../../parts/drafts.ts";
import { Button, TextArea } from "../../parts/form.tsx";
import { Notice } from "../../parts/notice.tsx";
import { useSpeech } from "../../speech.tsx";
import { useNames } from "./names.ts";

/** The team's own notes: another chain under another key, which the person's code does not open. */
export function NotesCard({ screen, acts }: { readonly screen: CaseOnScreen; readonly acts: CaseActs }) {
  const { t, day } = useSpeech();
  const names = useNames();
  const { desk } = screen.opened;
  return (
    <section className="card notes" aria-labelledby="notes">
      <h2 id="notes">{t.case.notes}</h2>
      <p className="hint">{t.case.notesHint}</p>
      {(desk === undefined || !desk.pieces.some(({ raw }) => raw.kind === "note")) && <p className="soft">{t.case.noNotes}</p>}
      <ol className="pieces">
        {desk?.pieces.filter(({ raw }) => raw.kind === "note").map(({ raw, examined }) => (
          <li key={raw.id} className={examined.ok ? "piece piece-note" : "piece piece-refused"}>
            {examined.ok ? <p className="words">{readBody(examined.piece, Written)?.text ?? t.case.unreadable}</p> : <p>{`${t.case.refused}. ${t.case.reasons[examined.reason]}`}</p>}
            <p className="mark">
              {examined.ok && examined.piece.signedBy.startsWith("member:") ? `${names(examined.piece.signedBy.slice(7))}, ` : ""}
              {day(raw.day)}
            </p>
          </li>
        ))}
      </ol>
      {desk !== undefined && desk.head === undefined ? <Notice kind="warning">{t.case.notWhole}</Notice> : <NoteForm id={screen.opened.raw.id} acts={acts} />}
    </section>
  );
}

function NoteForm({ id, acts }: { readonly id: string; readonly acts: CaseActs }) {
  const { t } = useSpeech();
  const doing = useDoing();
  const [text, setText] = useDraft(`note ${id}`);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (text.trim() === "") return doing.complain(t.case.empty);
    void doing.run(async () => {
      await acts.write({ kind: "note", body: { text: text.trim() } });
      setText("");
      return t.case.noted;
    });
  };
  return (
    <form onSubmit={submit}>
      <TextArea label={t.case.note} value={text} rows={3} data-field="note" maxLength={Limits.longText} onChange={(event) => setText(event.target.value)} />
      <DoingNotice doing={doing} />
      <Button type="submit" aria-disabled={doing.busy || undefined}>
        {t.case.addNote}
      </Button>
    </form>
  );
}
