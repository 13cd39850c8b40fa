import { useState } from "react";
import type { SubmitEvent } from "react";
import { transition } from "../../../cases/rules.ts";
import { Limits } from "../../../cases/shape.ts";
import type { DeskCase } from "../../../cases/shape.ts";
import type { CaseActs, CaseOnScreen } from "../../cases/use-case.ts";
import { DoingNotice } from "../../parts/doing-notice.tsx";
import { useDoing } from "../../parts/doing.ts";
import { useDraft } from "../../parts/drafts.ts";
import { Button, TextArea, Tick } from "../../parts/form.tsx";
import { Notice, Waiting } from "../../parts/notice.tsx";
import { useSpeech } from "../../speech.tsx";

/** A question from the telephone may have no code: then nobody could read an answer. Without one the key is empty. */
const hasCode = ({ signPublic }: Pick<DeskCase, "signPublic">): boolean => /[^A]/.test(signPublic);

/** What is typed stays until it was received: a refusal, a lost connection or a lock in between loses nothing on the screen. */
export function AnswerForm({ screen, acts }: { readonly screen: CaseOnScreen; readonly acts: CaseActs }) {
  const { t } = useSpeech();
  const { raw, shared } = screen.opened;
  const doing = useDoing();
  const [text, setText] = useDraft(`answer ${raw.id}`);
  const [asks, setAsks] = useState(false);
  const mayAnswer = transition(raw.state, "answer") !== undefined;
  const mayAsk = transition(raw.state, "ask-helped") !== undefined;
  if (shared.head === undefined) return <Notice kind="warning">{t.case.notWhole}</Notice>;
  if (!mayAnswer && !mayAsk) return null;
  if (!hasCode(raw)) return <p className="card">{t.case.noCode}</p>;
  const asking = asks && mayAsk;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const words = text.trim();
    if (words === "") return doing.complain(t.case.empty);
    if (words.length > Limits.longText) return doing.complain(t.case.tooLong(Limits.longText));
    void doing.run(async () => {
      await acts.write({ kind: "answer", body: { text: words, ...(asking ? { asksHelped: true as const } : {}) } }, asking ? "ask-helped" : "answer");
      setText("");
      setAsks(false);
      return t.case.sent;
    });
  };
  return (
    <form className="card" onSubmit={submit}>
      <TextArea label={t.case.answer} hint={t.case.answerHint} value={text} data-field="answer" maxLength={Limits.longText} onChange={(event) => setText(event.target.value)} />
      {text.length > Limits.longText - 500 && <p className="hint">{t.case.left(Limits.longText - text.length)}</p>}
      {mayAsk && <Tick label={t.case.askHelped} checked={asks} onChange={(event) => setAsks(event.target.checked)} />}
      {doing.busy && <Waiting text={t.case.sending} />}
      <DoingNotice doing={doing} />
      <Button type="submit" kind="primary" aria-disabled={doing.busy || undefined}>
        {t.case.sendAnswer}
      </Button>
    </form>
  );
}
