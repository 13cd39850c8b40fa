/** Help for who may be in danger: on the form (hidden until its words call for it), on the receipt, after "not safe". */
import type { Child, FC } from "hono/jsx";
import type { Language } from "../../base/index.ts";
import { Alert, Paragraph, Phone } from "../../ui/index.ts";
import type { DangerKind } from "../rules/danger.ts";
import { dangerWords } from "../rules/danger-words.ts";
import { formTexts } from "../texts/index.ts";

/** Numbers and their hours: domain.md 2.2 (112; 113 and 0800-0113, Veilig Thuis, Centrum Seksueel Geweld: day and night). */
const numbers: Readonly<Record<DangerKind, string>> = { now: "112", life: "113", home: "0800-2000", sexual: "0800-0188" };
const order: readonly DangerKind[] = ["now", "life", "home", "sexual"];

export const HelpLine: FC<{ readonly number: string; readonly children?: Child }> = ({ number, children }) => (
  <Paragraph>
    {children} <Phone number={number} />
  </Paragraph>
);

export type DangerHelpProps = {
  readonly language: Language;
  /** What was seen; 112 always stands first. Not given: everything. */
  readonly kinds?: readonly DangerKind[];
  /** Hidden until a script shows it, by the words that come along: `data-gehoord-danger`, and inside one `data-danger` per kind. */
  readonly hidden?: boolean;
  /** When somebody reads, in words. */
  readonly readBy?: string | undefined;
};

export const DangerHelp: FC<DangerHelpProps> = ({ language, kinds, hidden, readBy }) => {
  const { danger } = formTexts[language];
  const shown = order.filter((kind) => kind === "now" || kinds === undefined || kinds.includes(kind));
  return (
    <div data-gehoord-danger="" data-words={hidden === true ? dangerWords : undefined} hidden={hidden === true} aria-live={hidden === true ? "polite" : undefined}>
      <Alert kind="danger" title={danger.heading} level={2}>
        <Paragraph>{danger.lead}</Paragraph>
        {shown.map((kind) => (
          <div data-danger={kind}>
            <HelpLine number={numbers[kind]}>{danger[kind]}</HelpLine>
          </div>
        ))}
        {readBy === undefined ? null : <Paragraph>{danger.whenRead(readBy)}</Paragraph>}
        {hidden === true ? <Paragraph small>{danger.nothingSent}</Paragraph> : null}
      </Alert>
    </div>
  );
};
