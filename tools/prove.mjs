// `npm run prove`: everything that takes too long for every change: all kill rounds, mutation, long properties.
// Resumable: a step whose code did not change since its result was written is not run again. Results: docs/proof.json
// (with the hash of the code they hold for) and docs/proof.md. `npm run prove -- mutation` runs only steps with that word.
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { spawnSync } from "node:child_process";
import { environment, installPackages, installPrograms, node24, readJson, root, run, say } from "./machine.mjs";

installPackages();
installPrograms();
const node = node24();
// The kills bring down the built server, not the sources.
if (run(node, [join(root, "tools", "build.mjs"), "--if-changed"]) !== 0) process.exit(1);
const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
const file = join(root, "docs", "proof.json");
const results = existsSync(file) ? readJson(file) : {};

const product = ["src", "migrations", "tests/support"];
/** Rounds of bringing the house down (`KILLS`), on one engine. `beside`: what else the result holds for. */
const kills = (what, engine, tests, beside = tests) => ({ name: `${what}, ${engine}`, covers: [...product, ...beside], tests, env: { KILLS: process.env.KILLS ?? "40", GEHOORD_TEST_ENGINE: engine } });
const frontDoor = (engine) => kills("kills", engine, ["tests/store/kill.test.ts", "tests/journeys/kills.test.ts"], ["tests/store", "tests/journeys/kills.test.ts"]);
const retention = (engine) => kills("kills of retention", engine, ["tests/journeys/kills-retention.test.ts"]);
const deskKills = ["tests/journeys/kills-escalation.test.ts", "tests/journeys/kills-sharing.test.ts"];
const betweenDesks = (engine) => kills("kills between desks and of keys", engine, deskKills, [...deskKills, "tests/journeys/falling-house.ts"]);
/** What the clock tells to whom a case is closed: 2,000 pairs of every route that takes the id of one. */
const timing = (engine) => ({ name: `what the time tells, ${engine}`, covers: [...product, "tests/journeys/matrix.test.ts", "tests/journeys/timed.ts"], tests: ["tests/journeys/matrix.test.ts"], env: { GEHOORD_TIMED_PAIRS: process.env.GEHOORD_TIMED_PAIRS ?? "2000", GEHOORD_TEST_ENGINE: engine } });
const judging = ["mutants.mjs", "mutant-thread.mjs", "suite-judge.ts", "collected.ts"].map((name) => `tests/prove/${name}`);
/** A room whose rules are judged in one process (tests/prove/mutants.mjs). `bar`: per cent of the mutants that must be caught. */
const mutation = (room, bar, covers, files) => ({ name: `mutation, ${room}`, bar, covers: [...covers, ...judging, `tests/prove/judge-${room}.ts`], judge: `tests/prove/judge-${room}.ts`, files, report: `tests/prove/mutation.${room}.json` });
const rulesOf = (folder, but = []) => readdirSync(join(root, folder)).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts") && !but.includes(name)).map((name) => `${folder}/${name}`);

const steps = [
  frontDoor("embedded"),
  frontDoor("postgresql"),
  betweenDesks("embedded"),
  betweenDesks("postgresql"),
  timing("embedded"),
  timing("postgresql"),
  retention("embedded"),
  retention("postgresql"),
  { name: "signpost, a million random inputs", covers: ["src/signpost", "src/clock", "src/directory", "content/organisations", "tests/signpost"], tests: ["tests/signpost"], env: { GEHOORD_SIGNPOST_RANDOM: "1000000" } },
  { name: "disclosure, 200 random releases and 50 sequences", covers: ["src/registration/disclosure", "tests/registration/disclosure"], tests: ["tests/registration/disclosure/random.test.ts"], env: { GEHOORD_DISCLOSURE_RANDOM: "1" } },
  { name: "disclosure, three years of ten networks", covers: ["src/registration/disclosure", "src/registration/publishing", "src/registration/simulation", "tests/registration/disclosure"], tests: ["tests/registration/disclosure/series.test.ts"], env: { GEHOORD_DISCLOSURE_SERIES: "10" } },
  // index.ts, shape.ts and published.ts say what there is and decide nothing.
  mutation("disclosure", 90, ["src/registration/disclosure", "tests/registration/disclosure"], rulesOf("src/registration/disclosure", ["index.ts", "shape.ts", "published.ts"])),
  // lighten.ts runs in the build only and its tests bundle; index.ts and visitor.ts only hand on.
  mutation("envelope", 85, ["src/envelope", "tests/vectors"], rulesOf("src/envelope", ["index.ts", "visitor.ts", "lighten.ts"])),
  // Records, actions and routes of the clock are proved by journeys.
  mutation("clock", 90, ["src/clock"], rulesOf("src/clock", ["index.ts", "records.ts", "actions.ts", "routes.ts"])),
  // reasons.ts holds lists of names, read by types and tests only.
  mutation("signpost", 85, ["src/signpost", "tests/signpost"], rulesOf("src/signpost/rules", ["reasons.ts"])),
];

