/** What is inside pieces of an escalation: signed, but not to be trusted to have the right form. */
import { z } from "zod";
import { DossierForms, EscalationReasons } from "../../cases/rules/escalation.ts";
import { ExchangeActs } from "../../cases/shape/escalation.ts";

const short = z.string().max(200);
const text = z.string().max(20_000);
const words = { escalation: short, consent: short, form: z.enum(DossierForms), reason: z.enum(EscalationReasons), text, parts: z.array(short).max(340) };

export const Draft = z.object({ ...words, exchange: z.string().max(400) });
export type Draft = z.infer<typeof Draft>;
export const SecondWord = z.object({ escalation: short, draft: short, signature: short });
export const Dossier = z.object({ ...Draft.shape, from: short, reporterKeys: z.array(short).max(60), preparedBy: short, second: z.object({ member: short, signature: short }) });
export type Dossier = z.infer<typeof Dossier>;
export const Exchange = z.object({ act: z.enum(ExchangeActs), text });
