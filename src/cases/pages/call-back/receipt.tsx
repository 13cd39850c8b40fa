/** Agreed: when they call, the code, a card to print. Drawn by the server, or filled in by the script. */
import type { FC } from "hono/jsx";
import { pathIn } from "../../../base/index.ts";
import type { Language } from "../../../base/index.ts";
import { Actions, Button, ButtonLink, Heading, Lead, List, Paragraph } from "../../../ui/index.ts";
import type { DangerKind } from "../../rules/danger.ts";
import { callTexts, formTexts } from "../../texts/index.ts";
import { DangerHelp } from "../danger.tsx";

export type CallReceiptProps = {
  readonly language: Language;
  readonly origin: string;
  /** Name of the support point. */
  readonly name: string;
  /** In words; not given where an earlier request stands. */
  readonly moment?: string | undefined;
  /** Without it its place stays empty, for the script. */
  readonly code?: string;
  readonly onArrival: boolean;
  readonly danger?: readonly DangerKind[];
};

const Card: FC<CallReceiptProps> = ({ language, origin, code, moment }) => {
  const { receipt } = formTexts[language];
  return (
    <section class="receipt-card" aria-label={receipt.codeLabel}>
      <p class="receipt-card__title">{receipt.cardTitle}</p>
      <p class="receipt-card__code" data-gehoord-code="" translate="no">
        {code ?? ""}
      </p>
      {moment === undefined ? null : <p>{callTexts[language].receipt.cardWhen(moment)}</p>}
      <p>{receipt.cardPlace(`${origin.replace(/^https?:\/\//, "")}${pathIn(language, "/gesprek")}`)}</p>
      <p>{receipt.cardBody}</p>
    </section>
  );
};

export const CallReceipt: FC<CallReceiptProps> = (props) => {
  const { language, name, moment, danger } = props;
  const { receipt } = formTexts[language];
  const texts = callTexts[language].receipt;
  return (
    <>
      <Heading level={1} id="receipt-heading">
        {texts.heading}
      </Heading>
      {danger !== undefined && danger.length > 0 ? <DangerHelp language={language} kinds={danger} /> : null}
      {props.code === undefined ? <DangerHelp language={language} hidden /> : null}
      <Lead>{moment === undefined ? texts.whenUnknown : texts.when(name, moment)}</Lead>
      <Paragraph>{receipt.codeLabel}</Paragraph>
      <Card {...props} />
      <Paragraph>{texts.codeWhy}</Paragraph>
      <Paragraph>{receipt.codeSafe}</Paragraph>
      <Actions>
        <ButtonLink href={pathIn(language, "/gesprek")}>{texts.open}</ButtonLink>
        <Button kind="secondary" type="button" id="print-card" hidden>
          {receipt.print}
        </Button>
      </Actions>
      <Heading level={2}>{receipt.next}</Heading>
      <List ordered items={texts.steps(name)} />
      <Paragraph>{props.onArrival ? receipt.onArrival : receipt.inBrowser}</Paragraph>
      <Paragraph>{receipt.traces}</Paragraph>
    </>
  );
};
