/** The talk guide beside a case: what was asked is ticked and kept, sealed, for the team. */
import { useState } from "react";
import { Label, readBody } from "../../cases/bodies.ts";
import { piecesOfKind } from "../../cases/opening.ts";
import type { CaseActs, CaseOnScreen } from "../../cases/use-case.ts";
import { forgotten, guideFor, marksOf, Sections } from "../../guide/guide.ts";
import { marksLeft, marksTaken } from "../../intake/marks.ts";
import { DoingNotice } from "../../parts/doing-notice.tsx";
import { useDoing } from "../../parts/doing.ts";
import { Button, Tick } from "../../parts/form.tsx";
import { useSpeech } from "../../speech.tsx";

type Marking = { readonly topic: string | undefined; readonly marks: readonly string[]; readonly onMark: (marks: readonly string[]) => void };

/** The questions with their ticks; also used while somebody is on the telephone. */
export function GuideQuestions({ topic, marks, onMark }: Marking) {
  const { t, language } = useSpeech();
  const guide = guideFor(language, topic);
  const missing = forgotten(guide, marks).length;
  return (
    <div className="guide">
      {Sections.map((section) => (
        <fieldset key={section} className="guide-part">
          <legend>
            {t.guide.sections[section]} {section === "checks" && missing > 0 && <span className="tag">{t.guide.left(missing)}</span>}
          </legend>
          {guide[section].map((one) =>
            section === "care" ? (
              <p key={one.id} className="guide-care">
                {one.text}
              </p>
            ) : (
              <Tick key={one.id} label={one.text} checked={marks.includes(one.id)} onChange={(event) => onMark(event.target.checked ? [...marks, one.id] : marks.filter((each) => each !== one.id))} />
            ),
          )}
        </fieldset>
      ))}
    </div>
  );
}

export function GuideCard({ screen, acts }: { readonly screen: CaseOnScreen; readonly acts: CaseActs }) {
  const { t } = useSpeech();
  const { shared, desk } = screen.opened;
  const doing = useDoing();
  const kept = marksOf(desk);
  const { id } = screen.opened.raw;
  const [marks, setMarks] = useState(() => [...new Set([...kept, ...marksLeft(id)])] as readonly string[]);
  const [first] = piecesOfKind(shared, "label");
  const topic = first === undefined ? undefined : readBody(first, Label)?.topic;
  const changed = marks.length !== kept.length || marks.some((one) => !kept.includes(one));
  const keep = (): Promise<boolean> =>
    doing.run(async () => {
      await acts.write({ kind: "guide", body: { topic: topic ?? "unsure", marks: [...marks] } });
      marksTaken(id);
      return t.guide.kept;
    });
  return (
    <details className="card timeline" data-guide="">
      <summary>
        <h2>{t.guide.heading}</h2> {kept.length > 0 && <span className="soft">{t.guide.asked(kept.length)}</span>}
      </summary>
      <p className="hint">{t.guide.hint}</p>
      <GuideQuestions topic={topic} marks={marks} onMark={setMarks} />
      <DoingNotice doing={doing} />
      {changed && (desk === undefined || desk.head !== undefined) && (
        <Button busy={doing.busy} onClick={() => void keep()}>
          {t.guide.keep}
        </Button>
      )}
    </details>
  );
}
