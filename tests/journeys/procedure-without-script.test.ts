/** A complaint procedure for who has no script: the same steps, sealed on arrival and marked so, and the same refusals. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { procedureNl } from "../../src/cases/texts/procedure-nl.ts";
import { pngSample } from "../support/sample-files.ts";
import { measure } from "../support/language-level.ts";
import type { Reported } from "./cases-world.ts";
import { asBoard, asComplainant, begin, committeeWorld, complained, invited, onDesk, opened, say, step } from "./procedure-world.ts";
import type { Committee } from "./procedure-world.ts";

const seen = (html: string): string => html.replaceAll(/<template[\s\S]*?<\/template>/g, "").replaceAll("&quot;", '"').replaceAll("&#39;", "'");
const hidden = (html: string, name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? "";

describe("without script", () => {
  let committee: Committee;
  let parent: Reported;
  let boardCode: string;
  let id: string;
  beforeAll(async () => {
    committee = await committeeWorld();
    parent = await complained(committee);
    id = parent.post.case;
    await begin(committee, committee.sara, id);
  }, 60_000);
  afterAll(() => committee.world.close());
  const page = (path: string, fields?: Record<string, string | File>) => committee.world.page(path, fields);
  const ticketAnd = (html: string) => ({ ticket: hidden(seen(html), "ticket"), mark: hidden(seen(html), "mark") });

  it("the complainant goes from the conversation to the complaint and hands it in", async () => {
    const talk = await page("/gesprek/openen", { code: parent.identity.code });
    expect(seen(talk.html)).toContain('id="procedure-door"');
    const form = await page("/gesprek/klacht", { ticket: hidden(seen(talk.html), "ticket") });
    expect(form.status).toBe(200);
    expect(seen(form.html)).toContain(procedureNl.states.started);
    const empty = await page("/gesprek/klacht/schrijven", { ...ticketAnd(form.html), act: "hand-in", words: "" });
    expect(empty.status).toBe(422);
    const fields = { ...ticketAnd(form.html), act: "hand-in", words: "Wij klagen over <b>het bestuur</b>." };
    const sent = await page("/gesprek/klacht/schrijven", fields);
    expect(seen(sent.html)).toContain(procedureNl.states.received);
    expect(seen(sent.html)).toContain("Wij klagen over &lt;b&gt;het bestuur&lt;/b&gt;.");
    expect(seen(sent.html)).toContain(procedureNl.onArrival);
    await page("/gesprek/klacht/schrijven", fields);
    expect((await onDesk(committee, committee.sara, id)).opened.items.filter((item) => item.kind === "complaint")).toHaveLength(1);
  });

  it("the board opens this procedure only, and answers with a document", async () => {
    await step(committee, committee.sara, id, "affiliated");
    boardCode = await invited(committee, committee.sara, id);
    await step(committee, committee.sara, id, "forward");
    expect((await page("/gesprek/openen", { code: boardCode })).status).toBe(404);
    expect((await page("/procedure/openen", { code: "niets" })).status).toBe(422);
    expect((await page("/procedure/openen", { code: "ABCD-EFGH-JKMN-PQRS" })).status).toBe(404);
    const form = await page("/procedure/openen", { code: boardCode });
    expect(form.html).toContain("<title>Gehoord");
    expect(seen(form.html)).toContain("Wij klagen over &lt;b&gt;het bestuur&lt;/b&gt;.");
    expect(seen(form.html)).not.toContain("geen antwoord op onze klacht");
    const file = new File([new Uint8Array(pngSample())], "brief.png", { type: "image/png" });
    const sent = await page("/procedure/schrijven", { ...ticketAnd(form.html), act: "answer-complaint", words: "Wij gaan met u praten.", files: file });
    expect(seen(sent.html)).toContain(procedureNl.states.answered);
    const view = await opened(await asComplainant(committee, parent));
    expect(view.opened.items.slice(-2).map(({ party, kind, trouble, body }) => [party, kind, trouble, body.sealedOnArrival])).toEqual([["board", "statement", undefined, true], ["board", "file", undefined, undefined]]);
  });

  it("neither side takes a step of the other: the state is as it was", async () => {
    const form = await page("/procedure/openen", { code: boardCode });
    for (const act of ["say-solved", "withdraw", "take-up", "settle"]) {
      expect((await page("/procedure/schrijven", { ...ticketAnd(form.html), act, words: "Ik doe alsof" })).status, act).toBe(409);
    }
    expect((await opened(await asBoard(committee, boardCode))).opening.state).toBe("answered");
  });

  it("a ticket of the conversation opens nothing for somebody without the procedure's code", async () => {
    const other = await complained(committee);
    const talk = await page("/gesprek/openen", { code: other.identity.code });
    expect((await page("/gesprek/klacht", { ticket: hidden(seen(talk.html), "ticket") })).status).toBe(404);
    expect((await page("/procedure/schrijven", { ticket: "x", mark: "x", act: "write", words: "Hallo" })).status).toBe(409);
  });

  it("a note of the committee is on neither page", async () => {
    await say(await asComplainant(committee, parent), "say-not-solved", "Niet opgelost.");
    const both = await Promise.all([page("/procedure/openen", { code: boardCode }), page("/gesprek/openen", { code: parent.identity.code })]);
    for (const { html } of both) expect(seen(html)).not.toContain("De secretaris: begin");
  });
});

it("the sentences of a procedure are plain Dutch", () => {
  const sentences = [...Object.values(procedureNl.states), ...Object.values(procedureNl.outcomes), ...Object.values(procedureNl.turns), procedureNl.lead, procedureNl.onlyThis, procedureNl.boardLead, procedureNl.binding, procedureNl.notBinding, procedureNl.codeLead, procedureNl.summariesLead, procedureNl.writeHint, procedureNl.leave];
  expect(measure(sentences.join(" ")).score).toBeGreaterThanOrEqual(65);
});
