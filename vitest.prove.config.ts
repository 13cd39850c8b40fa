import { defineConfig } from "vitest/config";
import usual from "./vitest.config.ts";

/** Long runs: one file at a time, hours if need be. */
export default defineConfig({ ...usual, test: { ...usual.test, maxWorkers: 1, testTimeout: 7_200_000, hookTimeout: 600_000 } });
