/** Who may read it: support points that fit, others that take part, and those that only have channels of their own. */
import type { Child, FC } from "hono/jsx";
import { pathIn } from "../../base/index.ts";
import type { Language } from "../../base/index.ts";
import type { Service } from "../../directory/index.ts";
import { contactSummary } from "../../directory/index.ts";
import { Actions, Button, Card, Cards, Details, Heading, Hidden, Lead, List, Paragraph, Select } from "../../ui/index.ts";
import type { OfferedPoint } from "../actions/points.ts";
import { formTexts } from "../texts/index.ts";
import { Contacts } from "./contacts.tsx";
import { DangerHelp } from "./danger.tsx";
import { dayInWords } from "./words.ts";

/** What was told so far, and travels on in hidden fields. */
export type Told = Readonly<Record<string, string>>;

export type ChooseProps = {
  readonly language: Language;
  readonly told: Told;
  readonly fitting: readonly OfferedPoint[];
  readonly available: readonly OfferedPoint[];
  readonly elsewhere: readonly Service[];
};

type Vocabulary = Readonly<Record<string, string>>;

const About: FC<Pick<ChooseProps, "language" | "told">> = ({ language, told }) => {
  const { choose, roles, sectors, topics } = formTexts[language];
  const options = (all: Vocabulary): { value: string; label: string }[] => [{ value: "", label: choose.any }, ...Object.entries(all).map(([value, label]) => ({ value, label }))];
  return (
    <form class="utrecht-form" action={pathIn(language, "/melden")} method="post" autocomplete="off" novalidate id="about-form">
      <Paragraph>{choose.aboutHint}</Paragraph>
      <Select name="role" label={choose.role} value={told["role"] ?? ""} options={options(roles)} />
      <Select name="sector" label={choose.sector} value={told["sector"] ?? ""} options={options(sectors)} />
      <Select name="topic" label={choose.topic} value={told["topic"] ?? ""} options={options(topics)} />
      <Actions>
        <Button kind="secondary">{choose.show}</Button>
      </Actions>
    </form>
  );
};

/** One button that carries everything that was told; a card a point. */
export const PointCard: FC<{ readonly language: Language; readonly point: OfferedPoint; readonly told: Told }> = ({ language, point, told }) => {
  const { choose } = formTexts[language];
  const { directoryService: service, promised } = point;
  return (
    <Card title={service.name[language]} level={3}>
      <Paragraph>{service.does[0]?.[language]}</Paragraph>
      {service.condition === undefined ? null : <Paragraph>{service.condition[language]}</Paragraph>}
      <Paragraph>
        {choose.promised(dayInWords(promised.dueDay, language))} {promised.hoursKnown ? null : choose.unsureHours}
      </Paragraph>
      <form action={pathIn(language, "/melden/formulier")} method="post" autocomplete="off">
        <Hidden values={{ ...told, team: point.team }} />
        <Button>{choose.tell(service.name[language])}</Button>
      </form>
    </Card>
  );
};

const Elsewhere: FC<{ readonly language: Language; readonly service: Service }> = ({ language, service }) => (
  <Card title={service.name[language]} level={3} href={pathIn(language, `/organisaties/${service.member}`)}>
    <Paragraph>{service.does[0]?.[language]}</Paragraph>
    <Contacts language={language} summary={contactSummary(service, language)} />
  </Card>
);

const Group: FC<{ readonly title: string; readonly lead?: string; readonly cards: readonly Child[] }> = ({ title, lead, cards }) =>
  cards.length === 0 ? null : (
    <>
      <Heading level={2}>{title}</Heading>
      {lead === undefined ? null : <Paragraph>{lead}</Paragraph>}
      <Cards>{[...cards]}</Cards>
    </>
  );

const isAsked = (told: Told): boolean => ["role", "sector", "topic"].some((name) => (told[name] ?? "") !== "");

export const ChoosePage: FC<ChooseProps> = ({ language, told, fitting, available, elsewhere }) => {
  const { choose } = formTexts[language];
  const cards = (points: readonly OfferedPoint[]): Child[] => points.map((point) => <PointCard language={language} point={point} told={told} />);
  return (
    <>
      <Heading level={1}>{choose.heading}</Heading>
      <Lead>{choose.lead}</Lead>
      {told["danger"] === "now" ? <DangerHelp language={language} /> : null}
      <List ordered items={choose.steps} />
      <Details summary={choose.about} open={fitting.length === 0 || isAsked(told)}>
        <About language={language} told={told} />
      </Details>
      <Group title={choose.fitting} cards={cards(fitting)} />
      <Group title={choose.available} cards={cards(available)} />
      {fitting.length + available.length === 0 ? <Paragraph>{choose.none}</Paragraph> : null}
      <Group
        title={choose.elsewhere}
        lead={choose.elsewhereLead}
        cards={elsewhere.map((service) => (
          <Elsewhere language={language} service={service} />
        ))}
      />
      <Paragraph>
        <a href={pathIn(language, "/bel-mij")}>{choose.call}</a>
      </Paragraph>
      <Paragraph>
        <a href={pathIn(language, "/wegwijzer")}>{choose.wayfinder}</a>
      </Paragraph>
    </>
  );
};

/** The chosen point takes nothing now: its own channels, and others that do. What was typed travels on. */
export const ClosedPage: FC<{ readonly language: Language; readonly told: Told; readonly service: Service | undefined; readonly others: readonly OfferedPoint[] }> = ({ language, told, service, others }) => {
  const { form, choose } = formTexts[language];
  return (
    <>
      <Heading level={1}>{form.closed}</Heading>
      <Lead>{form.closedBody(service?.name[language] ?? "")}</Lead>
      {service === undefined ? null : <Contacts language={language} summary={contactSummary(service, language)} />}
      <Group
        title={choose.available}
        cards={others.map((point) => (
          <PointCard language={language} point={point} told={told} />
        ))}
      />
      <Paragraph>
        <a href={pathIn(language, "/organisaties")}>{choose.elsewhere}</a>
      </Paragraph>
    </>
  );
};
