/** What sending a neutral mail needs: the way out, the opened address, and the id that stays the same on every attempt. */
import type { Context } from "../../base/index.ts";
import { Languages } from "../../base/language.ts";
import { unwrapText } from "../../envelope/index.ts";
import type { Delivery } from "../../store/index.ts";
import { isMail } from "../shape.ts";

/** What nodemailer's transport can do, as far as it is needed here. */
export interface MailOut {
  sendMail(message: { readonly from: string; readonly to: string; readonly subject: string; readonly text: string; readonly messageId: string }): Promise<unknown>;
}

export type MailParts = {
  /** `undefined`: no mail is sent (demonstrations, installations without a mail server); everything else goes on. */
  readonly mail: MailOut | undefined;
  readonly from: string;
};

export const messageId = (context: Context, delivery: Delivery): string => `<${delivery.id}@${new URL(context.config.origin).hostname}>`;

export type Address = { readonly mail: string; readonly language: (typeof Languages)[number] };

/** The only place where an address for notices is opened (`security.md` 1.6): in memory, for one mail. */
export async function addressIn(context: Context, sealed: Uint8Array): Promise<Address | undefined> {
  const { mail, language } = JSON.parse(await unwrapText(sealed, context.secrets.noticeIdentity)) as { mail?: unknown; language?: unknown };
  const known = Languages.find((one) => one === language);
  return typeof mail === "string" && isMail(mail) && known !== undefined ? { mail, language: known } : undefined;
}
