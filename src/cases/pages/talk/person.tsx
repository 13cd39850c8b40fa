/**
 * The person's own side: how it is now, planned days, who looked, contact, a proof, everything in one file. Drawn by the
 * server with what is known, or empty in a template that `screen/person.ts` fills (`data-gehoord-…` marks the places).
 */
import type { Child, FC } from "hono/jsx";
import { pathIn } from "../../../base/index.ts";
import type { Language } from "../../../base/index.ts";
import { Actions, Alert, Button, Details, Heading, Hidden, Paragraph, RadioGroup, TextArea, TextInput } from "../../../ui/index.ts";
import { CheckInAnswers, checkInMay, ProofKinds } from "../../rules/follow-up.ts";
import { Limits, Reaches } from "../../shape.ts";
import type { CheckInOut, FollowUp } from "../../shape.ts";
import { formTexts, personTexts } from "../../texts/index.ts";
import { dayInWords } from "../words.ts";
import { TalkForm } from "./frame.tsx";
import type { Inside } from "./frame.tsx";

/** What the server did or has to say; `at`: the part that stands open by it. */
export type PersonSaid = { readonly at: "looks" | "plan" | "contact" | "proof" | "access" | "check-in"; readonly problem?: string; readonly done?: true; readonly proof?: string };

export type PersonProps = Inside & { readonly followUp?: FollowUp | undefined; readonly said?: PersonSaid | undefined };

const nothing: FollowUp = { looks: [], looksHidden: false, checkIns: [], access: null };

/** One sentence for one line of "who looked". The script says the same with the same words (`looks-…`). */
export function lookInWords(look: FollowUp["looks"][number], language: Language): string {
  const { roles, how } = personTexts[language].looks;
  const who = look.role === undefined ? look.organisation : `${look.organisation}, ${roles[look.role]}`;
  return `${dayInWords(look.day, language)}: ${who}, ${how[look.how]}.`;
}

const Part: FC<PersonProps & { readonly at: PersonSaid["at"]; readonly summary: string; readonly children?: Child }> = ({ language, said, at, summary, children }) => {
  const own = said?.at === at ? said : undefined;
  return (
    <Details summary={summary} open={own !== undefined}>
      {own?.problem === undefined ? null : (
        <Alert kind="danger" id="person-problem">
          <Paragraph>{own.problem}</Paragraph>
        </Alert>
      )}
      {own?.done === true ? (
        <Alert kind="ok" id="person-done">
          <Paragraph>{personTexts[language].done}</Paragraph>
        </Alert>
      ) : null}
      {children}
    </Details>
  );
};

const Looks: FC<PersonProps> = (props) => {
  const { looks } = personTexts[props.language];
  const { looks: lines, looksHidden } = props.followUp ?? nothing;
  return (
    <Part {...props} at="looks" summary={looks.summary}>
      <div data-gehoord-looks-shown="" hidden={looksHidden}>
        <Paragraph>{looks.lead}</Paragraph>
        <ul class="utrecht-unordered-list" data-gehoord-looks="">
          {lines.map((look) => (
            <li>{lookInWords(look, props.language)}</li>
          ))}
        </ul>
        <p class="utrecht-paragraph" data-gehoord-no-looks="" hidden={lines.length > 0}>
          {looks.none}
        </p>
        <Paragraph small>{looks.limit}</Paragraph>
        <Paragraph small>{looks.hideHint}</Paragraph>
      </div>
      <p class="utrecht-paragraph" data-gehoord-looks-hidden="" hidden={!looksHidden}>
        {looks.hidden}
      </p>
      <TalkForm {...props} id="looks-form" to="/gesprek/wens">
        <Actions>
          <span data-gehoord-looks-shown="" hidden={looksHidden}>
            <Button kind="secondary" name="want" value="hide-looks">
              {looks.hide}
            </Button>
          </span>
          <span data-gehoord-looks-hidden="" hidden={!looksHidden}>
            <Button kind="secondary" name="want" value="show-looks">
              {looks.show}
            </Button>
          </span>
        </Actions>
      </TalkForm>
    </Part>
  );
};

