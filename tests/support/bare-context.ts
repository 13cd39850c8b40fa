/** A context for what needs no rows: pages of text, limits, headers. Its database answers that it is up, and has no rows to give. */
import { fixedClock, lineLog, seededRandom } from "../../src/base/index.ts";
import type { Config, Context } from "../../src/base/index.ts";

export type BareContext = Context & { readonly clock: ReturnType<typeof fixedClock>; readonly lines: string[]; setUp(up: boolean): void };

export function bareContext(changes: Partial<Config> = {}): BareContext {
  let up = true;
  const lines: string[] = [];
  const clock = fixedClock("2027-03-01T09:00:00Z");
  const nowhere = { root: ".", data: "", databaseUrl: undefined, host: "127.0.0.1", port: 0, trustedProxies: [], smtpUrl: undefined, version: "0.1.0" };
  return {
    lines,
    clock,
    random: seededRandom(7),
    log: lineLog((line) => lines.push(line), clock.now),
    config: { ...nowhere, mode: "real", origin: "https://gehoord.example", ...changes },
    secrets: { pepper: new Uint8Array(32), tickets: new Uint8Array(32), noticeIdentity: "", serverSigning: new Uint8Array(32) },
    db: {
      engine: "embedded",
      transaction: () => Promise.reject(new Error("this test has no rows")),
      isUp: () => Promise.resolve(up),
      close: () => Promise.resolve(),
    },
    setUp: (now) => {
      up = now;
    },
  };
}
