// `npm test`: installs what is missing, checks types and style, runs every test on one engine, and ends with a count.
// `--engine postgresql` runs on the PostgreSQL that DATABASE_URL names what a database has a say in: everything but the tests of pure
// rooms, and of the walks in a browser those that write the most. `--whole` runs every walk and every test there too.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environment, installPackages, installPrograms, node24, readJson, root, run, say } from "./machine.mjs";

const engine = process.argv.includes("postgresql") ? "postgresql" : "embedded";

/** On the second engine: what is left out of the suite, and which walks are taken. */
const pure = ["tests/signpost/**", "src/signpost/**", "src/envelope/**", "src/clock/**", "src/directory/**", "src/cases/cleaning/**", "src/cases/rules/**"];
const walks = ["journeys/report.test", "journeys/conversation.test", "journeys/worker-leaves", "journeys/referring", "journeys/call-back", "desk-keys"];
const second = engine === "postgresql" && !process.argv.includes("--whole");

installPackages();
const missing = installPrograms();
const node = node24();
const reports = mkdtempSync(join(tmpdir(), "gehoord-test-"));
const total = { passed: 0, failed: 0, skipped: 0 };

/** A check without tests of its own counts as one. */
function check(name, args) {
  const good = run(node, args) === 0;
  say(`${good ? "ok    " : "FAILED"} ${name}`);
  total[good ? "passed" : "failed"] += 1;
}

function suite(name, config, some = []) {
  const report = join(reports, `${name}.json`);
  const env = environment({ GEHOORD_TEST_ENGINE: engine, GEHOORD_MISSING: missing.join(",") });
  if (engine === "embedded") delete env.DATABASE_URL;
  const args = [join(root, "node_modules", "vitest", "vitest.mjs"), "run", "--config", config, "--reporter=dot", "--reporter=json", `--outputFile.json=${report}`, ...some];
  const code = run(node, args, { env });
  try {
    const counted = readJson(report);
    total.passed += counted.numPassedTests;
    total.failed += counted.numFailedTests;
    total.skipped += counted.numPendingTests + counted.numTodoTests;
    if (code !== 0 && counted.numFailedTests === 0) total.failed += 1;
  } catch {
    say(`FAILED ${name}: the tests did not finish`);
    total.failed += 1;
  }
}

check("types", [join(root, "tools", "typecheck.mjs")]);
check("style", [join(root, "node_modules", "oxlint", "bin", "oxlint"), "--deny-warnings", "src", "tests", "bench", "tools", "bin"]);
check("build", [join(root, "tools", "build.mjs"), "--if-changed"]);
suite("suite", "vitest.config.ts", second ? pure.flatMap((place) => ["--exclude", place]) : []);
if (missing.includes("chromium")) say("Not run: the browser tests, because chromium is not installed.");
else suite("browser", "vitest.browser.config.ts", second ? walks : []);
for (const name of missing) say(`Not run: the tests that need ${name}, which is not installed.`);

rmSync(reports, { recursive: true, force: true });
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
say(`${total.passed} passed, ${total.failed} failed${skipped}`);
process.exit(total.failed === 0 ? 0 : 1);
