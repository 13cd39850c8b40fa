import { describe, expect, it } from "vitest";
import { TalkView } from "./talk.tsx";
import type { TalkProps } from "./talk.tsx";

const id = "0b7f9d1e-7f0c-4a53-9c1c-2f6d3a5b8e10";
const told = { mine: true, kind: "report", day: "vrijdag 27 november", onArrival: false, lines: [{ text: "Ze duwen me in de gang." }] } as const;
const nothingShared = { asks: [], broken: 0, given: [], lines: [], to: [], carrier: "", asksHelped: false, goesOn: false, shared: false };
const asking = { id, name: "Kindertelefoon", whom: "Ouders & Onderwijs", whatFor: "Een ander punt helpt je verder", parts: ["je melding"], until: "vrijdag 25 december", why: "Zij weten hier meer van." };

function shown(more: Partial<TalkProps>): string {
  const props: TalkProps = {
    language: "nl",
    name: "Kindertelefoon",
    state: "waiting",
    promised: "vrijdag 27 november",
    late: false,
    items: [told],
    notice: false,
    ticket: "t",
    mark: id,
    backupDays: 35,
    callBack: { callBack: null, slots: [] },
    sharing: nothingShared,
    sharingSaid: undefined,
    ...more,
  };
  return String(<TalkView {...props} />);
}

/** Of the tag that has this id. */
const tagOf = (html: string, name: string): string => new RegExp(`<[^>]*\\sid="${name}"[^>]*>`).exec(html)?.[0] ?? "";

describe("who opens the conversation", () => {
  const followUp = { looks: [], looksHidden: false, checkIns: [{ id, day: "2026-11-27", state: "asked" }], access: null, codes: { card: "own", cards: [], next: "reporter", wayBack: false, claims: [{ id, day: "2026-11-27", dueDay: "2026-12-04", state: "waiting" }] }, escalations: [], keptUntil: null } as NonNullable<TalkProps["followUp"]>;
  const duty = { id, text: "Beantwoord de brief.", state: "Nog te doen.", asks: true };

  it.each([
    ["whether it helped", { state: "asked-helped" }, 'value="yes"'],
    ["how it is now", { followUp }, 'id="check-in-form"'],
    ["to stop a claim that is not his", { followUp }, 'name="stop"'],
    ["for a yes", { sharing: { ...nothingShared, asks: [asking] } }, `id="consent-${id}"`],
    ["whether it was done", { duties: [duty] }, 'value="say-done"'],
  ] as const satisfies readonly (readonly [string, Partial<TalkProps>, string])[])("is asked %s before reading what was said", (_, more, place) => {
    const html = shown(more);
    expect(html).toContain(place);
    expect(html.indexOf(place)).toBeLessThan(html.indexOf('id="talk-items"'));
  });

  it("comes at once to what was said when nothing is asked, with ways to the rest of the page", () => {
    const html = shown({ sharing: { ...nothingShared, given: [{ id, text: "Je zei ja." }] }, duties: [{ ...duty, asks: false }] });
    for (const later of [`id="given-${id}"`, duty.text, 'id="write-form"', 'id="safety-form"']) expect(html.indexOf(later)).toBeGreaterThan(html.indexOf('id="talk-items"'));
    for (const place of ["talk-items", "write-form", "safety-form", "talk-more"]) {
      expect(html).toContain(`href="#${place}"`);
      expect(tagOf(html, place)).not.toBe("");
    }
  });
});

describe("who made a slip in a form of the conversation, without script", () => {
  it("finds what was typed, and the way to it at the top of the page", () => {
    const contact = shown({ personSaid: { at: "contact", problem: "Kijk je telefoonnummer na.", typed: { name: "Sam", reach: "phone", phone: "06", mail: "", safeMoments: "Na vier uur", mustNot: "" } } });
    expect(contact.indexOf('href="#person-problem"')).toBeLessThan(contact.indexOf('id="talk-items"'));
    expect(tagOf(contact, "contact-phone")).toContain('value="06"');
    expect(tagOf(contact, "contact-name")).toContain('value="Sam"');
    expect(contact).toContain("Na vier uur");
    const checkIn = shown({ followUp: { looks: [], looksHidden: false, checkIns: [{ id, day: "2026-11-27", state: "asked" }], access: null, codes: { card: "own", cards: [], next: "reporter", wayBack: false, claims: [] }, escalations: [], keptUntil: null }, personSaid: { at: "check-in", problem: "Kies bij allebei de vragen een antwoord.", typed: { better: "no", retaliation: "", more: "Het begon weer." } } });
    expect(checkIn).toContain('href="#better"');
    expect(checkIn).toContain("Het begon weer.");
    expect(checkIn).toMatch(/<input[^>]*name="better"[^>]*value="no"[^>]*checked/);
  });

  it("reads of a wrong address at the address, not at the message", () => {
    const html = shown({ said: { noticeProblem: "Kijk het mailadres na.", noticeTyped: { mail: "sam@", hours: "evening" } } });
    expect(tagOf(html, "noticeMail")).toMatch(/value="sam@".*aria-invalid="true"/);
    expect(tagOf(html, "text")).not.toContain("aria-invalid");
    expect(html).toContain('href="#noticeMail"');
  });

  it("is led to what was just done far down the page", () => {
    const html = shown({ personSaid: { at: "codes", done: true, code: "ABCD-EFGH-JKMN-PQRS" } });
    expect(html.indexOf('href="#person-done"')).toBeLessThan(html.indexOf('id="talk-items"'));
    expect(tagOf(html, "person-done")).not.toBe("");
  });
});
