/** A text without names: what is marked, with each mark to turn off, and what is left to be mended. It stays in this browser. */
import { findMarks, maskedText } from "../../../cases/rules/anonymise/index.ts";
import type { Known, Mark } from "../../../cases/rules/anonymise/index.ts";
import { dossierText } from "../../../cases/shape/escalation.ts";
import { Button, TextArea, Tick } from "../../parts/form.tsx";
import { useSpeech } from "../../speech.tsx";

export type Anonymising = { readonly source: string; readonly off: ReadonlySet<string>; readonly mended: string | undefined };

const wordOf = (text: string, mark: Mark): string => text.slice(mark.start, mark.end);
const nameOf = (text: string, mark: Mark): string => `${mark.kind} ${wordOf(text, mark).toLocaleLowerCase("nl")}`;

/** What goes: the text as it was mended, or as the marks make it. */
export function useAnonymised({ source, off, mended }: Anonymising, known: readonly Known[]): { readonly text: string; readonly marks: readonly Mark[] } {
  const { t } = useSpeech();
  const marks = findMarks(source, known);
  return { marks, text: mended ?? maskedText(source, marks.filter((one) => !off.has(nameOf(source, one))), t.escalation.kinds) };
}

export function Anonymise({ value, known, onChange }: { readonly value: Anonymising; readonly known: readonly Known[]; readonly onChange: (value: Anonymising) => void }) {
  const { t } = useSpeech();
  const { text, marks } = useAnonymised(value, known);
  const words = t.escalation;
  const distinct = [...new Map(marks.map((one) => [nameOf(value.source, one), one])).entries()];
  const toggle = (name: string): void => onChange({ ...value, mended: undefined, off: new Set(value.off.has(name) ? [...value.off].filter((one) => one !== name) : [...value.off, name]) });
  return (
    <>
      <TextArea label={words.source} value={value.source} rows={6} maxLength={dossierText} onChange={(event) => onChange({ ...value, source: event.target.value, mended: undefined })} />
      <fieldset>
        <legend>{words.marks}</legend>
        <p className="hint">{distinct.length === 0 ? words.noMarks : words.marksHint}</p>
        {distinct.map(([name, mark]) => (
          <Tick key={name} label={`${wordOf(value.source, mark)} (${words.kinds[mark.kind]})`} checked={!value.off.has(name)} onChange={() => toggle(name)} />
        ))}
      </fieldset>
      <TextArea label={words.result} hint={words.anonymousHint} value={text} rows={8} required maxLength={dossierText} onChange={(event) => onChange({ ...value, mended: event.target.value })} />
      {value.mended !== undefined && (
        <Button kind="quiet" onClick={() => onChange({ ...value, mended: undefined })}>
          {words.again}
        </Button>
      )}
    </>
  );
}
