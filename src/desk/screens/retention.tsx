/** How long what is kept, and proofs of what was destroyed: for the coordinator. Each signature is checked here, in the browser. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { RetentionView } from "../../accounts/shape.ts";
import type { Language } from "../../base/language.ts";
import { isDestructionSigned } from "../../envelope/index.ts";
import { ask } from "../api.ts";
import { Button } from "../parts/form.tsx";
import { Loaded } from "../parts/notice.tsx";
import { saveFile } from "../parts/save-file.ts";
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

/** With its year: proofs are kept for ever. */
const week = (language: Language, day: string): string =>
  new Intl.DateTimeFormat(language === "nl" ? "nl-NL" : "en-GB", { dateStyle: "long", timeZone: "Europe/Amsterdam" }).format(new Date(`${day}T12:00:00Z`));

const keep = (proofs: RetentionView["proofs"]): void => saveFile("gewist.json", JSON.stringify(proofs, null, 1), "application/json");

function GoneCard({ proofs }: Pick<RetentionView, "proofs">) {
  const { t, language } = useSpeech();
  const words = t.retention;
  const lines = useMemo(() => proofs.map((proof) => ({ ...proof, good: isDestructionSigned(proof) })), [proofs]);
  return (
    <section className="card" aria-labelledby="destroyed">
      <h2 id="destroyed">{words.heading}</h2>
      <p className="hint">{words.intro}</p>
      {lines.length === 0 && <p className="soft">{words.nothing}</p>}
      {lines.length > 0 && (
        <>
          <ul className="people">
            {lines.map((one) => (
              <li key={one.id} className="person">
                <p>
                  <strong>{words.classes[one.class]}</strong> <span className="soft">{words.line(one.count, week(language, one.week))}</span>
                </p>
                <p>{one.good ? words.good : words.wrong}</p>
              </li>
            ))}
          </ul>
          <Button onClick={() => keep(proofs)}>{words.save}</Button>
        </>
      )}
    </section>
  );
}
