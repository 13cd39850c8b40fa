/** From facts to a release. */
export { isMadeUp } from "../published/made-up.ts";
export { publish, usualThreshold, type Published, type PublishAnswer, type PublishOrder } from "./publish.ts";
export { alteredFile, readPrevious, registerFaultInWords, releaseFile, type Shelf } from "./previous.ts";
export { readRegister, registerKey, type Entry, type Register, type RegisterKey, type RegisterRead } from "./register.ts";
export { catalogue, usualSpecification } from "./catalogue.ts";
export { openKeeping, publicKeyIn, type Keeping } from "./keeping.ts";
export { enoughLinked, estimateMatters, type MatterCounts, type MatterEstimate } from "./estimate.ts";
