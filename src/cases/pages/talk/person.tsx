/**
 * The person's own side: how it is now, planned days, who looked, contact, a proof, everything in one file. Drawn by the
 * server with what is known, or empty in a template that `screen/person.ts` fills (`data-gehoord-…` marks the places).
 */
import type { Child, FC } from "hono/jsx";
import { pathIn } from "../../../base/index.ts";
import type { Language } from "../../../base/index.ts";
import { Actions, Alert, Button, CheckboxGroup, Details, Heading, Hidden, Paragraph, RadioGroup, TextArea, TextInput } from "../../../ui/index.ts";
import { CheckInAnswers, checkInMay, ProofKinds } from "../../rules/follow-up.ts";
import { claimMay, longestSentence } from "../../rules/way-back.ts";
import { Limits, Reaches } from "../../shape.ts";
import type { CheckInOut, FollowUp } from "../../shape.ts";
import { formTexts, personTexts } from "../../texts/index.ts";
import { dayInWords } from "../words.ts";
import { Decides, TalkForm } from "./frame.tsx";
import type { Inside } from "./frame.tsx";

/** What the server did or has to say; `at`: the part that stands open by it. */
export type PersonSaid = { readonly at: "looks" | "plan" | "contact" | "proof" | "access" | "check-in" | "codes" | "way-back"; readonly problem?: string; readonly done?: true; readonly proof?: string; readonly code?: string; readonly replaced?: boolean; /** What was typed when something was wrong with it. */ readonly typed?: Readonly<Record<string, string>> };

export type PersonProps = Inside & { readonly followUp?: FollowUp | undefined; readonly said?: PersonSaid | undefined };

const nothing: FollowUp = { looks: [], looksHidden: false, checkIns: [], access: null, codes: { card: "own", cards: [], next: "reporter", wayBack: false, claims: [] }, escalations: [], keptUntil: null };

/** One sentence for one line of "who looked". The script says the same with the same words (`looks-…`). */
export function lookInWords(look: FollowUp["looks"][number], language: Language): string {
  const { roles, how } = personTexts[language].looks;
  const who = look.role === undefined ? look.organisation : `${look.organisation}, ${roles[look.role]}`;
  return `${dayInWords(look.day, language)}: ${who}, ${how[look.how]}.`;
}

/** What stood in a field of this part when it came back. */
const typedAt = ({ said }: PersonProps, at: PersonSaid["at"]) => (name: string): string => (said?.at === at ? (said.typed?.[name] ?? "") : "");

