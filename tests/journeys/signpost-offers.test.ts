/** From the signpost's result one step leads to a report, but only to a desk that takes part, is staffed and has two working keys. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startServer, type TestServer } from "../support/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ filled: true });
});
afterAll(() => server.close());

const bullied = { role: "pupil", danger: "no", topic: "bullying", by: "pupil", sector: "vo", age: "12-17", tried: "nothing" };

async function result(): Promise<string> {
  const response = await fetch(`${server.address}/wegwijzer`, { method: "POST", body: new URLSearchParams(bullied) });
  return response.text();
}

describe("the result of the signpost", () => {
  it("leads to a report with the answers in the body, to desks that receive and to no other", async () => {
    const html = await result();
    expect(html).toContain('action="/melden"');
    expect(html).toContain('type="hidden" name="topic" value="bullying"');
    expect(html).toContain('name="supportPoint" value="kindertelefoon"');
    expect(html).toContain("LAKS");
    expect(html).not.toContain('name="supportPoint" value="laks"');
  });

  it("offers a desk no longer once its intake is closed", async () => {
    await server.db.asOwner(({ run }) => run("update teams set intake_open = false where id = 'kindertelefoon'"));
    const html = await result();
    expect(html).toContain("0800-0432");
    expect(html).not.toContain('name="supportPoint" value="kindertelefoon"');
  });
});
