/** Disclosure control: counts of people, printed so that nobody is recognised in them, also not with everything printed before. Imports nothing of ours. */
export { published } from "./published.ts";
export { cell, cellValue, dimension, release, releaseMeta, releaseTable, specification } from "./shape.ts";
export type { Cell, CellValue, CountedCell, CountedTable, Dimension, PublishableRelease, Release, ReleaseTable, Specification } from "./shape.ts";
