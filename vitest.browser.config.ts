import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** Tests in a real browser against a running server; apart from the others because they need Chromium and Java. */
export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "hono/jsx" } },
  test: {
    include: ["tests/browser/**/*.test.ts"],
    pool: "forks",
    // A walk waits for its browser, and a browser for its walk: one more than there are cores.
    maxWorkers: Math.min(4, availableParallelism() + 1),
    testTimeout: 300_000,
    hookTimeout: 120_000,
    setupFiles: ["tests/support/setup.ts"],
  },
});
