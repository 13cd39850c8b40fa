/** Published releases: taken in after a check, kept for ever, and handed out only as the type that disclosure control makes. */
export { classesIn, codesOf, figuresOf, finest, isBroken, largestFirst, shareOf, type Breakdown, type Figures, type Row } from "./figures.ts";
export { besideFile, type BesideFile } from "./beside.ts";
export { isMadeUp } from "./made-up.ts";
export { periodOf, yearBefore, type Period } from "./periods.ts";
export { publishedDocument, publishedFigures } from "./reading.ts";
export { tableAsCsv } from "./csv.ts";
