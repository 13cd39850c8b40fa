/** The result: danger first, then the law, people at school, independent help, yourself, your rights and the complaint route. */
import type { Child, FC } from "hono/jsx";
import { type Language, pathIn } from "../../base/index.ts";
import { availabilityInWords, contactSummary, type Directory } from "../../directory/index.ts";
import { Actions, Alert, Button, Card, Form, Heading, Hidden, Lead, List, Paragraph } from "../../ui/index.ts";
import { inputOf } from "../questions.ts";
import { decide } from "../rules/decide.ts";
import type { Decision, StepRef } from "../rules/reasons.ts";
import { kindOf, type StepId } from "../shape.ts";
import { howTo, type Notice, outcomeTexts, type OutcomeTexts, type OwnStep } from "../texts/index.ts";
import { pageTexts } from "../texts/pages.ts";
import { signpostPath } from "./question.tsx";
import { type Asked, carried, lastAnswered } from "./talk.ts";

export type Seen = {
  readonly language: Language;
  readonly now: Date;
  readonly directory: Directory;
  /** Services whose desk takes reports here and now; only these get a button. */
  readonly receiving: ReadonlySet<string>;
  /** Those among them whose line calls back. */
  readonly calling: ReadonlySet<string>;
};

const routeSteps: readonly StepId[] = ["school-board", "lkc", "gcbo", "geschillencommissie-passend-onderwijs", "inspectie-loket", "kinderombudsman"];
type Group = "school" | "outside" | "self" | "rights" | "route";

/** Telling the board because the law asks it is no complaint: it stands first, among the people at school. */
function groupOf({ id, because }: StepRef): Group {
  if (routeSteps.includes(id)) return because === "school-board/duty" ? "school" : "route";
  const kind = kindOf(id);
  return kind === "in-school" ? "school" : kind === "organisation" ? "outside" : kind === "self" ? "self" : "rights";
}

function nameOf(id: string, { directory, language }: Pick<Seen, "directory" | "language">): string {
  const texts: OutcomeTexts = outcomeTexts[language];
  return directory.service(id)?.name[language] ?? texts.names[id as OwnStep] ?? id;
}

/** Numbers and sites that work today; an outdated one is left out, an unknown one is said to be unknown. */
const Ways: FC<Seen & { readonly id: string }> = ({ id, directory, language }) => {
  const service = directory.service(id);
  const lines = service === undefined ? [] : contactSummary(service, language).lines.filter((line) => line.value !== null && !line.outdated);
  if (lines.length === 0) return <Paragraph>{outcomeTexts[language].contact.unknown}</Paragraph>;
  return (
    <List
      items={lines.map((line) => (
        <>
          {line.label}:{" "}
          {line.href === null ? (
            line.value
          ) : (
            <a class={line.kind === "phone" ? "phone" : undefined} href={line.href} rel={line.kind === "phone" ? undefined : "noreferrer"}>
              {line.kind === "form" || line.kind === "chat" ? nameOf(id, { directory, language }) : line.value}
            </a>
          )}
        </>
      ))}
    />
  );
};

const limitsOf = (id: StepId, seen: Seen): readonly string[] => {
  const texts: OutcomeTexts = outcomeTexts[seen.language];
  return kindOf(id) === "organisation" ? (seen.directory.service(id)?.cannot.map((line) => line[seen.language]) ?? []) : [texts.cannot[id as OwnStep]];
};

const StepCard: FC<Seen & { readonly step: StepRef; readonly urgent?: boolean; readonly reportable: boolean }> = ({ step, urgent, reportable, ...seen }) => {
  const [texts, outcome] = [pageTexts[seen.language].result, outcomeTexts[seen.language]];
  const service = kindOf(step.id) === "organisation" ? seen.directory.service(step.id) : undefined;
  const open = service === undefined ? undefined : availabilityInWords(seen.directory.availability(service, seen.now), seen.now, seen.language);
  return (
    <Card title={nameOf(step.id, seen)} level={3} tone={urgent === true ? "warm" : "plain"} {...(open === undefined ? {} : { tag: open })} id={`step-${step.id.replaceAll(":", "-")}`}>
      <Paragraph>{outcome.because[step.because]}</Paragraph>
      <Paragraph>{howTo(step, outcome)}</Paragraph>
      {service === undefined ? null : <Ways {...seen} id={step.id} />}
      {limitsOf(step.id, seen).map((limit) => (
        <Paragraph small>
          {texts.cannot}: {limit}
        </Paragraph>
      ))}
      {service === undefined ? null : (
        <Paragraph small>
          <a href={pathIn(seen.language, `/organisaties/${service.member}`)}>
            {texts.more}: {service.name[seen.language]}
          </a>
        </Paragraph>
      )}
      {reportable && service?.takesReports === true && seen.receiving.has(service.id) ? (
        <Actions>
          <Button kind="secondary" name="supportPoint" value={service.id}>
            {texts.reportTo(service.name[seen.language])}
          </Button>
          {seen.calling.has(service.id) ? (
            <Button kind="secondary" name="supportPoint" value={service.id} action={pathIn(seen.language, "/bel-mij")}>
              {texts.callMe(service.name[seen.language])}
            </Button>
          ) : null}
        </Actions>
      ) : null}
    </Card>
  );
};

