import type { nlKeys } from "./keys-nl.ts";

/** About keys after somebody left, and who reads very much. */
export const enKeys: { readonly [K in keyof typeof nlKeys]: (typeof nlKeys)[K] extends (...given: infer A) => string ? (...given: A) => string : string } = {
  leaveExplain: "This member can no longer sign in. Every team this person leaves gets a new key now. The cases then wait for somebody else.",
  leaveDone: (cases) => (cases === 0 ? "This member is gone. Every team has a new key." : `This member is gone. Every team has a new key. ${cases} ${cases === 1 ? "case waits" : "cases wait"} for somebody.`),
  rewrapHeading: "Old key",
  rewrapLeft: (left) => `${left} ${left === 1 ? "case is" : "cases are"} under this team's old key.`,
  rewrapExplain: "Put them under the new key. That happens in this browser. You can stop and go on later, you or a colleague.",
  rewrapStart: "Put them under the new key",
  rewrapStop: "Stop",
  rewrapBusy: (done, all) => `${done} of ${all} done`,
  rewrapDone: "Everything is under the new key.",
  rewrapNotice: (team) => `Cases of ${team} are still under an old key. Go to Team.`,
  alerts: "A lot of reading",
  alert: (name, day) => `${name} opened very many cases in a short time on ${day}. Ask why.`,
};
