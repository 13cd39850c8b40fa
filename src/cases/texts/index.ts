/** All texts of this room per language. A text missing in one language does not compile. */
import type { Texts } from "../../base/language.ts";
import { callEn } from "./call-en.ts";
import type { CallTexts } from "./call-en.ts";
import { callNl } from "./call-nl.ts";
import { escalationTexts } from "./escalation.ts";
import { formEn } from "./form-en.ts";
import type { FormTexts } from "./form-en.ts";
import { formNl } from "./form-nl.ts";
import { personEn } from "./person-en.ts";
import type { PersonTexts } from "./person-en.ts";
import { personNl } from "./person-nl.ts";
import { sharingEn } from "./sharing-en.ts";
import { sharingNl } from "./sharing-nl.ts";
import { procedureEn } from "./procedure-en.ts";
import type { ProcedureTexts } from "./procedure-en.ts";
import { procedureNl } from "./procedure-nl.ts";
import { talkEn } from "./talk-en.ts";
import type { TalkTexts } from "./talk-en.ts";
import { talkNl } from "./talk-nl.ts";

export const formTexts: Texts<FormTexts> = { nl: formNl, en: formEn };
export const talkTexts: Texts<TalkTexts> = { nl: talkNl, en: talkEn };
export const personTexts: Texts<PersonTexts> = { nl: personNl, en: personEn };
export const callTexts: Texts<CallTexts> = { nl: callNl, en: callEn };
export const sharingTexts: Texts<typeof sharingNl> = { nl: sharingNl, en: sharingEn };
export { escalationTexts };
export type { CallTexts, FormTexts, TalkTexts };
export const procedureTexts: Texts<ProcedureTexts> = { nl: procedureNl, en: procedureEn };
