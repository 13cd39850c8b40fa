/**
 * A process that writes for as long as it lives, to be killed: says `open ID` inside a transaction and `kept ID` after
 * its commit, each on a line that is written at once. Arguments: data folder, and the PostgreSQL address or nothing.
 */
import { writeSync } from "node:fs";
import { openDatabase } from "../../src/store/index.ts";

const [data = "", databaseUrl] = process.argv.slice(2);
const db = await openDatabase({ data, databaseUrl, reserveBytes: 0 });
const say = (line: string): void => {
  writeSync(1, `${line}\n`);
};
say("ready");

async function writeOne(): Promise<void> {
  const id = crypto.randomUUID();
  await db.transaction({ role: "system" }, async (tx) => {
    await tx.emit({ event: "test.written", payload: { id, filling: "x".repeat(Math.floor(Math.random() * 3_000)) } });
    await tx.audit({ act: "test.written", by: "system", record: id });
    say(`open ${id}`);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 4));
  });
  say(`kept ${id}`);
}

const lanes = databaseUrl === undefined ? 2 : 4;
await Promise.all(
  Array.from({ length: lanes }, async () => {
    for (;;) await writeOne();
  }),
);
