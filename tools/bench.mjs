// `npm run bench [-- PART ...]`: builds, then measures on Node 24.
import { join } from "node:path";
import { installPackages, installPrograms, node24, root, run } from "./machine.mjs";

installPackages();
installPrograms(["chromium"]);
const node = node24();
if (run(node, [join(root, "tools", "build.mjs"), "--if-changed"]) !== 0) process.exit(1);
process.exit(run(node, [join(root, "bench", "main.ts"), ...process.argv.slice(2)]));
