/** A made-up network, for demonstrations, tests and benchmarks. */
export { simulate, type Simulated, type SimulationOrder } from "./simulate.ts";
export { organisations as simulatedOrganisations } from "./network.ts";
export { countMadeUp, type MadeUpOrder } from "./counted.ts";
