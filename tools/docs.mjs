// `npm run docs`: makes the generated documents anew. A test makes them too and fails when a committed one is stale.
import { installPackages, node24, root, run } from "./machine.mjs";
import { join } from "node:path";

installPackages();
process.exit(run(node24(), [join(root, "node_modules", "vitest", "vitest.mjs"), "run", "--config", "vitest.config.ts", "tests/generated.test.ts", "src/signpost", "tests/signpost", "-t", "fresh"], { env: { ...process.env, GEHOORD_WRITE_DOCS: "1" } }));
