/** What the page of the report form tells the script: where the report goes and what it is sealed for. */
import type { Destination } from "../src/site/browser/sealing/report.ts";
import type { Caller } from "./measuring.ts";

export type FormPage = { readonly salt: string; readonly destination: Destination };

/** Opens the form for one support point and reads its attributes. */
export async function formOf(client: Caller, team = "kindertelefoon"): Promise<FormPage> {
  const body = new URLSearchParams({ team }).toString();
  const answer = await client.call({ method: "POST", path: "/melden/formulier", body, headers: { "content-type": "application/x-www-form-urlencoded" } });
  const html = answer.body.toString();
  const attribute = (name: string): string => {
    const found = new RegExp(`data-${name}="([^"]*)"`).exec(html)?.[1];
    if (found === undefined) throw new Error(`The form (status ${answer.status}) has no data-${name}`);
    return found;
  };
  const destination: Destination = {
    installation: attribute("installation"),
    team: attribute("team"),
    epoch: Number(attribute("epoch")),
    recipient: attribute("recipient"),
    noticeRecipient: attribute("notice-recipient"),
    ticket: attribute("ticket"),
    case: attribute("case"),
    language: "nl",
  };
  return { salt: attribute("salt"), destination };
}
