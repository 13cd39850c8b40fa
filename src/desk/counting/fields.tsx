/** The codes of a fact as choices, in the words of the worker's language. */
import { newestList } from "../../registration/rules/codes.ts";
import type { Codes, FactField } from "../../registration/rules/codes.ts";
import { Choice } from "../parts/form.tsx";
import { useSpeech } from "../speech.tsx";

type Words = ReturnType<typeof useSpeech>["t"];

/** A code in words; the code itself when no text knows it. */
export function codeInWords(t: Words, field: FactField, code: string): string {
  const names: Readonly<Record<string, string>> = { ...(field === "role" ? t.roles : field === "sector" ? t.sectors : field === "topic" ? t.topics : {}), ...t.counting.codes[field] };
  return Object.hasOwn(names, code) ? (names[code] ?? code) : code;
}

type CodeFieldsProps = { readonly fields: readonly FactField[]; readonly codes: Codes; readonly onChange: (field: FactField, code: string) => void };

export function CodeFields({ fields, codes, onChange }: CodeFieldsProps) {
  const { t } = useSpeech();
  return (
    <div className="side-by-side">
      {fields.map((field) => (
        <Choice key={field} label={t.counting.fields[field]} value={codes[field]} data-field={`count-${field}`} onChange={(event) => onChange(field, event.target.value)}>
          {newestList.codes[field].map((code) => (
            <option key={code} value={code}>
              {codeInWords(t, field, code)}
            </option>
          ))}
        </Choice>
      ))}
    </div>
  );
}
