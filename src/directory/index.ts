/** Organisations and services: who can help, with what, when, and what they cannot do. Read at start, kept in memory. */
export { contactSummary, isStale, staleServices } from "./rules.ts";
export { availabilityInWords, hoursInWords } from "./texts/hours.ts";
export { directoryOf, loadDirectory, type Directory } from "./records.ts";
export * from "./shape.ts";
