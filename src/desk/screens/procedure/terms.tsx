/** Every term with its source; what is not known says so. */
import { TermNames } from "../../../cases/rules/procedure.ts";
import type { DeskProcedure } from "../../../cases/shape/procedure.ts";
import { useSpeech } from "../../speech.tsx";

export function TermsCard({ law }: { readonly law: DeskProcedure["law"] }) {
  const { t } = useSpeech();
  return (
    <section className="card" aria-labelledby="procedure-terms">
      <h2 id="procedure-terms">{t.procedure.terms}</h2>
      <dl className="facts">
        {TermNames.map((name) => {
          const term = law.terms[name];
          return (
            <div key={name}>
              <dt>{t.procedure.termNames[name]}</dt>
              <dd>
                {term.value === "not-known" ? t.procedure.notKnown : `${term.value.count} ${t.procedure.units[term.value.unit]}`}
                {"source" in term && (
                  <>
                    {" "}
                    (
                    <a href={term.source} rel="noreferrer noopener" target="_blank" aria-label={`${t.procedure.source}: ${t.procedure.termNames[name]}`}>
                      {t.procedure.source}
                    </a>
                    , {term.readOn})
                  </>
                )}
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}
