/**
 * Who is said to have done it, from the words of the report: only when they point at one kind of person. An offer to a worker, who
 * confirms or changes it; the words stay in his browser. Dutch and English; what is said in other words is unknown. Pure.
 */
import { plainText } from "../../base/spelling.ts";

/** Beginnings of words, as `plainText` writes them (`ij` is `y`). */
const beginnings: Readonly<Record<string, readonly string[]>> = {
  pupil: ["leerling", "klasgeno", "medeleerling", "kinderen", "jongen", "meisje", "meiden", "studiegeno", "medestudent", "pupil", "classmate", "students", "boys", "girls"],
  "school-staff": ["leraar", "leraren", "lerares", "leerkracht", "docent", "juf", "meester", "mentor", "gymleraar", "concierge", "onderwysassistent", "teacher", "tutor", "janitor"],
  colleague: ["collega", "colleague"],
  "school-leader": ["directeur", "directrice", "directie", "rector", "conrector", "schoolleid", "teamleider", "headteacher", "headmaster", "principal"],
  parent: ["ouder", "parent"],
  "someone-at-home": ["stiefvader", "stiefmoeder", "stepfather", "stepmother"],
  outsider: ["onbekende", "vreemde", "buurman", "buurvrouw", "stranger", "neighbour"],
};

const family = ["vader", "moeder", "papa", "mama", "broer", "zus", "opa", "oma", "oom", "tante", "father", "mother", "brother", "sister", "uncle", "aunt"];

const isSaid = (words: readonly string[], any: readonly string[]): boolean => words.some((word) => any.some((beginning) => word.startsWith(beginning)));

/** `role`: who tells it. Somebody's father is a parent to a school, and somebody at home to a pupil. */
export function byWhom(who: string, role: string | undefined): string | undefined {
  const words = plainText(who).split(" ");
  const kin = isSaid(words, family) ? [role === "staff" || role === "board" ? "parent" : "someone-at-home"] : [];
  const kinds = new Set([...Object.entries(beginnings).filter(([, any]) => isSaid(words, any)).map(([kind]) => kind), ...kin]);
  const [only, ...others] = kinds;
  return others.length === 0 ? only : undefined;
}
