// Mutation testing in one process: Stryker's instrumenter puts every mutant into the rules at once, behind a switch; the judge is
// asked with one switch after another. A mutant in code that runs while a module loads gets a thread of its own. Thousands of
// mutants take minutes so, where a test runner that starts anew for each took hours.
// Use: node tests/prove/mutants.mjs JUDGE REPORT FILE … (from the root; JUDGE exports `firstFault()`).
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { Worker } from "node:worker_threads";
import { Instrumenter } from "@stryker-mutator/instrumenter";

const root = join(import.meta.dirname, "..", "..");
const [judge, report, ...files] = process.argv.slice(2);
/** The first judgement, without a mutant, says how long one takes on this machine now; a mutant that needs much longer runs for ever. */
const firstPatience = 900_000;
const leastPatience = 20_000;
/** Modules that were loaded for a mutant stay as long as their thread: so many mutants, then another one, or the memory is full. */
const mutantsPerThread = 100;
let patience = firstPatience;
/** A thread that did nothing at all for so long waits for something that never comes: a stream that a mutant left open. */
const stillSeconds = 15;

/** A run that is cut off goes on where it was: judged were these rules, by a judge and tests of these rooms. */
const partial = join(root, `${report}.partial`);
const rooms = [...new Set(files.map((name) => dirname(name)))];
const key = [judge, "tests/prove/suite-judge.ts", "tests/prove/collected.ts", ...files, ...rooms.flatMap((room) => readdirSync(join(root, room), { recursive: true }).map((name) => join(room, name)))]
  .filter((name) => statSync(join(root, name)).isFile())
  .reduce((hash, name) => hash.update(readFileSync(join(root, name))), createHash("sha256"))
  .digest("hex");

const nothing = () => undefined;
const logger = { isTraceEnabled: () => false, isDebugEnabled: () => false, isInfoEnabled: () => false, isWarnEnabled: () => true, isErrorEnabled: () => true, isFatalEnabled: () => true, trace: nothing, debug: nothing, info: nothing, warn: console.warn, error: console.error, fatal: console.error };

async function instrumented() {
  const originals = files.map((name) => ({ name: join(root, name), content: readFileSync(join(root, name), "utf8"), mutate: true }));
  return new Instrumenter(logger).instrument(originals, { plugins: null, excludedMutations: [], ignorers: [] });
}

/** A copy of the tree with the mutants in it. */
function sandbox(changed) {
  const folder = mkdtempSync(join(tmpdir(), "gehoord-mutants-"));
  for (const part of ["src", "tests", "docs", "content", "package.json"]) cpSync(join(root, part), join(folder, part), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  for (const { name, content } of changed) writeFileSync(name.replace(root, folder), content);
  return folder;
}

function threadIn(folder, first) {
  const thread = new Worker(join(import.meta.dirname, "mutant-thread.mjs"), { workerData: { judge: join(folder, judge), first } });
  let waiting = nothing;
  thread.on("message", (value) => waiting(value));
  thread.on("error", (error) => waiting({ fault: String(error), over: true }));
  const answer = () =>
    new Promise((done) => {
      const clock = setTimeout(() => waiting({ fault: "runs for ever", over: true }), patience);
      let [before, still] = [thread.performance.eventLoopUtilization(), 0];
      const pulse = setInterval(() => {
        const now = thread.performance.eventLoopUtilization();
        still = now.active - before.active < 1 ? still + 1 : 0;
        before = now;
        if (still === stillSeconds) waiting({ fault: "waits for ever", over: true });
      }, 1_000);
      waiting = (value) => {
        clearTimeout(clock);
        clearInterval(pulse);
        waiting = nothing;
        done(value);
      };
    });
  const ask = (mutant) => {
    thread.postMessage(mutant, []);
    return answer();
  };
  return { answer, ask, end: () => thread.terminate() };
}

const statusOf = ({ fault, over }) => (over === true ? "Timeout" : fault === null ? "Survived" : "Killed");

/** Said at once: whoever waits can write the test meanwhile. */
function survived({ fileName, location, replacement }) {
  console.log(`survived ${relative(root, fileName)}:${location.start.line + 1}: ${replacement.split("\n")[0]}`);
}

/** What was judged of these very files in a run that was cut off. */
function soFar() {
  if (!existsSync(partial)) return new Map();
  const kept = JSON.parse(readFileSync(partial, "utf8"));
  return new Map(kept.key === key ? kept.statuses : []);
}

/** Everything one mutant after another; `say` after each. */
async function judged(folder, mutants, say) {
  const statuses = soFar();
  let thread = threadIn(folder, undefined);
  const began = performance.now();
  const { loaded, fault } = await thread.answer();
  patience = Math.max(leastPatience, 5 * (performance.now() - began));
  if (fault !== null) throw new Error(`Without any mutant something is wrong already: ${fault}`);
  const atLoading = new Set(loaded);
  let asked = 0;
  const anew = async () => {
    await thread.end();
    thread = threadIn(folder, undefined);
    await thread.answer();
    asked = 0;
  };
  for (const { id } of mutants.filter((one) => !statuses.has(one.id))) {
    let answer;
    if (atLoading.has(id)) {
      const alone = threadIn(folder, id);
      answer = await alone.answer();
      await alone.end();
    } else {
      answer = await thread.ask(id);
      asked += 1;
      if (answer.over === true || asked === mutantsPerThread) await anew();
    }
    statuses.set(id, { status: statusOf(answer), because: answer.fault });
    writeFileSync(partial, JSON.stringify({ key, statuses: [...statuses] }));
    if (answer.fault === null) survived(mutants.find((one) => one.id === id));
    say(statuses);
  }
  await thread.end();
  return statuses;
}

const { files: changed, mutants } = await instrumented();
const folder = sandbox(changed);
try {
  const counted = (statuses, name) => [...statuses.values()].filter(({ status }) => status === name).length;
  const say = (statuses) => statuses.size % 100 === 0 && console.log(`${statuses.size} of ${mutants.length}, ${counted(statuses, "Survived")} survived`);
  const statuses = await judged(folder, mutants, say);
  const entries = files.map((name) => {
    const own = mutants.filter(({ fileName }) => resolve(fileName) === join(root, name));
    return [name, { mutants: own.map(({ id, mutatorName, replacement, location }) => ({ id, mutatorName, replacement, location, ...statuses.get(id) })) }];
  });
  mkdirSync(dirname(report), { recursive: true });
  rmSync(partial, { force: true });
  writeFileSync(report, `${JSON.stringify({ files: Object.fromEntries(entries) }, undefined, 1)}\n`);
  for (const [name, { mutants: own }] of entries) {
    const caught = own.filter(({ status }) => status !== "Survived").length;
    console.log(`${name}: ${((100 * caught) / own.length).toFixed(1)} % of ${own.length}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
