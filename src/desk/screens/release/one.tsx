/** One release before it is published: how far it is, what is hidden in it and why, and what can be done now. */
import { useQuery } from "@tanstack/react-query";
import { HiddenBecause, ReleaseView } from "../../../registration/shape/releases.ts";
import { ask } from "../../api.ts";
import { ScreenHeading } from "../../parts/heading.tsx";
import { Link } from "../../parts/link.tsx";
import { Loaded, Notice } from "../../parts/notice.tsx";
import { useSpeech } from "../../speech.tsx";
import { Deciding } from "./deciding.tsx";
import { releasesKey, soon } from "./index.tsx";
import { TableFold } from "./table.tsx";
import { periodInWords } from "./words.ts";

export function ReleaseScreen({ id }: { readonly id: string }) {
  const { t, day } = useSpeech();
  const query = useQuery({ queryKey: [...releasesKey, id], queryFn: () => ask(`/releases/${id}`, { out: ReleaseView }), refetchInterval: ({ state }) => (state.data?.state === "asked" ? soon : false) });
  const words = t.release;
  return (
    <Loaded query={query}>
      {(one) => (
        <div data-release={one.period} data-state={one.state}>
          <ScreenHeading>{`${words.heading}: ${periodInWords(words, one.period)}`}</ScreenHeading>
          <p>
            <span className="tag">{words.states[one.state]}</span> {words.on(day(one.day))} {one.mine ? words.mine : words.others}
          </p>
          {one.outdated && <Notice kind="warning">{words.outdated}</Notice>}
          <State one={one} />
          <Deciding one={one} />
          <p>
            <Link to="/publiceren">{words.back}</Link>
          </p>
        </div>
      )}
    </Loaded>
  );
}

function State({ one }: { readonly one: ReleaseView }) {
  const { t } = useSpeech();
  const words = t.release;
  if (one.state === "asked") {
    const step = Object.hasOwn(words.steps, one.step) ? words.steps[one.step as keyof typeof words.steps] : words.stepOther;
    return (
      <section className="card">
        <p>{step}</p>
        <progress max={10} value={one.tenths} aria-label={step} />
        <p className="soft">{words.busy(one.tenths)}</p>
      </section>
    );
  }
  if (one.refused !== null) {
    return (
      <Notice kind="warning">
        <p>
          <strong>{words.refusedHeading}</strong>
        </p>
        <p>{words.refusals[one.refused.because](one.refused.where)}</p>
        <p>{words.refusedNext}</p>
      </Notice>
    );
  }
  return one.prepared === null ? null : <Prepared prepared={one.prepared} />;
}

type PreparedRelease = NonNullable<ReleaseView["prepared"]>;

function Prepared({ prepared }: { readonly prepared: PreparedRelease }) {
  const { t } = useSpeech();
  const words = t.release;
  return (
    <>
      <section className="card" aria-labelledby="release-summary">
        <h2 id="release-summary">{words.summary}</h2>
        {prepared.madeUp && <p>{words.madeUp}</p>}
        <p>{words.printed(prepared.printed, prepared.cells)}</p>
        <p>{words.threshold(prepared.threshold - 1)}</p>
        <p>{words.against(prepared.against)}</p>
        {prepared.changed.length > 0 && <p>{words.changed(prepared.changed.map((period) => periodInWords(words, period)).join(", "))}</p>}
        {prepared.withoutOrganisations && <p>{words.withoutOrganisations}</p>}
      </section>
      <Reasons prepared={prepared} />
      <section className="card" aria-labelledby="release-tables">
        <h2 id="release-tables">{words.tables}</h2>
        {prepared.tables.map((table) => (
          <TableFold key={table.id} table={table} />
        ))}
      </section>
    </>
  );
}

function Reasons({ prepared }: { readonly prepared: PreparedRelease }) {
  const { t } = useSpeech();
  const words = t.release;
  const rows = prepared.tables.flatMap((table) => table.rows);
  const counts = HiddenBecause.map((why) => ({ why, count: rows.filter((row) => row.why === why).length })).filter(({ count }) => count > 0);
  if (counts.length === 0) return null;
  return (
    <section className="card" aria-labelledby="release-why">
      <h2 id="release-why">{words.whyHeading}</h2>
      <dl className="facts">
        {counts.map(({ why, count }) => (
          <div key={why} data-why={why}>
            <dt>{words.times(count)}</dt>
            <dd>{words.why[why]}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
