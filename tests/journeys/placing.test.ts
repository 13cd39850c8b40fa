/** A case that a worker writes down for somebody on the phone. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newIdentity } from "../../src/site/browser/sealing/report.ts";
import { draftOf, openWith, say } from "../../src/site/browser/sealing/talk.ts";
import { toBase64Url } from "../../src/envelope/index.ts";
import type { LabelBody } from "../../src/cases/shape.ts";
import { sealCase } from "../../src/desk/cases/placing.ts";
import { piecesOfKind } from "../../src/desk/cases/opening.ts";
import { casesWorld } from "./cases-world.ts";
import type { World } from "./cases-world.ts";
import { asked, deskOf, logOf, openedAt } from "./desks.ts";
import type { Desk } from "./desks.ts";

let world: World;
let anna: Desk;
let other: Desk;
const label: LabelBody = { mode: "confidential", forWhom: "self", urgent: false, topic: "bullying" };
const pieces = [{ kind: "label" as const, body: label }, { kind: "report" as const, body: { what: "Belde over haar zoon" } }];

beforeAll(async () => {
  world = await casesWorld();
  anna = await deskOf(world, world.desk);
  other = await deskOf(world, world.other);
}, 60_000);
afterAll(() => world.close());

async function intake(team: string) {
  return (await sealCase({ installation: world.installation.id, team, label, pieces, reporters: [] }, { keyring: anna.keyring, log: await logOf(anna) })).placed;
}

describe("a worker on the phone", () => {
  it("writes down a case of the own team, which is open in his own hands and answered the same when it is sent twice", async () => {
    const placed = await intake("balans-desk");
    const first = await asked(anna, "POST", "/cases", placed);
    expect(first).toMatchObject({ status: 201, json: { case: placed.case, dueDay: "2026-11-26" } });
    expect((await asked(anna, "POST", "/cases", placed)).status).toBe(201);
    expect((await asked(anna, "POST", "/cases", { ...placed, urgent: true })).json["reference"]).toBe("input-invalid");
    const opened = await openedAt(anna, placed.case);
    expect(opened.raw).toMatchObject({ state: "open", assignee: anna.keyring.member });
    expect(piecesOfKind(opened.shared, "report").map((piece) => piece.signedBy)).toEqual([`member:${anna.keyring.member}`]);
  });

  it("writes nothing into another team", async () => {
    const placed = await intake("kindertelefoon-desk");
    expect((await asked(anna, "POST", "/cases", placed)).json["reference"]).toBe("not-found");
    expect((await asked(other, "GET", `/cases/${placed.case}`)).status).toBe(404);
  });

  it("reads out a code, and with that code the person goes on where the phone call ended", async () => {
    const { keys } = await newIdentity(world.installation.salt);
    const log = await logOf(anna);
    const { placed } = await sealCase({ installation: world.installation.id, team: "balans-desk", label, pieces, reporters: [{ holder: "reporter", recipient: keys.recipient }] }, { keyring: anna.keyring, log });
    const reporter = { lookup: toBase64Url(keys.lookup), recipient: keys.recipient, signKey: toBase64Url(keys.signer.publicKey) };
    expect((await asked(anna, "POST", "/cases", { ...placed, reporter })).status).toBe(201);
    const talk = await openWith(world.line, keys, { installation: world.installation.id });
    if (!talk.ok) throw new Error(talk.because);
    expect(talk.value.items.map(({ kind, trouble }) => [kind, trouble])).toEqual([["label", undefined], ["report", undefined]]);
    const said = await say(world.line, talk.value, draftOf([{ kind: "message", body: { text: "Nog iets" } }]));
    expect(said.ok).toBe(true);
    expect((await openedAt(anna, placed.case)).shared.pieces.map(({ raw }) => raw.kind)).toEqual(["label", "report", "message"]);
  });

  it("cannot give a wrap for a code without the code, nor the other way round", async () => {
    const { keys } = await newIdentity(world.installation.salt);
    const { placed } = await sealCase({ installation: world.installation.id, team: "balans-desk", label, pieces, reporters: [{ holder: "reporter", recipient: keys.recipient }] }, { keyring: anna.keyring, log: await logOf(anna) });
    expect((await asked(anna, "POST", "/cases", placed)).json["reference"]).toBe("input-invalid");
  });
});
