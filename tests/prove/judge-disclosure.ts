/** What a mutant of disclosure control must not survive: its quick tests. Those of whole networks and of random releases take seconds each. */
import { suiteJudge } from "./suite-judge.ts";

export const firstFault = suiteJudge("src/registration/disclosure", ["attack", "elimination", "literature", "protection"].map((name) => `tests/registration/disclosure/${name}.test.ts`));
