import { useDeferredValue, useEffect, useRef, useState } from "react";
import { Button, TextField } from "../parts/form.tsx";
import { DoingNotice } from "../parts/doing-notice.tsx";
import { useDoing } from "../parts/doing.ts";
import { ScreenHeading } from "../parts/heading.tsx";
import { Link } from "../parts/link.tsx";
import { gather } from "../search/gathering.ts";
import { openedIndex } from "../search/opened.ts";
import { useOpen } from "../session.tsx";
import { useSpeech } from "../speech.tsx";
import { word } from "../cases/bodies.ts";

/** Around the middle of what was found: enough to recognise a case, not a whole report. */
const shownLength = 220;
const shorten = (text: string): string => (text.length <= shownLength ? text : `${text.slice(0, shownLength).trimEnd()}…`);

export function SearchScreen() {
  const { t, day } = useSpeech();
  const open = useOpen();
  const doing = useDoing();
  const [typed, setTyped] = useState("");
  const [count, setCount] = useState(() => openedIndex.size());
  const [progress, setProgress] = useState<readonly [number, number]>();
  const stop = useRef<AbortController>(undefined);
  useEffect(() => () => stop.current?.abort(), []);
  const query = useDeferredValue(typed);
  const found = query.trim().length < 2 ? [] : openedIndex.search(query);
  const openAll = (): Promise<boolean> =>
    doing.run(async () => {
      const controller = new AbortController();
      stop.current = controller;
      try {
        const closed = await gather({ open, t, signal: controller.signal, progress: (done, all) => setProgress([done, all]) });
        return closed === 0 ? t.search.gathered(openedIndex.size()) : t.search.gatheredPart(openedIndex.size(), closed);
      } finally {
        setCount(openedIndex.size());
        setProgress(undefined);
      }
    });
  return (
    <>
      <ScreenHeading>{t.search.heading}</ScreenHeading>
      <p>{t.search.intro}</p>
      <search className="card block-shown" aria-label={t.search.heading}>
        <TextField label={t.search.field} value={typed} data-field="search" onChange={(event) => setTyped(event.target.value)} />
        <output className="soft">{query.trim().length < 2 ? t.search.opened(count) : t.search.found(found.length, count)}</output>
        <ul className="cases">
          {found.map((one) => (
            <li key={one.id} className="case-row">
              <Link to={`/zaken/${one.id}`} data-case-link="">
                <span className="case-subject">{one.title}</span>
              </Link>
              {one.passage !== undefined && (
                <p className="reason-quiet">
                  <span className="soft">
                    {word(t.timeline.kinds, one.passage.kind) ?? t.timeline.other}, {day(one.passage.day)}:
                  </span>{" "}
                  {shorten(one.passage.text)}
                </p>
              )}
            </li>
          ))}
        </ul>
      </search>
      <section className="card" aria-labelledby="gather">
        <h2 id="gather">{t.search.more}</h2>
        <p className="hint">{t.search.moreHint}</p>
        {progress !== undefined && (
          <p>
            <progress max={progress[1]} value={progress[0]} aria-label={t.search.progress(progress[0], progress[1])} /> {t.search.progress(progress[0], progress[1])}
          </p>
        )}
        <DoingNotice doing={doing} />
        {doing.busy ? <Button onClick={() => stop.current?.abort()}>{t.search.stop}</Button> : <Button onClick={() => void openAll()}>{t.search.openAll}</Button>}
      </section>
    </>
  );
}
