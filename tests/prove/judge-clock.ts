/** What a mutant of the clock must not survive: the tests of the clock. */
import { suiteJudge } from "./suite-judge.ts";

export const firstFault = suiteJudge("src/clock", ["src/clock/clock.test.ts", "src/clock/calendar.test.ts", "src/clock/terms.test.ts"]);