/** The check-in that is asked now: the oldest one that waits. */
export function askedNow(checkIns: readonly CheckInOut[]): CheckInOut | undefined {
  return checkIns.find(({ state }) => state === "asked" || state === "missed");
}

const CheckIn: FC<PersonProps> = (props) => {
  const { checkIn } = personTexts[props.language];
  const asked = askedNow(props.followUp?.checkIns ?? []);
  if (asked === undefined && !props.scripted) return null;
  const options = CheckInAnswers.map((value) => ({ value, label: checkIn.answers[value] }));
  return (
    <TalkForm {...props} id="check-in-form" to="/gesprek/navraag" hidden={props.scripted}>
      <Heading level={2}>{checkIn.heading}</Heading>
      <Paragraph>{checkIn.lead}</Paragraph>
      <Hidden values={{ checkIn: asked?.id ?? "" }} />
      <RadioGroup name="better" legend={checkIn.better} options={options} inline error={props.said?.at === "check-in" ? props.said.problem : undefined} />
      <RadioGroup name="retaliation" legend={checkIn.retaliation} hint={checkIn.retaliationHint} options={options} inline />
      <TextArea name="more" id="check-in-more" label={checkIn.text} rows={3} maxLength={Limits.shortText} />
      <Actions>
        <Button kind="secondary">{checkIn.send}</Button>
      </Actions>
    </TalkForm>
  );
};

