/** What a proof counted, for its report: `npm run prove` names a file in GEHOORD_FIGURES and gets one line a figure. */
import { appendFileSync } from "node:fs";

export function figure(line: string): string {
  const file = process.env["GEHOORD_FIGURES"];
  if (file !== undefined) appendFileSync(file, `${line}\n`);
  return line;
}
