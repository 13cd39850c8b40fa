/**
 * Makes one empty database in the folder it is given, and ends. A process of its own, because the engine needs three
 * times its memory for this once, and a thread would not give that back. The caller syncs what was written.
 */
import { PGlite } from "@electric-sql/pglite";
import { NodeFS } from "@electric-sql/pglite/nodefs";

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("A folder is needed");
const engine = await PGlite.create({ fs: new NodeFS(folder) });
await engine.close();
process.exit(0);
