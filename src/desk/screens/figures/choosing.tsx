/** Which time, which codes, and what to compare with. Every choice is looked up at once. */
import { newestList } from "../../../registration/rules/codes.ts";
import type { FactField } from "../../../registration/rules/codes.ts";
import { Besides, Pers } from "../../../registration/shape/figures.ts";
import type { FiguresAnswer } from "../../../registration/shape/figures.ts";
import { Button, Choice } from "../../parts/form.tsx";
import { useSpeech } from "../../speech.tsx";
import { quartersOffered, shownFields } from "./asking.ts";
import type { Asked } from "./asking.ts";
import { codeSaid, periodInWords } from "./words.ts";

type ChoosingProps = { readonly asked: Asked; readonly answer: Pick<FiguresAnswer, "span" | "offered">; readonly onAsk: (asked: Asked) => void };

function Time({ asked, answer: { span, offered }, onAsk }: ChoosingProps) {
  const speech = useSpeech();
  const words = speech.t.figures;
  const quarters = quartersOffered(offered);
  const options = quarters.map((quarter) => (
    <option key={quarter} value={quarter}>
      {periodInWords(speech, quarter, "long")}
    </option>
  ));
  // What was just chosen stands there, also while its answer is on its way.
  const { from: first, until: last } = { from: asked.from ?? span.from, until: asked.until ?? span.until };
  // An end before the beginning moves the other end along.
  const from = (quarter: string): void => onAsk({ ...asked, from: quarter, until: quarter > last ? quarter : last });
  const until = (quarter: string): void => onAsk({ ...asked, from: quarter < first ? quarter : first, until: quarter });
  return (
    <div className="side-by-side">
      <Choice label={words.from} value={first} data-field="figures-from" onChange={(event) => from(event.target.value)}>
        {options}
      </Choice>
      <Choice label={words.until} value={last} data-field="figures-until" onChange={(event) => until(event.target.value)}>
        {options}
      </Choice>
      <Choice label={words.per} value={asked.per} data-field="figures-per" onChange={(event) => onAsk({ ...asked, per: Pers.find((one) => one === event.target.value) ?? "month" })}>
        {Pers.map((per) => (
          <option key={per} value={per}>
            {words.pers[per]}
          </option>
        ))}
      </Choice>
      <Choice label={words.beside} value={asked.beside} data-field="figures-beside" onChange={(event) => onAsk({ ...asked, beside: Besides.find((one) => one === event.target.value) ?? "nothing" })}>
        {Besides.map((beside) => (
          <option key={beside} value={beside}>
            {words.besides[beside]}
          </option>
        ))}
      </Choice>
    </div>
  );
}

export function Choosing(props: ChoosingProps) {
  const speech = useSpeech();
  const words = speech.t.figures;
  const { asked, onAsk } = props;
  const choose = (field: FactField, code: string): void => {
    const { [field]: _, ...others } = asked.codes;
    onAsk({ ...asked, codes: code === "" ? others : { ...others, [field]: code } });
  };
  return (
    <section className="card" aria-labelledby="figures-choose">
      <h2 id="figures-choose">{words.choose}</h2>
      <Time {...props} />
      <div className="side-by-side">
        {shownFields.map((field) => (
          <Choice key={field} label={words.fields[field]} value={asked.codes[field] ?? ""} data-field={`figures-${field}`} onChange={(event) => choose(field, event.target.value)}>
            <option value="">{words.all}</option>
            {newestList.codes[field].map((code) => (
              <option key={code} value={code}>
                {codeSaid(speech, field, code)}
              </option>
            ))}
          </Choice>
        ))}
      </div>
      {Object.keys(asked.codes).length > 0 && <Button onClick={() => onAsk({ ...asked, codes: {} })}>{words.clear}</Button>}
    </section>
  );
}
