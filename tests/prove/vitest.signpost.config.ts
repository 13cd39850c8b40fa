import { defineConfig } from "vitest/config";

/** The quick tests of the signpost: what a mutant of its rules must not survive. */
export default defineConfig({
  test: {
    include: ["tests/signpost/{stories,outcomes,matching,rules}.test.ts"],
    pool: "threads",
    maxWorkers: 1,
    testTimeout: 60_000,
    setupFiles: ["tests/support/setup.ts"],
  },
});
