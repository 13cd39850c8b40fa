// `npm test`: installs what is missing, checks types and style, runs every test on one engine, and ends with a count.
// `--engine postgresql` runs the same suite on the PostgreSQL that DATABASE_URL names, without what the first run did for both: tests
// that start both engines themselves, and scanning and picturing of screens, which do not depend on the database. `--whole` repeats that too.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { environment, installPackages, installPrograms, node24, readJson, root, run, say } from "./machine.mjs";

const engine = process.argv.includes("postgresql") ? "postgresql" : "embedded";

const second = engine === "postgresql" && !process.argv.includes("--whole");
const screens = second ? { GEHOORD_SCREENS: "seen" } : {};
/** These start both engines themselves, whichever one is named. */
const onBoth = ["tests/journeys/planted-words", "tests/journeys/privacy-traces", "tests/vectors/release-1-dump", "tests/vectors/release-2-dump", "tests/store/engine", "tests/store/backup", "tests/store/command-line", "tests/journeys/resilience"];

installPackages();
const missing = installPrograms();
const node = node24();
const reports = mkdtempSync(join(tmpdir(), "gehoord-test-"));
const total = { passed: 0, failed: 0, skipped: 0 };
/** Said again at the end, where somebody who sees only the last lines looks. */
const fallen = [];

/** A check without tests of its own counts as one. */
function check(name, args) {
  const good = run(node, args) === 0;
  say(`${good ? "ok    " : "FAILED"} ${name}`);
  total[good ? "passed" : "failed"] += 1;
  if (!good) fallen.push(name);
}

/** Name and first line of why, of every test that failed, and of every file that could not be read. */
function whatFell({ testResults }) {
  const firstLine = (text) => (text ?? "").split("\n")[0].slice(0, 300);
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(root, name);
    const failed = assertionResults.filter((one) => one.status === "failed").map(({ fullName, failureMessages }) => `${file}: ${fullName}: ${firstLine(failureMessages[0])}`);
    return failed.length === 0 && status === "failed" ? [`${file}: ${firstLine(message)}`] : failed;
  });
}

function suite(name, config, some = []) {
  const report = join(reports, `${name}.json`);
  const env = environment({ GEHOORD_TEST_ENGINE: engine, GEHOORD_MISSING: missing.join(","), ...screens });
  if (engine === "embedded") delete env.DATABASE_URL;
  const args = [join(root, "node_modules", "vitest", "vitest.mjs"), "run", "--config", config, "--reporter=dot", "--reporter=json", `--outputFile.json=${report}`, ...some];
  const code = run(node, args, { env });
  try {
    const counted = readJson(report);
    total.passed += counted.numPassedTests;
    total.failed += counted.numFailedTests;
    total.skipped += counted.numPendingTests + counted.numTodoTests;
    if (code !== 0 && counted.numFailedTests === 0) total.failed += 1;
    fallen.push(...whatFell(counted));
  } catch {
    say(`FAILED ${name}: the tests did not finish`);
    total.failed += 1;
    fallen.push(name);
  }
}

check("types", [join(root, "tools", "typecheck.mjs")]);
check("style", [join(root, "node_modules", "oxlint", "bin", "oxlint"), "--deny-warnings", "src", "tests", "bench", "tools", "bin"]);
check("build", [join(root, "tools", "build.mjs"), "--if-changed"]);
suite("suite", "vitest.config.ts", second ? onBoth.flatMap((file) => ["--exclude", `${file}.test.ts`]) : []);
if (missing.includes("chromium")) say("Not run: the browser tests, because chromium is not installed.");
else suite("browser", "vitest.browser.config.ts");
for (const name of missing) say(`Not run: the tests that need ${name}, which is not installed.`);

rmSync(reports, { recursive: true, force: true });
for (const what of fallen) say(`FAILED ${what}`);
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
say(`${total.passed} passed, ${total.failed} failed${skipped}`);
process.exit(total.failed === 0 ? 0 : 1);
