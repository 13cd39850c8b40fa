/** The example network, as a stranger finds it who signs in with what was printed. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { countMadeUp } from "../../src/registration/index.ts";
import type { FiguresAnswer } from "../../src/registration/shape/figures.ts";
import { bareContext } from "../support/bare-context.ts";
import { signedIn } from "../support/people.ts";
import { startServer, type TestServer } from "../support/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ filled: true });
}, 60_000);
afterAll(() => server.close());

async function seen<T>(name: string, path: string): Promise<T> {
  const { cookie } = await signedIn(server.address, name);
  const response = await fetch(`${server.address}/api/v1${path}`, { headers: { cookie } });
  expect(response.status, `${name} ${path}`).toBe(200);
  return (await response.json()) as T;
}

const printed = (rows: readonly { readonly count: number | null }[]): number => rows.filter(({ count }) => count !== null && count > 0).length;

describe("the figures of the example", () => {
  it("show who leads a support point two years of contacts beside the year before", async () => {
    const { total, series, fields, measures, beside } = await seen<FiguresAnswer>("noor", "/figures?per=month&beside=year");
    expect(total.count).toBeGreaterThan(100);
    expect(total.before).toBeGreaterThan(100);
    expect(beside).not.toBeNull();
    expect(series.every(({ count }) => (count ?? 0) > 0)).toBe(true);
    expect(printed(fields.topic)).toBeGreaterThan(8);
    for (const measure of ["term", "helped0", "helped6", "callBack", "referral", "anonymous"] as const) expect(printed(measures?.[measure] ?? []), measure).toBeGreaterThan(0);
  });

  it("show the coordinator what the network counted together", async () => {
    const { total, fields, tooFine } = await seen<FiguresAnswer>("coordinator", "/network-figures?per=quarter");
    expect([tooFine, (total.count ?? 0) > 300]).toEqual([false, true]);
    expect(printed(fields.topic)).toBeGreaterThan(5);
  });

  it("lie sealed in one length, under tokens of nobody, in weeks that are over", async () => {
    const rows = await server.db.asOwner(({ run }) => run<{ length: number; rows: number }>("select octet_length(sealed) as length, count(*)::int as rows from facts group by 1"));
    expect(rows).toEqual([{ length: 412, rows: expect.any(Number) as number }]);
    expect(await server.db.asOwner(({ run }) => run("select 1 from fact_arrivals limit 1"))).toEqual([]);
  });

  it("cannot be counted in a real installation", async () => {
    await expect(countMadeUp(bareContext(), { desks: { kindertelefoon: "kindertelefoon" }, seed: 1, perYear: 10 })).rejects.toThrow("demonstration only");
  });
});
