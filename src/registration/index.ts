/** Registration: coded facts, protected figures, releases. */
export * from "./facts/index.ts";
export * from "./simulation/index.ts";
