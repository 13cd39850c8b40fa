/** Facts as a file, and what they may say. */
export { Channels, codedFields, codeLists, currentCode, Dones, Outcomes, partsOfCountry, Provinces, topicGroups, type CodedField, type CodeList, type ListedField, type Replaced } from "./codes.ts";
export { factColumns, factsRefusalInWords, readFacts, writeFacts, type Fact, type FactColumn, type FactsRead, type FactsRefusal, type KnownCodes } from "./file.ts";
export { isPeriod, isWeek, isYear, quarterOf, quartersOf, weeksIn, weekText, yearOf, type Period } from "./weeks.ts";
