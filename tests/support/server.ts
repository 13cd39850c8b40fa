/** The whole house on an empty database of the engine under test: real router, real templates, real cryptography. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lineLog, systemClock, systemRandom, type Clock, type Random } from "../../src/base/index.ts";
import { openDoors, type Doors } from "../../src/house.ts";
import { fillExampleNetwork, loadSecrets, type OperatorContext } from "../../src/ops/index.ts";
import { loadAssets } from "../../src/site/index.ts";
import { ensureInstallation, startLedger, type Store } from "../../src/store/index.ts";
import { testDatabase } from "./database.ts";

export const root = join(import.meta.dirname, "../..");

export type ServerChoice = {
  readonly clock?: Clock;
  readonly random?: Random;
  /** Example network: support points, workers, reports in every state. */
  readonly filled?: boolean;
  readonly trustedProxies?: readonly string[];
};

export type TestServer = {
  readonly address: string;
  readonly ask: Doors["ask"];
  readonly context: OperatorContext;
  readonly db: Store;
  /** Everything that was logged, as it would stand in the log. */
  readonly log: readonly string[];
  close(): Promise<void>;
};

/** Opens the doors on a free port. Needs the built site (`npm run build`), as in life. */
export async function startServer(choice: ServerChoice = {}): Promise<TestServer> {
  const clock = choice.clock ?? systemClock;
  const random = choice.random ?? systemRandom;
  const data = mkdtempSync(join(tmpdir(), "gehoord-test-data-"));
  const db = await testDatabase({ clock, random });
  const secrets = await loadSecrets(data);
  const { id } = await ensureInstallation(db, { mode: "demo", random, secrets });
  startLedger(data, id);
  const lines: string[] = [];
  const log = lineLog((line) => lines.push(line), () => clock.now());
  const config = { root, data, databaseUrl: undefined, host: "127.0.0.1", port: 0, mode: "demo", origin: "http://localhost:0", trustedProxies: choice.trustedProxies ?? [], smtpUrl: undefined, version: "test", ...(choice.filled === true ? { exampleFigures: join(root, "content/examples/figures") } : {}) } as const;
  const context: OperatorContext = { db, clock, random, log, secrets, config };
  const doors = await openDoors(context, loadAssets(root));
  if (choice.filled === true) await fillExampleNetwork(context, doors.ask);
  const close = async (): Promise<void> => {
    await doors.close(2_000);
    await db.close();
    rmSync(data, { recursive: true, force: true });
  };
  return { address: doors.address.replace("localhost", "127.0.0.1"), ask: doors.ask, context, db, log: lines, close };
}
