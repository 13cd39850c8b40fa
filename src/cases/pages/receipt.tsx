/** The receipt: the code, the date, what happens now, a card to print. Drawn by the server, or filled in by the script. */
import type { FC } from "hono/jsx";
import { pathIn } from "../../base/index.ts";
import type { Language } from "../../base/index.ts";
import { Actions, Alert, Button, ButtonLink, Heading, Lead, List, Paragraph } from "../../ui/index.ts";
import type { DangerKind } from "../rules/danger.ts";
import { formTexts } from "../texts/index.ts";
import { DangerHelp } from "./danger.tsx";

export type ReceiptProps = {
  readonly language: Language;
  readonly origin: string;
  /** Name of the support point. */
  readonly name: string;
  /** The promised day in words. */
  readonly promised: string;
  /** Without it the code's places stay empty, for the script (`data-gehoord-code`). */
  readonly code?: string;
  readonly onArrival: boolean;
  readonly danger?: readonly DangerKind[];
  /** It was received before, with other words. */
  readonly already?: boolean;
};

const Card: FC<ReceiptProps> = ({ language, origin, code, promised }) => {
  const { receipt } = formTexts[language];
  return (
    <section class="receipt-card" aria-label={receipt.codeLabel}>
      <p class="receipt-card__title">{receipt.cardTitle}</p>
      <p class="receipt-card__code" data-gehoord-code="" translate="no">
        {code ?? ""}
      </p>
      <p>{receipt.cardPlace(`${origin.replace(/^https?:\/\//, "")}${pathIn(language, "/gesprek")}`)}</p>
      <p>{receipt.cardBody}</p>
      <p data-gehoord-promised="">{receipt.promised(promised)}</p>
    </section>
  );
};

export const ReceiptView: FC<ReceiptProps> = (props) => {
  const { language, name, danger, promised } = props;
  const { receipt } = formTexts[language];
  const inDanger = danger !== undefined && danger.length > 0;
  return (
    <>
      <Heading level={1} id="receipt-heading">
        {receipt.heading}
      </Heading>
      {inDanger ? <DangerHelp language={language} kinds={danger} readBy={promised} /> : null}
      {props.code === undefined ? <DangerHelp language={language} readBy={promised} hidden /> : null}
      {props.already === true ? (
        <Alert kind="warning">
          <Paragraph>{receipt.already}</Paragraph>
        </Alert>
      ) : null}
      <Lead>{receipt.codeLabel}</Lead>
      <Card {...props} />
      <Paragraph>{receipt.codeWhy}</Paragraph>
      <Paragraph>{receipt.codeSafe}</Paragraph>
      <Actions>
        <ButtonLink href={pathIn(language, "/gesprek")}>{receipt.open}</ButtonLink>
        <Button kind="secondary" type="button" id="print-card" hidden>
          {receipt.print}
        </Button>
      </Actions>
      <Heading level={2}>{receipt.next}</Heading>
      <List ordered items={receipt.steps(name)} />
      <Paragraph>{props.onArrival ? receipt.onArrival : receipt.inBrowser}</Paragraph>
      <Paragraph>{receipt.traces}</Paragraph>
    </>
  );
};
