/** The budget of dependencies (docs/dependencies.md): every direct one has a line with its reason, and there are not too many. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Record<string, Record<string, string>>;
const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as {
  packages: Record<string, { dev?: boolean; optional?: boolean; resolved?: string; hasInstallScript?: boolean }>;
};
const page = readFileSync(join(root, "docs", "dependencies.md"), "utf8");
const versions = ["dependencies", "devDependencies", "optionalDependencies"].flatMap((kind) => Object.entries(manifest[kind] ?? {}));

const isExplained = (name: string): boolean => page.includes(`\`${name}\``) || name.startsWith("@types/");

describe("dependencies", () => {
  it("each have a line that says what they are for", () => {
    expect(versions.map(([name]) => name).filter((name) => !isExplained(name))).toEqual([]);
  });

  it("have exact versions", () => {
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  it("of the server process stay within twenty", () => {
    expect(Object.keys(manifest["dependencies"] ?? {}).length).toBeLessThanOrEqual(20);
  });

  it("in the production tree stay within eighty packages", () => {
    const production = Object.entries(lock.packages).filter(([path, one]) => path !== "" && one.dev !== true && one.optional !== true);
    expect(production.length).toBeLessThanOrEqual(80);
  });

  it("name no registry in the lock, so that any mirror serves", () => {
    expect(Object.values(lock.packages).filter((one) => one.resolved !== undefined)).toEqual([]);
  });
});
