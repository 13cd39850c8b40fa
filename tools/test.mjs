// `npm test`: installs what is missing, checks types and style, runs every test on one engine, and ends with a count.
// `--engine postgresql` runs the same suite on the PostgreSQL that DATABASE_URL names, without what the first run did for both: types and
// style, tests that choose their engines themselves or reach no database, scanning and picturing of screens, and every further language
// and width of one walk. `--whole` repeats that too.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { environment, installPackages, installPrograms, node24, readJson, root, run, say } from "./machine.mjs";
import { allTests, reachesNone } from "./without-database.mjs";

const engine = process.argv.includes("postgresql") ? "postgresql" : "embedded";

const second = engine === "postgresql" && !process.argv.includes("--whole");
const screens = second ? { GEHOORD_SCREENS: "seen" } : {};
/** These start their engines themselves, the same whichever one is named. */
const ownEngines = ["tests/journeys/planted-words", "tests/journeys/privacy-traces", "tests/vectors/release-1-dump", "tests/vectors/release-2-dump", "tests/store/engine", "tests/store/backup", "tests/store/command-line", "tests/journeys/resilience", "tests/journeys/terminal"];
/** Of the second run: what the first did for both engines, and what reaches no database. */
const done = second ? [...ownEngines.map((name) => `${name}.test.ts`), ...allTests(root).filter(reachesNone(root))] : [];

installPackages();
const missing = installPrograms();
const node = node24();
const reports = mkdtempSync(join(tmpdir(), "gehoord-test-"));
const total = { passed: 0, failed: 0, skipped: 0 };
/** Said again at the end, where somebody who sees only the last lines looks. */
const fallen = [];
const again = [];

/** A check without tests of its own counts as one. */
function check(name, args) {
  const good = run(node, args) === 0;
  say(`${good ? "ok    " : "FAILED"} ${name}`);
  total[good ? "passed" : "failed"] += 1;
  if (!good) fallen.push(name);
}

const left = (files) => files.flatMap((file) => ["--exclude", file]);
const relativeName = ({ name }) => relative(root, name);
const fellIn = (file) => file.status === "failed" || file.assertionResults.some(({ status }) => status === "failed");
const firstLine = (text) => (text ?? "").split("\n")[0].slice(0, 300);

/** Name and first line of why, of every test that failed in a file, and of a file that could not be read. */
function whatFell(file) {
  const failed = file.assertionResults.filter(({ status }) => status === "failed").map(({ fullName, failureMessages }) => `${relativeName(file)}: ${fullName}: ${firstLine(failureMessages[0])}`);
  return failed.length === 0 && file.status === "failed" ? [`${relativeName(file)}: ${firstLine(file.message)}`] : failed;
}

/** One run of vitest: the files it read, or undefined when it did not come to its end. */
function vitest(name, config, words) {
  const report = join(reports, `${name}.json`);
  const env = environment({ GEHOORD_TEST_ENGINE: engine, GEHOORD_MISSING: missing.join(","), ...screens });
  if (engine === "embedded") delete env.DATABASE_URL;
  const code = run(node, [join(root, "node_modules", "vitest", "vitest.mjs"), "run", "--config", config, "--reporter=dot", "--reporter=json", `--outputFile.json=${report}`, ...words], { env });
  if (!existsSync(report)) return undefined;
  const files = readJson(report).testResults;
  return code === 0 || files.some(fellIn) ? files : undefined;
}

/** Where the time of a run goes: a suite that grows slow is mended where it is slow. */
function sayLongest(name, files) {
  const seconds = ({ startTime, endTime }) => Math.round((endTime - startTime) / 1000);
  const longest = files.toSorted((one, other) => seconds(other) - seconds(one)).slice(0, 15);
  if (longest.length > 0) say(`Longest of ${name}: ${longest.map((file) => `${relativeName(file)} ${seconds(file)} s`).join(", ")}`);
}

/** More than so many files do not fail because a machine was busy. */
const mostAgain = 6;

/**
 * What failed runs once more, alone: a machine with two cores under a whole suite can be slower than a test's patience. What
 * holds then counts as passed, and is named, so that nobody overlooks it.
 */
function suite(name, config, words = []) {
  const first = vitest(name, config, words);
  sayLongest(name, first ?? []);
  if (first === undefined) {
    say(`FAILED ${name}: the tests did not finish`);
    fallen.push(`${name}: the tests did not finish`);
    total.failed += 1;
    return;
  }
  const fell = first.filter(fellIn);
  const isAgain = fell.length > 0 && fell.length <= mostAgain;
  if (isAgain) say(`Once more, alone: ${fell.map(relativeName).join(", ")}`);
  const second = isAgain ? (vitest(`${name}-again`, config, ["--no-file-parallelism", ...fell.map(relativeName)]) ?? fell) : fell;
  for (const what of fell.flatMap(whatFell)) if (isAgain) again.push(what);
  for (const file of [...first.filter((one) => !fellIn(one)), ...second]) {
    const count = (...states) => file.assertionResults.filter(({ status }) => states.includes(status)).length;
    total.passed += count("passed");
    total.failed += Math.max(count("failed"), fellIn(file) ? 1 : 0);
    total.skipped += count("pending", "skipped", "todo");
    if (fellIn(file)) fallen.push(...whatFell(file));
  }
}

if (!second) check("types", [join(root, "tools", "typecheck.mjs")]);
if (!second) check("style", [join(root, "node_modules", "oxlint", "bin", "oxlint"), "--deny-warnings", "src", "tests", "bench", "tools", "bin"]);
check("build", [join(root, "tools", "build.mjs"), "--if-changed"]);
suite("suite", "vitest.config.ts", left(done));
if (missing.includes("chromium")) say("Not run: the browser tests, because chromium is not installed.");
else suite("browser", "vitest.browser.config.ts", left(done));
for (const name of missing) say(`Not run: the tests that need ${name}, which is not installed.`);

rmSync(reports, { recursive: true, force: true });
for (const what of again) say(`AGAIN  ${what}`);
for (const what of fallen) say(`FAILED ${what}`);
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
say(`${total.passed} passed, ${total.failed} failed${skipped}`);
process.exit(total.failed === 0 ? 0 : 1);
