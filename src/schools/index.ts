/** The register of all schools: import from open data, and a search that forgives spelling. */
export { type ImportSource, importSchools } from "./actions.ts";
export { findSchools, schoolAt } from "./records.ts";
export { importReportInWords } from "./report.ts";
export * from "./shape.ts";
