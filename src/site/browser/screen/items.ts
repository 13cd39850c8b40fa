/** Draws the lines of a conversation from `#template-item`. Text only: what somebody wrote can do nothing here. */
import { momentInWords } from "../../../cases/shape/moment.ts";
import type { Item } from "../sealing/talk.ts";
import { dayInWords } from "./days.ts";
import { copyOf, fill, message, show } from "./templates.ts";

type Line = { readonly label: string; readonly text: string };

/** Values that are keys, with the beginning of the message that says them. */
const keyed: Readonly<Record<string, string>> = { reach: "reach", danger: "danger" };

/** Fields in the order in which they were asked. */
const fields = ["what", "who", "where", "when", "school", "need", "danger", "name", "reach", "phone", "mail", "safeMoments", "mustNot"] as const;

function fieldLines(body: Item["body"]): Line[] {
  return fields.flatMap((name) => {
    const value = body[name];
    if (typeof value !== "string" || value === "") return [];
    const text = keyed[name] === undefined ? value : message(`${keyed[name]}-${value}`);
    return text === "" ? [] : [{ label: message(`label-${name}`), text }];
  });
}

function textLine(text: unknown): Line[] {
  return typeof text === "string" && text !== "" ? [{ label: "", text }] : [];
}

function answerLine(name: string, body: Item["body"]): Line[] {
  const text = message(`answer-${String(body[name])}`);
  return text === "" ? [] : [{ label: message(`check-in-${name}`), text }];
}

/** What was asked of who calls. */
function callLines(body: Item["body"], language: string): Line[] {
  const rules: unknown = body["rules"];
  const chosen = Array.isArray(rules) ? rules.map((rule) => message(`rule-${String(rule)}`)) : [];
  const typed = ["name", "phone", "askFor", "interpreter", "note"].map((name) => ({ label: message(`label-${name}`), text: String(body[name] ?? "") }));
  const lines = [{ label: message("label-slot"), text: momentInWords(String(body["slot"]), language) }, ...typed, ...chosen.map((text) => ({ label: message("label-rules"), text }))];
  return lines.filter(({ text }) => text !== "");
}

function linesOf({ kind, body }: Item, language: string): Line[] {
  switch (kind) {
    case "report":
    case "contact":
      return fieldLines(body);
    case "file":
      return textLine(body["name"]);
    case "safety":
      return textLine(message(body["safe"] === true ? "safe" : "not-safe"));
    case "helped":
      return textLine(message(body["answer"] === "yes" ? "helped-yes" : "helped-no"));
    case "consent":
      return textLine(message("consent-yes"));
    case "consent-refused":
      return textLine(message("consent-no"));
    case "withdrawal":
      return textLine(message("consent-withdrawal"));
    case "ending":
      return textLine(message("stopped"));
    case "next-step":
      return [...textLine(body["text"]), ...textLine(message("next-step-by").replace("{date}", dayInWords(String(body["day"]), language)))];
    case "check-in":
      return [...answerLine("better", body), ...answerLine("retaliation", body), ...textLine(body["text"])];
    case "call-back":
      return callLines(body, language);
    case "call-time":
      return textLine(typeof body["slot"] === "string" ? message("call-line").replace("{moment}", momentInWords(body["slot"], language)) : message("call-no"));
    default:
      return textLine(body["text"]);
  }
}

function paragraph(model: Element, { label, text }: Line): Element {
  const line = model.cloneNode() as Element;
  if (label !== "") {
    const name = document.createElement("strong");
    name.textContent = `${label}: `;
    line.append(name);
  }
  // Line ends that a person typed stay line ends (`white-space` in the style).
  line.append(text);
  return line;
}

export type ItemActions = { readonly language: string; readonly filesReadable: boolean; readonly openFile: (item: Item, button: HTMLButtonElement) => void };

function remarkOf(item: Item, actions: ItemActions): string {
  if (item.trouble !== undefined) return message("trouble");
  return item.kind === "file" && (!actions.filesReadable || item.elsewhere === true) ? message("file-closed") : "";
}

function wireFile(row: ParentNode, item: Item, actions: ItemActions): void {
  const button = row.querySelector<HTMLButtonElement>("[data-gehoord-file-open]");
  if (button === null || item.kind !== "file" || item.trouble !== undefined || !actions.filesReadable || item.elsewhere === true) return;
  button.hidden = false;
  button.addEventListener("click", () => actions.openFile(item, button));
}

function itemRow(item: Item, actions: ItemActions): DocumentFragment {
  const row = copyOf("template-item");
  // What was sent without script was signed by the server in the person's place, or sealed by it: both are said.
  const mine = item.sender === "reporter" || item.sender === "server";
  if (mine) row.querySelector(".talk__item")?.classList.add("talk__item--mine");
  const who = message(mine ? "who-me" : "who-desk");
  fill(row, "[data-gehoord-who]", item.who === undefined ? who : mine ? `${who}, ${item.who}` : item.who);
  fill(row, "[data-gehoord-kind]", message(`kind-${item.kind}`));
  fill(row, "[data-gehoord-day]", dayInWords(item.day, actions.language));
  show(row, "[data-gehoord-on-arrival]", item.trouble === undefined && (item.sender === "server" || item.body["sealedOnArrival"] === true));
  const model = row.querySelector("[data-gehoord-text]");
  model?.replaceWith(...(item.trouble === undefined ? linesOf(item, actions.language) : []).map((line) => paragraph(model, line)));
  const remark = remarkOf(item, actions);
  fill(row, "[data-gehoord-remark]", remark);
  show(row, "[data-gehoord-remark]", remark !== "");
  wireFile(row, item, actions);
  return row;
}

/** The label is for the desk's list only, and says nothing that the report does not say; it is shown when it cannot be believed. */
export function drawItems(place: HTMLElement, items: readonly Item[], actions: ItemActions): void {
  const shown = items.filter((item) => !["label", "epoch", "way-back"].includes(item.kind) || item.trouble !== undefined);
  place.replaceChildren(...shown.map((item) => itemRow(item, actions)));
}
