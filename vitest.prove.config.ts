import { defineConfig, mergeConfig } from "vitest/config";
import usual from "./vitest.config.ts";

/** Long runs: one file at a time, hours if need be. */
export default mergeConfig(usual, defineConfig({ test: { maxWorkers: 1, testTimeout: 7_200_000 } }));
