// Checks the three projects (server, visitor's browser, desk) and the tests; the compiler keeps the zones apart.
// What was checked is remembered beside the packages, so that a second time only what changed is looked at.
import { spawnSync } from "node:child_process";

let failed = 0;
for (const project of ["tsconfig.json", "tsconfig.browser.json", "tsconfig.desk.json", "tsconfig.tests.json"]) {
  const run = spawnSync("node_modules/.bin/tsc", ["--noEmit", "--incremental", "--tsBuildInfoFile", `node_modules/.cache/typescript/${project}.tsbuildinfo`, "-p", project], { stdio: "inherit" });
  if (run.status !== 0) failed += 1;
}
process.exit(failed === 0 ? 0 : 1);
