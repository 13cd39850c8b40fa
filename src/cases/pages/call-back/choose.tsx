/** Who can call: two short questions, then points with their next free moments, and numbers to call yourself. */
import type { Child, FC } from "hono/jsx";
import { pathIn } from "../../../base/index.ts";
import type { Language } from "../../../base/index.ts";
import { availabilityInWords, contactSummary } from "../../../directory/index.ts";
import type { Availability, Service } from "../../../directory/index.ts";
import { Actions, Button, Card, Cards, Heading, Hidden, Lead, Paragraph, Select, SummaryList } from "../../../ui/index.ts";
import type { LineOffer } from "../../actions/lines.ts";
import { momentInWords } from "../../shape/call-back.ts";
import { callTexts, formTexts } from "../../texts/index.ts";
import { DangerHelp } from "../danger.tsx";

/** What was told so far, and travels on in hidden fields: never more than keys of the signpost's vocabulary. */
export type AskedFor = { readonly role: string; readonly sector: string; readonly topic: string; readonly danger: string };

export type CallChooseProps = {
  readonly language: Language;
  readonly now: Date;
  readonly asked: AskedFor;
  /** Whether the two questions were answered, or skipped on purpose. */
  readonly answered: boolean;
  readonly fitting: readonly LineOffer[];
  readonly others: readonly LineOffer[];
  /** Points that are reached by telephone, competent for what was told. */
  readonly reachable: readonly Service[];
  readonly availability: (service: Service) => Availability;
};

const given = (asked: AskedFor): Record<string, string> => Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== ""));

const Questions: FC<Pick<CallChooseProps, "language" | "asked">> = ({ language, asked }) => {
  const texts = callTexts[language];
  const { sectors, topics } = formTexts[language];
  const options = (all: Readonly<Record<string, string>>): { value: string; label: string }[] => [{ value: "", label: texts.any }, ...Object.entries(all).map(([value, label]) => ({ value, label }))];
  return (
    <form class="utrecht-form" id="call-about" action={pathIn(language, "/bel-mij")} method="post" autocomplete="off" novalidate>
      <Hidden values={{ role: asked.role === "" ? undefined : asked.role, danger: asked.danger === "" ? undefined : asked.danger, about: "yes" }} />
      <Paragraph>{texts.about}</Paragraph>
      <Select name="topic" label={texts.topic} value={asked.topic} options={options(topics)} />
      <Select name="sector" label={texts.sector} value={asked.sector} options={options(sectors)} />
      <Actions>
        <Button>{texts.show}</Button>
      </Actions>
    </form>
  );
};

/** Numbers that work, with their hours. */
const Numbers: FC<{ readonly language: Language; readonly service: Service }> = ({ language, service }) => (
  <SummaryList
    items={contactSummary(service, language)
      .lines.filter((line) => line.kind === "phone" && line.value !== null && !line.outdated)
      .map((line) => ({
        term: line.label,
        value: (
          <>
            {line.href === null ? line.value : <a href={line.href}>{line.value}</a>}
            <br />
            {line.hours ?? formTexts[language].choose.contactUnknown}
          </>
        ),
      }))}
  />
);

/** On a card; the form shows more. */
const momentsOnCard = 6;

const Offer: FC<{ readonly props: CallChooseProps; readonly offer: LineOffer }> = ({ props, offer }) => {
  const { language, now, asked } = props;
  const texts = callTexts[language];
  const { directoryService: service, team } = offer.point;
  return (
    <Card title={service.name[language]} level={3} tag={availabilityInWords(props.availability(service), now, language)} id={`line-${team}`}>
      <Paragraph>{service.does[0]?.[language]}</Paragraph>
      {service.condition === undefined ? null : <Paragraph>{service.condition[language]}</Paragraph>}
      {offer.slots.length === 0 ? (
        <Paragraph>{texts.full}</Paragraph>
      ) : (
        <form action={pathIn(language, "/bel-mij/gegevens")} method="post" autocomplete="off">
          <Hidden values={{ ...given(asked), team }} />
          <Paragraph>{texts.next}</Paragraph>
          <Actions>
            {offer.slots.slice(0, momentsOnCard).map((slot, at) => (
              <Button kind={at === 0 ? "primary" : "secondary"} name="slot" value={slot.toISOString()}>
                {texts.choose(momentInWords(slot.toISOString(), language))}
              </Button>
            ))}
          </Actions>
        </form>
      )}
      <Paragraph>{texts.callYourself}</Paragraph>
      <Numbers language={language} service={service} />
    </Card>
  );
};

const Group: FC<{ readonly title: string; readonly lead?: string; readonly cards: readonly Child[] }> = ({ title, lead, cards }) =>
  cards.length === 0 ? null : (
    <>
      <Heading level={2}>{title}</Heading>
      {lead === undefined ? null : <Paragraph>{lead}</Paragraph>}
      <Cards>{[...cards]}</Cards>
    </>
  );

const Found: FC<CallChooseProps> = (props) => {
  const { language, now, fitting, others, reachable } = props;
  const texts = callTexts[language];
  const cards = (offers: readonly LineOffer[]): Child[] => offers.map((offer) => <Offer props={props} offer={offer} />);
  return (
    <>
      {fitting.length > 0 ? null : <Paragraph>{others.length === 0 ? texts.none : texts.noneFor}</Paragraph>}
      <Group title={texts.whoCalls} cards={cards(fitting)} />
      <Group title={texts.others} cards={cards(others)} />
      <Group
        title={texts.reachNow}
        lead={texts.reachNowLead}
        cards={reachable.map((service) => (
          <Card title={service.name[language]} level={3} href={pathIn(language, `/organisaties/${service.member}`)} tag={availabilityInWords(props.availability(service), now, language)}>
            <Numbers language={language} service={service} />
          </Card>
        ))}
      />
    </>
  );
};

export const CallChoosePage: FC<CallChooseProps> = (props) => {
  const { language, asked, answered } = props;
  const texts = callTexts[language];
  return (
    <>
      <Heading level={1}>{texts.heading}</Heading>
      <Lead>{texts.lead}</Lead>
      {asked.danger === "now" ? <DangerHelp language={language} /> : null}
      <Questions language={language} asked={asked} />
      {answered ? <Found {...props} /> : null}
      <Paragraph>
        {texts.write} <a href={pathIn(language, "/melden")}>{texts.writeLink}</a>
      </Paragraph>
      <Paragraph>
        <a href={pathIn(language, "/wegwijzer")}>{texts.signpost}</a>
      </Paragraph>
    </>
  );
};

/** The chosen line takes no requests now: its own number, and the others. */
export const CallClosedPage: FC<CallChooseProps & { readonly service: Service | undefined }> = (props) => {
  const { language, service } = props;
  const texts = callTexts[language];
  return (
    <>
      <Heading level={1}>{texts.form.closed}</Heading>
      <Lead>{texts.form.closedBody(service?.name[language] ?? "")}</Lead>
      {service === undefined ? null : <Numbers language={language} service={service} />}
      <Found {...props} />
      <Paragraph>
        <a href={pathIn(language, "/bel-mij")}>{texts.form.other}</a>
      </Paragraph>
    </>
  );
};
