/** An organisation's own ways to be reached, with what is not known said as not known. */
import type { FC } from "hono/jsx";
import type { Language } from "../../base/index.ts";
import type { ContactLine, ContactSummary } from "../../directory/index.ts";
import { SummaryList } from "../../ui/index.ts";
import { formTexts } from "../texts/index.ts";

const Value: FC<{ readonly language: Language; readonly line: ContactLine }> = ({ language, line }) => {
  const unknown = formTexts[language].choose.contactUnknown;
  return (
    <>
      {line.value === null ? unknown : line.href === null ? line.value : <a href={line.href}>{line.value}</a>}
      <br />
      {line.hours ?? unknown}
    </>
  );
};

/** Values from older pages that may no longer work are left to the organisation's own page. */
export const Contacts: FC<{ readonly language: Language; readonly summary: ContactSummary }> = ({ language, summary }) => (
  <SummaryList items={summary.lines.filter((line) => !line.outdated).map((line) => ({ term: line.label, value: <Value language={language} line={line} /> }))} />
);
