/** What a mutant of disclosure control must not survive: its tests, without the long random ones. */
import { suiteJudge } from "./suite-judge.ts";

export const firstFault = suiteJudge("src/registration/disclosure", ["tests/registration/disclosure/literature.test.ts", "tests/registration/disclosure/protection.test.ts"]);
