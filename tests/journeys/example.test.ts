/** The example network, as a stranger finds it who signs in with what was printed. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ProcedureList } from "../../src/cases/shape/procedure.ts";
import { toBase64Url } from "../../src/envelope/index.ts";
import { signInSheet } from "../../src/ops/index.ts";
import { countMadeUp } from "../../src/registration/index.ts";
import type { FiguresAnswer } from "../../src/registration/shape/figures.ts";
import type { ReleasesAnswer } from "../../src/registration/shape/releases.ts";
import { boardWay, complainantWay, openProcedure } from "../../src/site/browser/sealing/procedure.ts";
import { keysOf, openWith } from "../../src/site/browser/sealing/talk.ts";
import { bareContext } from "../support/bare-context.ts";
import { lineTo } from "../support/line.ts";
import { signedIn } from "../support/people.ts";
import { root, startServer, type TestServer } from "../support/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ filled: true });
}, 60_000);
afterAll(() => server.close());

/** Digits are good once, so everybody signs in once. */
const signedInAs = new Map<string, ReturnType<typeof signedIn>>();

async function seen<T>(name: string, path: string): Promise<T> {
  const there = signedInAs.get(name) ?? signedIn(server.address, name);
  signedInAs.set(name, there);
  const { cookie } = await there;
  const response = await fetch(`${server.address}/api/v1${path}`, { headers: { cookie } });
  expect(response.status, `${name} ${path}`).toBe(200);
  return (await response.json()) as T;
}

const printed = (rows: readonly { readonly count: number | null }[]): number => rows.filter(({ count }) => count !== null && count > 0).length;

describe("the figures of the example", () => {
  it("show who leads a support point two years of contacts beside the year before", async () => {
    const { total, series, fields, measures, beside } = await seen<FiguresAnswer>("noor", "/figures?per=month&beside=year");
    expect(total.count).toBeGreaterThan(60);
    expect(total.before).toBeGreaterThan(60);
    expect(beside).not.toBeNull();
    expect(printed(series)).toBeGreaterThan(6);
    expect(printed(fields.topic)).toBeGreaterThan(8);
    for (const measure of ["helped0", "helped6", "callBack", "referral", "anonymous"] as const) expect(printed(measures?.[measure] ?? []), measure).toBeGreaterThan(0);
  });

  it("show the coordinator what the network counted together", async () => {
    const { total, fields, tooFine } = await seen<FiguresAnswer>("coordinator", "/network-figures?per=quarter");
    expect([tooFine, (total.count ?? 0) > 200]).toEqual([false, true]);
    expect(printed(fields.role)).toBeGreaterThan(0);
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

describe("publishing in the example", () => {
  it("can be done: there are two coordinators, and quarters that are over and not printed yet", async () => {
    for (const name of ["coordinator", "hanna"]) expect((await seen<ReleasesAnswer>(name, "/releases")).periods.length, name).toBeGreaterThan(4);
  });
});

describe("the complaint of the example", () => {
  const codeAfter = (words: string): string => new RegExp(`${words}, with the code ([0-9A-Z-]{19})`).exec(signInSheet(root, server.address, new Date()))?.[1] ?? "";

  it("waits for the board, within a term, at a committee of two secretaries", async () => {
    const today = new Date().toISOString().slice(0, 10);
    for (const name of ["wilma", "jamal"]) {
      const { procedures } = await seen<ProcedureList>(name, "/procedures");
      expect(procedures).toMatchObject([{ team: "gcbo", state: "defence", turn: "board", boardInvited: true }]);
      expect((procedures[0]?.dueDay ?? "") > today).toBe(true);
    }
  });

  it("opens for the parent and for the board with the printed codes, whole and signed, with the same words", async () => {
    const line = lineTo(server.address);
    const [settings] = await server.db.asOwner(({ run }) => run<{ installation: string; salt: Uint8Array }>("select installation, salt from settings"));
    if (settings === undefined) throw new Error("no settings");
    const [parent, board] = await Promise.all(["as the parent", "as the school's board"].map((words) => keysOf(codeAfter(words), toBase64Url(settings.salt))));
    if (parent === undefined || board === undefined) throw new Error("no code on the sheet");
    const talk = await openWith(line, parent, settings);
    if (!talk.ok) throw new Error(talk.because);
    const [theirs, ours] = await Promise.all([openProcedure(line, boardWay(board, settings.installation)), openProcedure(line, complainantWay(talk.value))]);
    if (!theirs.ok || !ours.ok) throw new Error("it does not open");
    const shown = ({ opened }: typeof ours.value): unknown => opened.items.map(({ party, kind, body, trouble }) => [party, kind, body.text, trouble]);
    expect(shown(theirs.value)).toEqual(shown(ours.value));
    expect(ours.value.opened.items.filter(({ trouble }) => trouble !== undefined)).toEqual([]);
    expect(ours.value.opened.items.map(({ kind, party }) => `${party} ${kind}`)).toContain("complainant complaint");
    expect([theirs.value.opening.side, theirs.value.opened.head]).toEqual(["board", expect.any(String)]);
  });
});
