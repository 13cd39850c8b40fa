// Which tests reach no database: for them a second engine changes nothing.
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { dirname, join, sep } from "node:path";

/** Every test, as a path within `root` with `/`. */
export function allTests(root) {
  const files = ["src", "tests"].flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).map((name) => join(folder, name)));
  return files.filter((name) => /\.test\.tsx?$/.test(name)).map((name) => name.replaceAll(sep, "/"));
}

/** What is imported to run; types alone reach nothing. */
const imports = /(?:^|\n)\s*(?:import|export)\s+(?!type\b)(?:[^"';]*?\sfrom\s+)?"(\.[^"]+)"|\bimport\(\s*"(\.[^"]+)"/g;
/** Who starts the product or names a database reaches one in ways that no import shows. */
const starts = /bin\/gehoord|dist\/server|DATABASE_URL|GEHOORD_TEST_ENGINE/;

/** Answers, for a test (path within `root`), whether nothing that it imports is the store or starts the product. */
export function reachesNone(root) {
  const store = join(root, "src", "store") + sep;
  const read = new Map();
  /** What a file imports, and whether it reaches a database by itself. What is no file here may be anything. */
  const fileOf = (path) => {
    if (!read.has(path)) {
      const text = existsSync(path) && statSync(path).isFile() ? readFileSync(path, "utf8") : undefined;
      const named = text === undefined || !/\.[mc]?[jt]sx?$/.test(path) ? [] : [...text.matchAll(imports)];
      read.set(path, { reaches: text === undefined || path.startsWith(store) || starts.test(text), next: named.map(([, from, dynamic]) => join(dirname(path), from ?? dynamic)) });
    }
    return read.get(path);
  };
  return (test) => {
    const seen = new Set([join(root, ...test.split("/"))]);
    for (const path of seen) {
      const { reaches, next } = fileOf(path);
      if (reaches) return false;
      for (const one of next) seen.add(one);
    }
    return true;
  };
}
