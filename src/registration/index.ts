/** Registration: coded facts, protected figures, releases. Nothing behind this door leads to a case. */
export { allFacts } from "./actions.ts";
export * from "./facts/index.ts";
export * from "./simulation/index.ts";
export * from "./publishing/index.ts";
export { publishedFolder, type PublishedShelf } from "./published/shelf.ts";
export { takeInReleases, type Taken } from "./published/taking.ts";
