/** Disclosure control: counts of people, printed so that nobody is recognised in them, also not with everything printed before. Imports nothing of ours. */
export { attack, intervals, usuallySensitive } from "./attack.ts";
export type { Attack, AttackOptions, Finding, Interval } from "./attack.ts";
export type { Because, HiddenCell, Protected, ProtectInput, ProtectionReport } from "./input.ts";
export { protect } from "./protect.ts";
export { published } from "./published.ts";
export type { Why } from "./sensitive.ts";
export { cell, cellValue, dimension, release, releaseMeta, releaseTable, specification } from "./shape.ts";
export type { Cell, CellValue, CountedCell, CountedTable, Dimension, PublishableRelease, Release, ReleaseTable, Specification } from "./shape.ts";
export type { Watching } from "./watching.ts";
