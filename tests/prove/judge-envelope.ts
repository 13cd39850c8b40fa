/** What a mutant of the envelope must not survive: its tests and the vectors, but for those that start other programs. */
import { suiteJudge } from "./suite-judge.ts";

const rooms = ["bytes", "canonical", "chain", "destruction", "epoch", "file", "key-log", "keys", "piece", "proof", "shares", "sign", "testkit", "ticket", "wrap"];

export const firstFault = suiteJudge("src/envelope", [...rooms.map((name) => `src/envelope/${name}.test.ts`), "tests/vectors/envelope.test.ts"]);
