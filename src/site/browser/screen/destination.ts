import type { Destination } from "../sealing/report.ts";

/** Where it goes, as the page tells it in the form's data. */
export function destinationOf({ dataset }: HTMLFormElement): Destination {
  const at = (name: string): string => dataset[name] ?? "";
  return {
    installation: at("installation"),
    team: at("team"),
    epoch: Number(at("epoch")),
    recipient: at("recipient"),
    noticeRecipient: at("noticeRecipient"),
    ticket: at("ticket"),
    case: at("case"),
    language: at("language"),
  };
}
