/** What the server knows of a case in the open, and is counted beside its codes. The worker's browser holds it against the signed pieces. */
import { z } from "zod";
import { CallBackStates } from "../rules/call-back.ts";
import { ConsentStates } from "../rules/consent.ts";
import { ReferralStates } from "../rules/referral.ts";
import { CheckInOut } from "./person.ts";
import { day, id, name } from "./wire.ts";

/** `promised`: by when the first answer was due, as it was moved with a reason; null where nothing was promised. `offered`: referrals from here. */
export const CaseCounting = z.strictObject({
  promised: day.nullable(),
  callBack: z.enum(CallBackStates).nullable(),
  checkIns: z.array(CheckInOut),
  offered: z.array(z.strictObject({ team: name, consent: id.nullable(), state: z.enum(ReferralStates) })),
  /** How the referral that brought it here stands, and the consent under it; null where none did. */
  brought: z.strictObject({ state: z.enum(ReferralStates), consent: z.enum(ConsentStates).nullable() }).nullable(),
});
export type CaseCounting = z.infer<typeof CaseCounting>;
