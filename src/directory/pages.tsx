/** `/organisaties` and a page for each: who helps, with what, when, what they cannot do, and how old that knowledge is. */
import type { FC } from "hono/jsx";
import { anyone, type Day, dayOf, type Language, pathIn, type RequestContext } from "../base/index.ts";
import { Card, Cards, Heading, Lead, List, type Page, type PageAnswer, Paragraph, SummaryList } from "../ui/index.ts";
import { type Directory, directoryOf } from "./records.ts";
import { contactSummary, isStale } from "./rules.ts";
import type { ContactLine, Organisation, Service } from "./shape.ts";
import { availabilityInWords } from "./texts/hours.ts";
import { pageTexts } from "./texts/pages.ts";
import { roleNames, sectorNames } from "./texts/roles.ts";

const neutralTitle = "Gehoord";

/** What every part of a page needs to know. */
type Seen = { readonly language: Language; readonly now: Date; readonly directory: Directory };

/** A day as people write it: 31 augustus 2026. */
function dayInWords(day: Day, language: Language): string {
  return new Intl.DateTimeFormat(language === "nl" ? "nl-NL" : "en-GB", { dateStyle: "long", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
}

/** Open now or not; for who cannot be phoned at all that question makes no sense, so it says what does work. */
function reachInWords(service: Service, { language, now, directory }: Seen): string {
  const texts = pageTexts[language];
  const known = service.channels.filter(({ value, outdated }) => value !== null && !outdated);
  if (known.some(({ kind }) => kind === "phone" || kind === "chat")) return `${availabilityInWords(directory.availability(service, now), now, language)}.`;
  return known.length > 0 ? texts.inWriting : texts.noContact;
}

const OrganisationCard: FC<Seen & { readonly organisation: Organisation }> = ({ organisation, ...seen }) => {
  const { language } = seen;
  const [first, ...others] = organisation.services;
  return (
    <Card title={organisation.name[language]} href={pathIn(language, `/organisaties/${organisation.id}`)} level={3}>
      <Paragraph>{organisation.does[language]}</Paragraph>
      {first === undefined || others.length > 0 ? (
        <List items={organisation.services.map((service) => `${service.name[language]}: ${reachInWords(service, seen)}`)} />
      ) : (
        <Paragraph>
          <strong>{reachInWords(first, seen)}</strong>
        </Paragraph>
      )}
    </Card>
  );
};

const Overview: FC<Seen> = (seen) => {
  const texts = pageTexts[seen.language];
  return (
    <>
      <Heading level={1}>{texts.title}</Heading>
      <Lead>{texts.lead}</Lead>
      {(["member", "referral", "ministry"] as const).map((standing) => (
        <>
          <Heading level={2}>{texts.standings[standing]}</Heading>
          <Cards>
            {seen.directory.organisations().flatMap((organisation) => (organisation.standing === standing ? [<OrganisationCard {...seen} organisation={organisation} />] : []))}
          </Cards>
        </>
      ))}
    </>
  );
};

const ContactValue: FC<{ readonly line: ContactLine; readonly language: Language }> = ({ line, language }) => {
  if (line.value === null) return <>{pageTexts[language].unknown}</>;
  if (line.href === null) return <>{line.value}</>;
  const shown = line.kind === "form" ? line.value.replace(/^https?:\/\/(www\.)?/, "").replace(/\/.*$/, "") : line.value;
  return (
    <a class={line.kind === "phone" ? "phone" : undefined} href={line.href} rel={line.kind === "form" || line.kind === "chat" ? "noreferrer" : undefined}>
      {shown}
    </a>
  );
};

/** Value, hours, remark, and how old it is. An old number says first that it is old. */
const Contact: FC<Seen & { readonly line: ContactLine }> = ({ line, language, now }) => {
  const texts = pageTexts[language];
  const isLive = line.kind === "phone" || line.kind === "chat";
  return (
    <>
      {line.outdated ? <Paragraph>{texts.outdated}</Paragraph> : null}
      <Paragraph>
        <ContactValue line={line} language={language} />
      </Paragraph>
      {isLive && !line.outdated ? (
        <Paragraph>{line.hours ?? texts.hoursUnknown}</Paragraph>
      ) : null}
      {line.note === null ? null : <Paragraph>{line.note}</Paragraph>}
      <Paragraph small>
        {texts.checked(dayInWords(line.verifiedAt as Day, language))} {isStale(line.verifiedAt as Day, dayOf(now)) ? `${texts.stale} ` : ""}
        {line.sourceUrl === null ? null : (
          <a href={line.sourceUrl} rel="noreferrer">
            {texts.source}
          </a>
        )}
      </Paragraph>
    </>
  );
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function schoolsOf({ sectors }: Service, language: Language): string {
  if (sectors === "all") return pageTexts[language].everySchool;
  return sectors === "unknown" ? pageTexts[language].unknown : capital(sectors.map((sector) => sectorNames[language][sector]).join(", "));
}

function languagesOf({ languages }: Service, language: Language): string {
  if (languages === null) return pageTexts[language].unknown;
  const names = new Intl.DisplayNames([language], { type: "language" });
  return pageTexts[language].languagesAre(languages.map((code) => names.of(code) ?? code).join(", "));
}

const ForWhom: FC<{ readonly service: Service; readonly language: Language }> = ({ service, language }) => {
  const texts = pageTexts[language];
  return (
    <>
      <List items={service.roles.map((role) => capital(roleNames[language][role]))} />
      {service.ages === null ? null : <Paragraph>{texts.allAges(service.ages.from, service.ages.to)}</Paragraph>}
      {service.condition === undefined ? null : <Paragraph>{service.condition[language]}</Paragraph>}
    </>
  );
};

const ServicePart: FC<Seen & { readonly service: Service; readonly isOnly: boolean }> = ({ service, isOnly, ...seen }) => {
  const { language } = seen;
  const texts = pageTexts[language];
  return (
    <section id={service.id}>
      {isOnly ? null : <Heading level={2}>{service.name[language]}</Heading>}
      <Paragraph>
        <strong>{reachInWords(service, seen)}</strong>
      </Paragraph>
      <Heading level={isOnly ? 2 : 3}>{texts.contact}</Heading>
      <SummaryList items={contactSummary(service, language).lines.map((line) => ({ term: line.label, value: <Contact {...seen} line={line} /> }))} />
      <Heading level={isOnly ? 2 : 3}>{texts.does}</Heading>
      <List items={service.does.map((sentence) => sentence[language])} />
      <Heading level={isOnly ? 2 : 3}>{texts.cannot}</Heading>
      <List items={service.cannot.map((sentence) => sentence[language])} />
      <Heading level={isOnly ? 2 : 3}>{texts.good}</Heading>
      <SummaryList
        items={[
          { term: texts.forWhom, value: <ForWhom service={service} language={language} /> },
          { term: texts.schools, value: schoolsOf(service, language) },
          { term: texts.anonymity, value: texts.anonymities[service.anonymity] },
          { term: texts.cost, value: texts.costs[service.cost] },
          { term: texts.languages, value: languagesOf(service, language) },
        ]}
      />
      {service.note === undefined ? null : <Paragraph>{service.note[language]}</Paragraph>}
    </section>
  );
};

const OrganisationBody: FC<Seen & { readonly organisation: Organisation }> = ({ organisation, ...seen }) => {
  const { language } = seen;
  const texts = pageTexts[language];
  return (
    <>
      <Heading level={1}>{organisation.name[language]}</Heading>
      <Lead>{organisation.does[language]}</Lead>
      {organisation.services.map((service) => (
        <ServicePart {...seen} service={service} isOnly={organisation.services.length === 1} />
      ))}
      {organisation.website === null ? null : (
        <Paragraph>
          <a href={organisation.website} rel="noreferrer">
            {texts.site}
          </a>
        </Paragraph>
      )}
      <Paragraph>
        <a href={pathIn(language, "/organisaties")}>{texts.back}</a>
      </Paragraph>
    </>
  );
};

const NotKnown: FC<{ readonly language: Language }> = ({ language }) => (
  <>
    <Heading level={1}>{pageTexts[language].notKnown}</Heading>
    <Paragraph>
      <a href={pathIn(language, "/organisaties")}>{pageTexts[language].back}</a>
    </Paragraph>
  </>
);

const seenBy = ({ language, clock, config }: RequestContext): Seen => ({ language, now: clock.now(), directory: directoryOf(config.root) });

/** By the id of an organisation, or of one of its services (which a step of the signpost names). */
function organisationPage(context: RequestContext, id: string): PageAnswer {
  const seen = seenBy(context);
  const organisation = seen.directory.organisation(id) ?? seen.directory.organisation(seen.directory.service(id)?.member ?? "");
  if (organisation === undefined) return { status: 404, title: neutralTitle, body: <NotKnown language={seen.language} />, refusal: "not-found" };
  return { title: neutralTitle, body: <OrganisationBody {...seen} organisation={organisation} /> };
}

const who = anyone("who can help is for everybody to see");

export const directoryPages: readonly Page[] = [
  { methods: ["GET"], path: "/organisaties", who, answer: (context) => ({ title: neutralTitle, body: <Overview {...seenBy(context)} /> }) },
  { methods: ["GET"], path: "/organisaties/{id}", who, answer: (context, { params }) => organisationPage(context, params["id"] ?? "") },
];
