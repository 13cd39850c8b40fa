/** Where it stands at the ministry, with the same words as without script. */
import type { FollowUp } from "../../../cases/shape.ts";
import { dayInWords } from "./days.ts";
import { message, show } from "./templates.ts";

export function drawEscalations(main: ParentNode, language: string, { escalations }: Pick<FollowUp, "escalations">): void {
  show(main, "[data-gehoord-ministry]", escalations.length > 0);
  const lines = escalations.map(({ state, dueDay }) => {
    const item = document.createElement("li");
    item.className = "utrecht-unordered-list__item";
    item.textContent = message(`escalation-${state}`).replace("{date}", dueDay === null ? "" : dayInWords(dueDay, language));
    return item;
  });
  main.querySelector("[data-gehoord-escalations]")?.replaceChildren(...lines);
}
