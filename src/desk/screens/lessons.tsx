/** Lessons for the network: written by one of the ministry, agreed by another, read by the coordinator. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { SubmitEvent } from "react";
import { rolesMay } from "../../accounts/rules/permissions.ts";
import { findMarks } from "../../cases/rules/anonymise/index.ts";
import { lessonText, LessonsAnswer } from "../../cases/shape/escalation.ts";
import type { Lesson } from "../../cases/shape/escalation.ts";
import { ask, tell } from "../api.ts";
import { DoingNotice } from "../parts/doing-notice.tsx";
import { useDoing } from "../parts/doing.ts";
import { Button, TextArea } from "../parts/form.tsx";
import { ScreenHeading } from "../parts/heading.tsx";
import { Loaded } from "../parts/notice.tsx";
import { useOpen } from "../session.tsx";
import { useSpeech } from "../speech.tsx";

const queryKey = ["lessons"];

export function LessonsScreen() {
  const { t } = useSpeech();
  const { me } = useOpen();
  const query = useQuery({ queryKey, queryFn: () => ask("/lessons", { out: LessonsAnswer }), staleTime: 10_000 });
  const mayWrite = rolesMay(me.roles, "lesson.write");
  const words = t.escalation.lessons;
  return (
    <>
      <ScreenHeading>{words.heading}</ScreenHeading>
      <p>{words.intro}</p>
      <Loaded query={query}>
        {({ lessons }) => (
          <>
            {lessons.length === 0 && <p className="soft">{words.none}</p>}
            <ul className="plain">
              {lessons.map((one) => (
                <LessonCard key={one.id} one={one} mayAgree={mayWrite} />
              ))}
            </ul>
          </>
        )}
      </Loaded>
      {mayWrite && <Proposing />}
    </>
  );
}

function LessonCard({ one, mayAgree }: { readonly one: Lesson; readonly mayAgree: boolean }) {
  const { t, day } = useSpeech();
  const client = useQueryClient();
  const doing = useDoing();
  const words = t.escalation.lessons;
  const agree = (): Promise<boolean> =>
    doing.run(async () => {
      await tell(`/lessons/${one.id}/agreement`, { method: "POST" });
      await client.invalidateQueries({ queryKey });
      return words.agreed;
    });
  return (
    <li className="card">
      <p className="words">{one.text}</p>
      <p className="soft">
        {words.week(day(one.week))}
        {one.state === "proposed" && `, ${words.proposed}`}
      </p>
      {one.state === "proposed" && one.mine && <p className="hint">{words.own}</p>}
      {one.state === "proposed" && !one.mine && mayAgree && (
        <Button busy={doing.busy} onClick={() => void agree()}>
          {words.agree}
        </Button>
      )}
      <DoingNotice doing={doing} />
    </li>
  );
}

/** What looks like a name is refused here, before it leaves the browser. */
function Proposing() {
  const { t } = useSpeech();
  const client = useQueryClient();
  const doing = useDoing();
  const [text, setText] = useState("");
  const words = t.escalation.lessons;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const marks = findMarks(text);
    if (text.trim() === "") return doing.complain(t.case.empty);
    if (marks.length > 0) return doing.complain(words.suspect + marks.map((one) => text.slice(one.start, one.end)).join(", "));
    void doing.run(async () => {
      await tell("/lessons", { method: "POST", body: { text: text.trim() } });
      setText("");
      await client.invalidateQueries({ queryKey });
      return words.done;
    });
  };
  return (
    <form className="card" onSubmit={submit}>
      <TextArea label={words.write} hint={words.hint} value={text} rows={4} required maxLength={lessonText} onChange={(event) => setText(event.target.value)} />
      <DoingNotice doing={doing} />
      <Button type="submit" kind="primary" aria-disabled={doing.busy || undefined}>
        {words.propose}
      </Button>
    </form>
  );
}
