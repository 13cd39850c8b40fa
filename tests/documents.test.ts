/** What the documents name must be there: a guard or a test that was moved is no guard. */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
const pages = ["README.md", "ARCHITECTURE.md", "THREAT-MODEL.md", "CONTRIBUTING.md", "SECURITY.md", ...readdirSync(join(root, "docs")).filter((name) => name.endsWith(".md")).map((name) => `docs/${name}`)];
const named = /[`(]((?:src|tests|docs|content|bin|tools|migrations|bench)\/[\w./-]+)[`)]/g;

describe("the documents", () => {
  for (const page of pages) {
    it(`name only what is there: ${page}`, () => {
      const paths = [...readFileSync(join(root, page), "utf8").matchAll(named)].map(([, path]) => path ?? "");
      // A file of a room may have grown into a folder of the same name.
      const isThere = (path: string): boolean => [path, `${path}.ts`, `${path}.tsx`].some((one) => existsSync(join(root, one)));
      expect(paths.filter((path) => !isThere(path))).toEqual([]);
    });
  }
});
