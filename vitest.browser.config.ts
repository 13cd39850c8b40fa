import { defineConfig } from "vitest/config";

/** Tests in a real browser against a running server; apart from the others because they need Chromium and Java. */
export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "hono/jsx" } },
  test: {
    include: ["tests/browser/**/*.test.ts"],
    pool: "forks",
    // Two at a time: a walk waits for its browser, and a browser for its walk.
    maxWorkers: 2,
    testTimeout: 300_000,
    hookTimeout: 120_000,
    setupFiles: ["tests/support/setup.ts"],
  },
});
