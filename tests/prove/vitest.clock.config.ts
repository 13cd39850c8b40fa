import { defineConfig } from "vitest/config";

/** The tests of one room only, for mutation. */
export default defineConfig({
  test: {
    include: ["src/clock/**/*.test.ts"],
    exclude: ["**/node_modules/**"],
    pool: "threads",
    maxWorkers: 1,
    isolate: true,
    testTimeout: 30_000,
  },
});
