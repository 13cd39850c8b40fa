/** The whole house on an empty database of the engine under test: real router, real templates, real cryptography. */
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lineLog, systemClock, systemRandom, type Clock, type Random } from "../../src/base/index.ts";
import { openDoors, type Doors } from "../../src/house.ts";
import { exampleJob, fillExampleNetwork, loadSecrets, type OperatorContext } from "../../src/ops/index.ts";
import { loadAssets } from "../../src/site/index.ts";
import { ensureInstallation, startLedger, type Store } from "../../src/store/index.ts";
import { filledDatabase, testDatabase } from "./database.ts";

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

/** Changes with the product's code and texts, and every hour: the example tells of today, of this morning and of what is open now. */
function exampleKey(): string {
  const hash = createHash("sha256").update(new Date().toISOString().slice(0, 13));
  for (const folder of ["src", "content", "dist/example", "tests/support"]) {
    const names = existsSync(join(root, folder)) ? readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).toSorted() : [];
    for (const name of names.map((each) => join(root, folder, each)).filter((path) => statSync(path).isFile())) hash.update(name).update("\0").update(readFileSync(name));
  }
  return hash.digest("hex").slice(0, 16);
}

type Ground = { readonly db: Store; readonly data: string; readonly isNew: boolean };

async function fill({ context, doors }: Pick<House, "context" | "doors">): Promise<void> {
  await fillExampleNetwork(context, doors.ask);
  await exampleJob.run(context);
}

/** A house whose example network was filled once in this hour: as one that is started again. */
async function exampleGround(): Promise<Ground> {
  const { store, beside } = await filledDatabase(exampleKey(), async (filled) => {
    const house = await open({ filled: true }, { db: filled.store, data: filled.beside, isNew: true });
    await fill(house);
    await house.doors.close(2_000);
  });
  return { db: store, data: beside, isNew: false };
}

async function newGround({ clock = systemClock, random = systemRandom }: ServerChoice): Promise<Ground> {
  return { db: await testDatabase({ clock, random }), data: mkdtempSync(join(tmpdir(), "gehoord-test-data-")), isNew: true };
}

type House = { readonly context: OperatorContext; readonly doors: Doors; readonly lines: readonly string[] };

async function open({ clock = systemClock, random = systemRandom, ...choice }: ServerChoice, { db, data, isNew }: Ground): Promise<House> {
  const secrets = await loadSecrets(data);
  const { id } = await ensureInstallation(db, { mode: "demo", random, secrets });
  if (isNew) startLedger(data, id);
  const lines: string[] = [];
  const log = lineLog((line) => lines.push(line), () => clock.now());
  const config = { root, data, databaseUrl: undefined, host: "127.0.0.1", port: 0, mode: "demo", origin: "http://localhost:0", trustedProxies: choice.trustedProxies ?? [], smtpUrl: undefined, version: "test", ...(choice.filled === true ? { exampleFigures: join(root, "content/examples/figures") } : {}) } as const;
  const context: OperatorContext = { db, clock, random, log, secrets, config };
  return { context, doors: await openDoors(context, loadAssets(root)), lines };
}

/** Opens the doors on a free port. Needs the built site (`npm run build`), as in life. */
export async function startServer(choice: ServerChoice = {}): Promise<TestServer> {
  // A time or a chance of one's own makes another example.
  const isUsual = choice.filled === true && choice.clock === undefined && choice.random === undefined;
  const ground = isUsual ? await exampleGround() : await newGround(choice);
  const { context, doors, lines } = await open(choice, ground);
  if (choice.filled === true && !isUsual) await fill({ context, doors });
  const close = async (): Promise<void> => {
    await doors.close(2_000);
    await ground.db.close();
    rmSync(ground.data, { recursive: true, force: true });
  };
  return { address: doors.address.replace("localhost", "127.0.0.1"), ask: doors.ask, context, db: ground.db, log: lines, close };
}
