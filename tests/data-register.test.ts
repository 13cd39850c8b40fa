/** docs/data-register.md against the schema: nothing may be kept that is not written down there with its reason. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { testDatabase } from "./support/database.ts";

const page = readFileSync(join(import.meta.dirname, "../docs/data-register.md"), "utf8");

function registered(): string[] {
  let table = "";
  return page.split("\n").flatMap((line) => {
    table = /^## `(\w+)`/.exec(line)?.[1] ?? (line.startsWith("## ") ? "" : table);
    const column = /^\| `(\w+)` \|/.exec(line)?.[1];
    return column === undefined || table === "" ? [] : [`${table}.${column}`];
  });
}

describe("the data register", () => {
  it("names every column of the database, and no other", async () => {
    const db = await testDatabase();
    const columns = await db.asOwner(({ run }) =>
      run(`select c.table_name || '.' || c.column_name as name from information_schema.columns c
           join information_schema.tables t using (table_schema, table_name)
           where c.table_schema = 'public' and t.table_type = 'BASE TABLE'`),
    );
    await db.close();
    const names = (columns as unknown as { name: string }[]).map(({ name }) => name);
    expect(names.length).toBeGreaterThan(50);
    expect(registered().toSorted()).toEqual(names.toSorted());
  });

  it("says for every column what it is for, in which form, how long and who sees it", () => {
    const rows = page.split("\n").filter((line) => /^\| `\w+` \|/.test(line));
    expect(rows.filter((row) => row.split("|").slice(2, 6).some((cell) => cell.trim() === ""))).toEqual([]);
  });
});
