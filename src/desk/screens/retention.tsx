/** How long what is kept, and proofs of what was destroyed: for the coordinator. Each signature is checked here, in the browser. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { RetentionView } from "../../accounts/shape.ts";
import { isDestructionSigned } from "../../envelope/index.ts";
import { ask } from "../api.ts";
import { Button } from "../parts/form.tsx";
import { Loaded } from "../parts/notice.tsx";
import { useSpeech } from "../speech.tsx";

export function RetentionCards() {
  const query = useQuery({ queryKey: ["retention"], queryFn: () => ask("/retention", { out: RetentionView }), staleTime: 60_000 });
  return (
    <Loaded query={query}>
      {({ classes, proofs }) => (
        <>
          <GoneCard proofs={proofs} />
          <KeptCard classes={classes} />
        </>
      )}
    </Loaded>
  );
}

function KeptCard({ classes }: Pick<RetentionView, "classes">) {
  const { t } = useSpeech();
  const words = t.retention;
  return (
    <section className="card" aria-labelledby="kept">
      <h2 id="kept">{words.kept}</h2>
      <p className="hint">{words.lawUnknown}</p>
      <dl className="facts">
        {classes.map((one) => (
          <div key={one.class}>
            <dt>
              {words.classes[one.class]}: {one.weeks} {words.weeks.toLowerCase()}
            </dt>
            <dd>{words.reasons[one.class]}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function keep(proofs: RetentionView["proofs"]): void {
  const address = URL.createObjectURL(new Blob([JSON.stringify(proofs, null, 1)], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = "gewist.json";
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

function GoneCard({ proofs }: Pick<RetentionView, "proofs">) {
  const { t, day } = useSpeech();
  const words = t.retention;
  const lines = useMemo(() => proofs.map((proof) => ({ ...proof, good: isDestructionSigned(proof) })), [proofs]);
  return (
    <section className="card" aria-labelledby="destroyed">
      <h2 id="destroyed">{words.heading}</h2>
      <p className="hint">{words.intro}</p>
      {lines.length === 0 && <p className="soft">{words.nothing}</p>}
      {lines.length > 0 && (
        <>
          {/* A region that scrolls must be reachable by keyboard. */}
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above */}
          <section className="scroll" aria-label={words.gone} tabIndex={0}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{words.week}</th>
                  <th scope="col">{words.what}</th>
                  <th scope="col">{words.count}</th>
                  <th scope="col">{words.proven}</th>
                </tr>
              </thead>
              <tbody>
                {lines.map((one) => (
                  <tr key={one.id}>
                    <th scope="row">{day(one.week)}</th>
                    <td>{words.classes[one.class]}</td>
                    <td>{one.count}</td>
                    <td>{one.good ? words.good : words.wrong}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
          <Button onClick={() => keep(proofs)}>{words.save}</Button>
        </>
      )}
    </section>
  );
}
