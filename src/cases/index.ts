/** The door of cases. Reports and what follows from them; nobody behind this door can read what was told. */
export { sealOnArrival } from "./actions/sealing.ts";
export type { ArrivedFile, Sealing } from "./actions/sealing.ts";
export { offeredPoints, promiseOf } from "./actions/points.ts";
export type { OfferedPoint, Promised } from "./actions/points.ts";
export { storeReport } from "./actions/report.ts";
export { newFormTicket } from "./actions/tickets.ts";
export { weekOf } from "./rules/weeks.ts";
export { Transitions, CaseStates, Outcomes, memberActs, reporterActs, transition } from "./rules.ts";
export type { CaseAct, CaseState, Outcome, Transition } from "./rules.ts";