/** The place on the page where it is said. */
export function placeOf({ at, problem }: PersonSaid): string {
  return problem === undefined ? "person-done" : at === "check-in" ? "better" : "person-problem";
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
        <Decides {...props}>
          <Paragraph small>{looks.hideHint}</Paragraph>
        </Decides>
      </div>
      <p class="utrecht-paragraph" data-gehoord-looks-hidden="" hidden={!looksHidden}>
        {looks.hidden}
      </p>
      <Decides {...props}>
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
      </Decides>
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
  const typed = typedAt(props, "check-in");
  return (
    <TalkForm {...props} id="check-in-form" to="/gesprek/navraag" hidden={props.scripted}>
      <Heading level={2}>{checkIn.heading}</Heading>
      <Paragraph>{checkIn.lead}</Paragraph>
      <Hidden values={{ checkIn: asked?.id ?? "" }} />
      <RadioGroup name="better" legend={checkIn.better} options={options} value={typed("better")} inline error={props.said?.at === "check-in" ? props.said.problem : undefined} />
      <RadioGroup name="retaliation" legend={checkIn.retaliation} hint={checkIn.retaliationHint} options={options} value={typed("retaliation")} inline />
      <TextArea name="more" id="check-in-more" label={checkIn.text} rows={3} maxLength={Limits.shortText} value={typed("more")} />
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
              {checkInMay(state, "drop") && props.helper !== true ? (
                <Button kind="quiet" name="drop" value={id}>
                  {plan.drop}
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
        <Decides {...props}>
          <TextInput name="day" id="plan-day" type="date" label={plan.day} hint={plan.dayHint} value={typedAt(props, "plan")("day")} />
          <Actions>
            <Button kind="secondary" name="want" value="plan-check-in">
              {plan.add}
            </Button>
          </Actions>
        </Decides>
      </TalkForm>
    </Part>
  );
};

const Contact: FC<PersonProps> = (props) => {
  const { contact } = personTexts[props.language];
  const { form } = formTexts[props.language];
  const typed = typedAt(props, "contact");
  return (
    <Part {...props} at="contact" summary={contact.summary}>
      <Paragraph>{contact.lead}</Paragraph>
      <TalkForm {...props} id="contact-form" to="/gesprek/contact">
        <TextInput name="name" id="contact-name" label={form.name} maxLength={Limits.line} value={typed("name")} />
        <RadioGroup name="reach" id="contact-reach" legend={form.reachLegend} value={typed("reach") || "none"} options={Reaches.map((value) => ({ value, label: form.reach[value] }))} />
        <TextInput name="phone" id="contact-phone" label={form.phone} type="tel" maxLength={Limits.phone} value={typed("phone")} />
        <TextInput name="mail" id="contact-mail" label={form.mail} type="email" maxLength={Limits.mail} value={typed("mail")} />
        <TextArea name="safeMoments" id="contact-safe" label={form.safeMoments} rows={2} maxLength={Limits.shortText} value={typed("safeMoments")} />
        <TextArea name="mustNot" id="contact-must-not" label={form.mustNot} rows={2} maxLength={Limits.shortText} value={typed("mustNot")} />
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
      <Decides {...props}>
        <Paragraph>{access.notes}</Paragraph>
      </Decides>
      <p class="utrecht-paragraph" data-gehoord-access-asked="" hidden={!waits}>
        {waits ? access.asked(dayInWords(asked.dueDay, props.language)) : ""}
      </p>
      <p class="utrecht-paragraph" data-gehoord-access-given="" hidden={asked?.state !== "given"}>
        {access.given}
      </p>
      <Decides {...props}>
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
      </Decides>
    </Part>
  );
};

/** Until when a conversation that ended is kept: said beforehand, because the address for notices is gone by then. */
const Kept: FC<PersonProps> = ({ language, followUp }) => {
  const until = followUp?.keptUntil ?? null;
  return (
    <p class="utrecht-paragraph" data-gehoord-kept="" hidden={until === null}>
      {until === null ? "" : personTexts[language].access.kept(dayInWords(until, language))}
    </p>
  );
};

/** A claim that waits comes before everything: who did not make it must stop it. */
const Claims: FC<PersonProps> = (props) => {
  const { codes } = personTexts[props.language];
  const waiting = props.followUp?.codes.claims.filter(({ state }) => claimMay(state, "stop")) ?? [];
  if (waiting.length === 0 && !props.scripted) return null;
  return (
    <div data-gehoord-claims="" hidden={props.scripted}>
      <Alert kind="warning" title={codes.claims}>
        <Paragraph>{codes.claimsLead}</Paragraph>
        <TalkForm {...props} id="claims-form" to="/gesprek/wens">
          <ul class="utrecht-unordered-list" data-gehoord-claim-list="">
            {waiting.map(({ id, day, dueDay }) => (
              <li>
                {codes.claim(dayInWords(day, props.language), dayInWords(dueDay, props.language))}{" "}
                <Button kind="secondary" name="stop" value={id}>
                  {codes.stopClaim}
                </Button>
              </li>
            ))}
          </ul>
        </TalkForm>
      </Alert>
    </div>
  );
};

const Codes: FC<PersonProps> = (props) => {
  const { codes } = personTexts[props.language];
  const { cards } = (props.followUp ?? nothing).codes;
  const made = props.said?.code;
  return (
    <Part {...props} at="codes" summary={codes.summary}>
      <div data-gehoord-code-made="" hidden={made === undefined}>
        <Heading level={3}>{codes.made}</Heading>
        <p class="receipt-card__code" data-gehoord-new-code="" translate="no">
          {made ?? ""}
        </p>
        <Paragraph>{codes.madeHint}</Paragraph>
        <p class="utrecht-paragraph" data-gehoord-code-replaced="" hidden={props.said?.replaced !== true}>
          {codes.replaced}
        </p>
      </div>
      <Paragraph>{codes.lead}</Paragraph>
      <TalkForm {...props} id="codes-form" to="/gesprek/kaart">
        <ul class="utrecht-unordered-list" data-gehoord-codes="">
          {cards.map((one) => (
            <li>
              {codes.cards[one.card]}
              {one.mine ? ` (${codes.mine})` : " "}
              {one.mine ? null : (
                <Button kind="quiet" name="end" value={one.holder}>
                  {codes.end}
                </Button>
              )}
            </li>
          ))}
        </ul>
        <Paragraph small>{codes.trustedHint}</Paragraph>
        <Actions>
          <Button kind="secondary" name="card" value="trusted">
            {codes.addTrusted}
          </Button>
        </Actions>
        <Paragraph small>{codes.helperHint}</Paragraph>
        <Actions>
          <Button kind="secondary" name="card" value="helper">
            {codes.addHelper}
          </Button>
        </Actions>
        <Paragraph small>{codes.replaceHint}</Paragraph>
        <Actions>
          <Button kind="secondary" name="card" value="replace">
            {codes.replace}
          </Button>
        </Actions>
      </TalkForm>
    </Part>
  );
};

const WayBack: FC<PersonProps> = (props) => {
  const { wayBack } = personTexts[props.language];
  const { wayBack: isSet } = (props.followUp ?? nothing).codes;
  const typed = typedAt(props, "way-back");
  return (
    <Part {...props} at="way-back" summary={wayBack.summary}>
      <Paragraph>{wayBack.lead}</Paragraph>
      <p class="utrecht-paragraph" data-gehoord-way-back="" hidden={!isSet}>
        {wayBack.set}
      </p>
      <TalkForm {...props} id="way-back-form" to="/gesprek/terugweg">
        <TextInput name="name" id="way-back-name" label={wayBack.name} hint={wayBack.nameHint} maxLength={60} value={typed("name")} />
        <TextInput name="sentence" id="way-back-sentence" label={wayBack.sentence} hint={wayBack.sentenceHint} maxLength={longestSentence} value={typed("sentence")} />
        <CheckboxGroup name="readsBack" id="way-back-reads" legend={wayBack.readsBackLegend} options={[{ value: "yes", label: wayBack.readsBack }]} values={[typed("readsBack")]} />
        <Actions>
          <Button kind="secondary">{wayBack.save}</Button>
        </Actions>
      </TalkForm>
    </Part>
  );
};

/** What is asked now stands open above everything; the rest behind a summary each. */
export const PersonQuestion: FC<PersonProps> = (props) => (
  <>
    <Claims {...props} />
    <Kept {...props} />
    <Decides {...props}>
      <CheckIn {...props} />
    </Decides>
  </>
);

export const PersonParts: FC<PersonProps> = (props) => (
  <>
    <Plan {...props} />
    <Looks {...props} />
    <Decides {...props}>
      <Contact {...props} />
      <Codes {...props} />
      <WayBack {...props} />
      <Proof {...props} />
    </Decides>
    <Access {...props} />
  </>
);

/** Sentences that the script fills in, by name. */
export function personMessages(language: Language): [string, string][] {
  const { looks, plan, checkIn, contact, proof, access, nextStep, codes, wayBack, ending, done } = personTexts[language];
  const named = (start: string, all: Readonly<Record<string, string>>): [string, string][] => Object.entries(all).map(([name, text]) => [`${start}-${name}`, text]);
  return [
    ...named("look-role", looks.roles),
    ...named("look-how", looks.how),
    ...named("plan-state", plan.states),
    ...named("answer", checkIn.answers),
    ...named("check-in", checkIn.labels),
    ...named("ending", ending),
    ...named("card", codes.cards),
    ["card-mine", codes.mine],
    ["card-end", codes.end],
    ["card-not-possible", codes.notPossible],
    ["claim-line", codes.claim("{day}", "{date}")],
    ["claim-stop", codes.stopClaim],
    ...named("way-back", wayBack.problems),
    ["plan-drop", plan.drop],
    ["plan-wrong-day", plan.notThisDay],
    ["check-in-missing", checkIn.missing],
    ["contact-empty", contact.empty],
    ["proof-not-yet", proof.notYet],
    ["access-asked", access.asked("{date}")],
    ["kept-until", access.kept("{date}")],
    ["access-saving", access.saving],
    ["access-saved", access.saved],
    ["next-step-by", nextStep.by("{date}")],
    ["person-done", done],
  ];
}
