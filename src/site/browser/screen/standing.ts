/** How the conversation stands: state, promise, what can be done now. */
import { type CaseState, reporterActs } from "../../../cases/rules.ts";
import type { Talk } from "../sealing/talk.ts";
import { dayInWords, today } from "./days.ts";
import { fill, message, show } from "./templates.ts";

const isUnread = (state: CaseState): boolean => state === "new" || state === "unread";

function sentence(name: string, place: string, value: string): string {
  return value === "" ? "" : message(name).replace(place, value);
}

function fillOrHide(within: ParentNode, selector: string, text: string): void {
  fill(within, selector, text);
  show(within, selector, text !== "");
}

/** `name`: of the support point, empty when it is not known; then the sentences that need it stay away. `shared`: others may read too. */
export function drawStanding(within: ParentNode, { opening, head, rolledBack }: Talk, words: { readonly name: string; readonly language: string; readonly shared: boolean }): void {
  const { state, outcome, promisedDay, movedFrom } = opening;
  const late = isUnread(state) && promisedDay < today();
  const acts = new Set(reporterActs(state).map((one) => one.act));
  fillOrHide(within, "[data-gehoord-with]", sentence(words.shared ? "sharing-with" : "with", "{name}", words.name));
  fill(within, "[data-gehoord-state]", [message(`state-${state}`), outcome === undefined ? "" : message(`outcome-${outcome}`)].join(" ").trim());
  const promise = sentence(movedFrom === undefined ? "promised" : "moved", "{date}", dayInWords(promisedDay, words.language)).replace("{from}", dayInWords(movedFrom ?? "", words.language));
  fillOrHide(within, "[data-gehoord-promised]", (isUnread(state) || state === "open") && promisedDay >= today() ? promise : "");
  show(within, "[data-gehoord-late]", late);
  fillOrHide(within, "[data-gehoord-late-body]", sentence("late", "{name}", words.name));
  show(within, "[data-gehoord-rolled-back]", rolledBack);
  show(within, "#helped-form", acts.has("say-helped") && head !== undefined);
  fill(within, "[data-gehoord-ending]", message(`ending-${state}`));
  show(within, "[data-gehoord-stop]", acts.has("stop") && head !== undefined);
  show(within, "[data-gehoord-closed]", state === "closed");
  // Behind a chain that is not whole nothing can be signed that anybody should believe.
  for (const id of ["#write-form", "#safety-form"]) show(within, id, head !== undefined);
  show(within, "#notice-form", state !== "closed");
  show(within, "[data-gehoord-notice-on]", opening.notice);
  show(within, "[data-gehoord-notice-off]", !opening.notice);
}

/** The support point's own page, for who must call it himself. */
export function linkService(within: ParentNode, service: string): void {
  for (const link of within.querySelectorAll<HTMLAnchorElement>("[data-gehoord-service]")) link.href = `${link.getAttribute("href") ?? ""}/${encodeURIComponent(service)}`;
}