function filesUnder(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).toSorted().flatMap((name) => filesUnder(join(path, name)));
}

/** Hash of everything a result holds for. */
function hashOf(paths) {
  const hash = createHash("sha256");
  for (const one of paths.flatMap((path) => filesUnder(join(root, path)))) hash.update(relative(root, one)).update("\0").update(readFileSync(one)).update("\0");
  return hash.digest("hex").slice(0, 16);
}

/** Tests write what they counted to this file: one line a figure. */
function runTests(step) {
  const folder = mkdtempSync(join(tmpdir(), "gehoord-prove-"));
  const report = join(folder, "report.json");
  const figures = join(folder, "figures");
  const env = environment({ ...step.env, GEHOORD_FIGURES: figures });
  if (step.env.GEHOORD_TEST_ENGINE === "embedded") delete env.DATABASE_URL;
  const code = run(node, [vitest, "run", "--config", "vitest.prove.config.ts", "--reporter=dot", "--reporter=json", `--outputFile.json=${report}`, ...step.tests], { env });
  const { numPassedTests: passed, numFailedTests: failed } = existsSync(report) ? readJson(report) : { numPassedTests: 0, numFailedTests: 1 };
  const counted = existsSync(figures) ? readFileSync(figures, "utf8").trim().split("\n") : [];
  return { good: code === 0 && passed > 0, figures: [`${passed} tests passed, ${failed} failed`, ...counted] };
}

function runMutation(step) {
  const done = spawnSync(node, [join(root, "tests/prove/mutants.mjs"), step.judge, step.report, ...step.files], { cwd: root, stdio: ["ignore", "inherit", "inherit"], env: environment() });
  if (!existsSync(join(root, step.report))) return { good: false, figures: ["no report was made"] };
  const mutants = Object.values(readJson(join(root, step.report)).files).flatMap(({ mutants: all }) => all);
  const count = (...states) => mutants.filter(({ status }) => states.includes(status)).length;
  const caught = count("Killed", "Timeout");
  const valid = caught + count("Survived", "NoCoverage");
  const score = (100 * caught) / valid;
  return { good: done.status === 0 && score >= step.bar, figures: [`score ${score.toFixed(1)} %: ${caught} of ${valid} mutants caught (bar ${step.bar} %)`] };
}

function page() {
  const rows = steps.map(({ name }) => {
    const result = results[name];
    return result === undefined ? `| ${name} | not yet run | | |` : `| ${name} | ${result.good ? "good" : "NOT GOOD"} | ${result.figures.join("<br>")} | ${result.date}, code ${result.hash}, ${result.seconds} s |`;
  });
  return ["# Proof", "", "Made by `npm run prove`. Each result holds for the code with that hash; when the code changes, the step runs again.", "", "| Step | | Figures | When, for which code |", "|---|---|---|---|", ...rows, ""].join("\n");
}

const wanted = process.argv.slice(2);
let bad = 0;
for (const step of steps.filter(({ name }) => wanted.every((word) => name.includes(word)))) {
  const hash = hashOf(step.covers);
  if (results[step.name]?.hash === hash && results[step.name].good) {
    say(`unchanged ${step.name}`);
    continue;
  }
  say(`== ${step.name}`);
  const started = Date.now();
  const { good, figures } = step.report === undefined ? runTests(step) : runMutation(step);
  results[step.name] = { good, figures, hash, date: new Date().toISOString().slice(0, 10), seconds: Math.round((Date.now() - started) / 1000) };
  writeFileSync(file, `${JSON.stringify(results, null, 1)}\n`);
  writeFileSync(join(root, "docs", "proof.md"), page());
  say(`${good ? "good" : "NOT GOOD"} ${step.name}: ${figures.join("; ")}`);
  if (!good) bad += 1;
}
writeFileSync(join(root, "docs", "proof.md"), page());
process.exit(bad === 0 ? 0 : 1);