const Section: FC<{ readonly title: string; readonly id: string; readonly children?: Child }> = ({ title, id, children }) => (
  <section aria-labelledby={id}>
    <Heading level={2} id={id}>
      {title}
    </Heading>
    {children}
  </section>
);

const isOpen = (step: StepRef, { directory, now }: Seen): boolean => {
  const service = directory.service(step.id);
  return service !== undefined && directory.availability(service, now).openNow === true;
};

/** Who answers at this moment first; otherwise the order of the rules. */
const openFirst = (steps: readonly StepRef[], seen: Seen): readonly StepRef[] => [...steps.filter((step) => isOpen(step, seen)), ...steps.filter((step) => !isOpen(step, seen))];

const NoticeText: FC<{ readonly notice: Notice; readonly language: Language; readonly kind: "info" | "warning" }> = ({ notice, language, kind }) => (
  <Alert kind={kind} title={notice.title} level={3}>
    <Paragraph>{notice.because}</Paragraph>
    <Paragraph>{notice.how}</Paragraph>
    <Paragraph small>
      {pageTexts[language].result.source}: {notice.source}
    </Paragraph>
  </Alert>
);

const Notices: FC<Seen & { readonly decision: Decision }> = ({ decision, language }) => {
  const [texts, outcome] = [pageTexts[language].result, outcomeTexts[language]];
  return decision.warnings.length === 0 ? null : (
    <Section title={texts.mind} id="mind">
      {decision.warnings.map(({ id }) => (
        <NoticeText notice={outcome.warnings[id]} language={language} kind="info" />
      ))}
    </Section>
  );
};

const Lists: FC<Seen & { readonly decision: Decision }> = ({ decision, ...seen }) => {
  const [texts, outcome] = [pageTexts[seen.language].result, outcomeTexts[seen.language]];
  const steps = decision.steps.filter(({ id }) => id !== "term-warning");
  const groups = [...new Set(steps.map(groupOf))].sort((one, other) => Number(one === "rights") - Number(other === "rights") || Number(one === "route") - Number(other === "route"));
  return (
    <>
      {decision.urgent.length === 0 ? null : (
        <Section title={texts.danger} id="danger">
          {decision.urgent.map((step) => (
            <StepCard {...seen} step={step} urgent reportable={false} />
          ))}
        </Section>
      )}
      {decision.duties.length === 0 ? null : (
        <Section title={texts.duties} id="duties">
          {decision.duties.map(({ id }) => (
            <NoticeText notice={outcome.duties[id]} language={seen.language} kind="warning" />
          ))}
        </Section>
      )}
      {groups.map((group) => {
        const own = steps.filter((step) => groupOf(step) === group);
        return (
          <Section title={texts[group]} id={group}>
            {(group === "outside" ? openFirst(own, seen) : own).map((step) => (
              <StepCard {...seen} step={step} reportable />
            ))}
          </Section>
        );
      })}
      <Notices {...seen} decision={decision} />
      {decision.notSuitable.length === 0 ? null : (
        <Section title={texts.notSuitable} id="not-suitable">
          <List
            items={decision.notSuitable.map(({ id, because }) => (
              <>
                <strong>{nameOf(id, seen)}</strong>: {outcome.whyNot[because]}
              </>
            ))}
          />
        </Section>
      )}
    </>
  );
};

const Onward: FC<{ readonly talk: Asked; readonly language: Language }> = ({ talk, language }) => {
  const texts = pageTexts[language];
  const before = lastAnswered(talk);
  return (
    <Form action={signpostPath(language)} id="signpost-onward">
      <Hidden values={carried(talk)} />
      <Actions>
        {talk.next === undefined && (talk.answers.danger !== "now" || talk.goOn) ? null : (
          <Button kind="secondary" name="go-on" value="yes">
            {talk.answers.danger === "now" && !talk.goOn ? texts.result.goOn : texts.next}
          </Button>
        )}
        {before === undefined ? null : (
          <Button kind="quiet" name="back" value={before}>
            {texts.back}
          </Button>
        )}
        <a href={signpostPath(language)}>{texts.again}</a>
      </Actions>
      <p id="signpost-print" hidden>
        <Button kind="quiet" type="button" id="signpost-print-button">
          {texts.result.print}
        </Button>{" "}
        {texts.result.printHint}
      </p>
    </Form>
  );
};

/** Every report button sends the answers and the chosen support point in the body to `/melden`. */
export const ResultPage: FC<Seen & { readonly talk: Asked }> = ({ talk, ...seen }) => {
  const texts = pageTexts[seen.language].result;
  const decision = decide(inputOf(talk.answers));
  const { role, sector, topic, danger } = talk.answers;
  return (
    <>
      <Heading level={1}>{texts.title}</Heading>
      <Lead>{texts.lead}</Lead>
      <Form action={pathIn(seen.language, "/melden")} id="signpost-result">
        <Hidden values={{ role, sector, topic, danger }} />
        <Lists {...seen} decision={decision} />
      </Form>
      <Onward talk={talk} language={seen.language} />
    </>
  );
};
