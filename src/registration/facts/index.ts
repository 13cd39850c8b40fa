/** Facts as a file, and what they may say. */
export { codedFields, codeLists, partsOfCountry, Provinces, topicGroups, type CodedField, type FieldList, type ListedField } from "./codes.ts";
export { factColumns, factsRefusalInWords, readFacts, writeFacts, type Fact, type FactColumn, type FactsRead, type FactsRefusal, type KnownCodes } from "./file.ts";
export { isPeriod, isWeek, isYear, quarterOf, quartersOf, thursdayOf, weeksIn, weekText, yearOf, type Period } from "./weeks.ts";