const Plan: FC<PersonProps> = (props) => {
  const { plan } = personTexts[props.language];
  const checkIns = props.followUp?.checkIns ?? [];
  return (
    <Part {...props} at="plan" summary={plan.summary}>
      <Paragraph>{plan.lead}</Paragraph>
      <p class="utrecht-paragraph" data-gehoord-no-plan="" hidden={checkIns.length > 0}>
        {plan.none}
      </p>
      <TalkForm {...props} id="plan-form" to="/gesprek/wens">
        <ul class="utrecht-unordered-list" data-gehoord-plan="">
          {checkIns.map(({ id, day, state }) => (
            <li>
              {dayInWords(day, props.language)}: {plan.states[state]}{" "}
              {checkInMay(state, "drop") ? (
                <Button kind="quiet" name="drop" value={id}>
                  {plan.drop}
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
        <TextInput name="day" id="plan-day" type="date" label={plan.day} hint={plan.dayHint} />
        <Actions>
          <Button kind="secondary" name="want" value="plan-check-in">
            {plan.add}
          </Button>
        </Actions>
      </TalkForm>
    </Part>
  );
};

const Contact: FC<PersonProps> = (props) => {
  const { contact } = personTexts[props.language];
  const { form } = formTexts[props.language];
  return (
    <Part {...props} at="contact" summary={contact.summary}>
      <Paragraph>{contact.lead}</Paragraph>
      <TalkForm {...props} id="contact-form" to="/gesprek/contact">
        <TextInput name="name" id="contact-name" label={form.name} maxLength={Limits.line} />
        <RadioGroup name="reach" id="contact-reach" legend={form.reachLegend} value="none" options={Reaches.map((value) => ({ value, label: form.reach[value] }))} />
        <TextInput name="phone" id="contact-phone" label={form.phone} type="tel" maxLength={Limits.phone} />
        <TextInput name="mail" id="contact-mail" label={form.mail} type="email" maxLength={Limits.mail} />
        <TextArea name="safeMoments" id="contact-safe" label={form.safeMoments} rows={2} maxLength={Limits.shortText} />
        <TextArea name="mustNot" id="contact-must-not" label={form.mustNot} rows={2} maxLength={Limits.shortText} />
        <Actions>
          <Button kind="secondary">{contact.send}</Button>
        </Actions>
      </TalkForm>
    </Part>
  );
};

const Proof: FC<PersonProps> = (props) => {
  const { proof } = personTexts[props.language];
  const made = props.said?.proof;
  return (
    <Part {...props} at="proof" summary={proof.summary}>
      <Paragraph>{proof.lead}</Paragraph>
      <TalkForm {...props} id="proof-form" to="/gesprek/bewijs">
        <RadioGroup name="kind" id="proof-kind" legend={proof.kind} value="told" options={ProofKinds.map((value) => ({ value, label: proof.kinds[value] }))} />
        <Actions>
          <Button kind="secondary">{proof.ask}</Button>
        </Actions>
      </TalkForm>
      <div data-gehoord-proof="" hidden={made === undefined}>
        <Heading level={3}>{proof.result}</Heading>
        <p class="proof" data-gehoord-proof-text="" translate="no">
          {made ?? ""}
        </p>
        <div class="proof__picture" data-gehoord-proof-picture="" data-label={proof.picture}></div>
        <Paragraph>
          {proof.resultHint} <a href={pathIn(props.language, "/bewijs")}>{proof.check}</a>
        </Paragraph>
      </div>
    </Part>
  );
};

const Access: FC<PersonProps> = (props) => {
  const { access } = personTexts[props.language];
  const asked = props.followUp?.access;
  const waits = asked?.state === "asked";
  return (
    <Part {...props} at="access" summary={access.summary}>
      <Paragraph>{access.lead}</Paragraph>
      {props.scripted ? (
        <Actions>
          <Button kind="secondary" type="button" id="save-all">
            {access.save}
          </Button>
        </Actions>
      ) : (
        <Paragraph>{access.saveNoScript}</Paragraph>
      )}
      <div data-gehoord-status="" aria-live="polite"></div>
      <Paragraph>{access.notes}</Paragraph>
      <p class="utrecht-paragraph" data-gehoord-access-asked="" hidden={!waits}>
        {waits ? access.asked(dayInWords(asked.dueDay, props.language)) : ""}
      </p>
      <p class="utrecht-paragraph" data-gehoord-access-given="" hidden={asked?.state !== "given"}>
        {access.given}
      </p>
      <TalkForm {...props} id="access-form" to="/gesprek/wens">
        <Actions>
          <span data-gehoord-access-ask="" hidden={waits}>
            <Button kind="secondary" name="want" value="ask-access">
              {access.ask}
            </Button>
          </span>
          <span data-gehoord-access-asked-button="" hidden={!waits}>
            <Button kind="secondary" name="want" value="withdraw-access">
              {access.withdraw}
            </Button>
          </span>
        </Actions>
      </TalkForm>
    </Part>
  );
};

/** What is asked now stands open above everything; the rest behind a summary each. */
export const PersonQuestion: FC<PersonProps> = (props) => <CheckIn {...props} />;

export const PersonParts: FC<PersonProps> = (props) => (
  <>
    <Plan {...props} />
    <Looks {...props} />
    <Contact {...props} />
    <Proof {...props} />
    <Access {...props} />
  </>
);

/** Sentences that the script fills in, by name. */
export function personMessages(language: Language): [string, string][] {
  const { looks, plan, checkIn, contact, proof, access, nextStep, ending, done } = personTexts[language];
  const named = (start: string, all: Readonly<Record<string, string>>): [string, string][] => Object.entries(all).map(([name, text]) => [`${start}-${name}`, text]);
  return [
    ...named("look-role", looks.roles),
    ...named("look-how", looks.how),
    ...named("plan-state", plan.states),
    ...named("answer", checkIn.answers),
    ...named("check-in", checkIn.labels),
    ...named("ending", ending),
    ["plan-drop", plan.drop],
    ["plan-wrong-day", plan.notThisDay],
    ["check-in-missing", checkIn.missing],
    ["contact-empty", contact.empty],
    ["proof-not-yet", proof.notYet],
    ["access-asked", access.asked("{date}")],
    ["access-saving", access.saving],
    ["access-saved", access.saved],
    ["next-step-by", nextStep.by("{date}")],
    ["person-done", done],
  ];
}
