import { defineConfig } from "vitest/config";

/** The tests of one room only, for mutation; what bundles or starts other programs is left out because it is slow. */
export default defineConfig({
  test: {
    include: ["src/envelope/**/*.test.ts", "tests/vectors/**/*.test.ts"],
    exclude: ["**/node_modules/**", "src/envelope/lighten.test.ts", "src/envelope/age-command.test.ts"],
    pool: "threads",
    maxWorkers: 1,
    isolate: true,
    testTimeout: 30_000,
  },
});
