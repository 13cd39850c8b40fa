// `node tools/signpost-diff.mjs [commit]`: which outcomes of the signpost change between a commit (HEAD unless given) and the
// working tree: how many, per role and topic, and before and after of the first twenty. Needs Node 24.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const root = join(import.meta.dirname, "..");
const commit = process.argv[2] ?? "HEAD";
const folder = mkdtempSync(join(tmpdir(), "gehoord-signpost-"));
const decideIn = async (place) => (await import(pathToFileURL(join(place, "src/signpost/rules/decide.ts")).href)).decide;
const short = ({ urgent, steps, duties, warnings }) => [urgent, steps, duties, warnings].map((list) => list.map(({ id }) => id).join(" ")).join(" | ");

try {
  const archive = execFileSync("git", ["archive", commit, "src", "package.json"], { cwd: root, maxBuffer: 1 << 28 });
  if (spawnSync("tar", ["-x", "-C", folder], { input: archive }).status !== 0) throw new Error("the commit could not be unpacked");
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  const [before, after] = [await decideIn(folder), await decideIn(root)];
  const { fullProduct, threeWays } = await import(pathToFileURL(join(root, "tests/signpost/inputs.ts")).href);
  const counts = new Map();
  const examples = [];
  let [inputs, changed] = [0, 0];
  for (const many of [fullProduct(), threeWays()]) {
    for (const input of many) {
      inputs += 1;
      const [old, now] = [before(input), after(input)];
      if (JSON.stringify(old) === JSON.stringify(now)) continue;
      changed += 1;
      const name = `${input.role} ${input.topic ?? "-"}`;
      counts.set(name, (counts.get(name) ?? 0) + 1);
      if (examples.length < 20) examples.push([JSON.stringify(input), `  before: ${short(old)}`, `  after:  ${short(now)}`].join("\n"));
    }
  }
  console.log(`${changed} of ${inputs} outcomes change since ${commit}`);
  for (const [name, count] of counts) console.log(`  ${count} ${name}`);
  if (examples.length > 0) console.log(examples.join("\n"));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
