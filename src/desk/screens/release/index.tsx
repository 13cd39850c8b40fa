/** Figures for the site, as the coordinators make them: which there are, and asking for new ones. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { SubmitEvent } from "react";
import { isOpen } from "../../../registration/rules/release.ts";
import { ReleasesAnswer, type ReleaseLine } from "../../../registration/shape/releases.ts";
import { ask, tell } from "../../api.ts";
import { DoingNotice } from "../../parts/doing-notice.tsx";
import { useDoing } from "../../parts/doing.ts";
import { Button, Choice } from "../../parts/form.tsx";
import { ScreenHeading } from "../../parts/heading.tsx";
import { Link } from "../../parts/link.tsx";
import { Loaded } from "../../parts/notice.tsx";
import { useSpeech } from "../../speech.tsx";
import { periodInWords } from "./words.ts";

export const releasesKey = ["releases"];
/** While something is being made, it is looked at again and again. */
export const soon = 2_000;

export function ReleasesScreen() {
  const { t } = useSpeech();
  const query = useQuery({ queryKey: releasesKey, queryFn: () => ask("/releases", { out: ReleasesAnswer }), refetchInterval: ({ state }) => (state.data?.releases.some((one) => one.state === "asked") === true ? soon : false) });
  const words = t.release;
  return (
    <>
      <ScreenHeading>{words.heading}</ScreenHeading>
      <p className="lead">{words.intro}</p>
      <Loaded query={query}>
        {(answer) => (
          <>
            <AskCard {...answer} />
            <section className="card" aria-labelledby="release-list">
              <h2 id="release-list">{words.list}</h2>
              {answer.releases.length === 0 && <p className="soft">{words.nothing}</p>}
              <ul className="people">
                {answer.releases.map((one) => (
                  <Line key={one.id} one={one} />
                ))}
              </ul>
            </section>
          </>
        )}
      </Loaded>
    </>
  );
}

function Line({ one }: { readonly one: ReleaseLine }) {
  const { t, day } = useSpeech();
  const words = t.release;
  const period = periodInWords(words, one.period);
  return (
    <li className="person" data-release={one.period} data-state={one.state}>
      <p>
        <strong>{period}</strong> <span className="tag">{words.states[one.state]}</span>
      </p>
      <p className="soft">
        {words.on(day(one.day))} {one.mine ? words.mine : words.others}
      </p>
      <Link to={`/publiceren/${one.id}`}>{words.look(period)}</Link>
    </li>
  );
}

function AskCard({ periods, releases }: ReleasesAnswer) {
  const { t } = useSpeech();
  const client = useQueryClient();
  const doing = useDoing();
  const [chosen, setChosen] = useState<string>();
  const words = t.release;
  const busy = releases.some(({ state }) => isOpen(state));
  const period = chosen ?? periods[0];
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void doing.run(async () => {
      await tell("/releases", { method: "POST", body: { period } });
      await client.invalidateQueries({ queryKey: releasesKey });
      return words.made;
    });
  };
  return (
    <section className="card" aria-labelledby="release-ask">
      <h2 id="release-ask">{words.ask}</h2>
      {busy && <p>{words.open}</p>}
      {!busy && period === undefined && <p>{words.none}</p>}
      {!busy && period !== undefined && (
        <form onSubmit={submit} data-form="release">
          <Choice label={words.period} hint={words.periodHint} value={period} onChange={(event) => setChosen(event.target.value)}>
            {periods.map((one) => (
              <option key={one} value={one}>
                {periodInWords(words, one)}
              </option>
            ))}
          </Choice>
          <Button type="submit" kind="primary" aria-disabled={doing.busy || undefined}>
            {words.make}
          </Button>
        </form>
      )}
      <DoingNotice doing={doing} />
    </section>
  );
}
