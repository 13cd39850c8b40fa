/** `/bewijs` with script: the proof is checked here, with the keys that the page holds. Nothing is sent, also without a line it works. */
import { ProofKinds } from "../../cases/rules/follow-up.ts";
import { weekParts } from "../../cases/rules/weeks.ts";
import { type ProofKey, verifyProof } from "../../envelope/visitor.ts";

function keysOf(page: Document): readonly ProofKey[] {
  const lines = page.querySelector<HTMLTemplateElement>("template[data-gehoord-proof-keys]")?.content.textContent?.split("\n") ?? [];
  return lines.flatMap((line) => {
    const [key = "", week = "", known = ""] = line.trim().split(" ");
    return known === "" ? [] : [{ key, week, public: known }];
  });
}

function verdictOn(typed: string): DocumentFragment {
  const verdict = verifyProof(typed, keysOf(document));
  const name = verdict.ok ? (ProofKinds[verdict.proof.step] ?? "unknown-key") : verdict.reason;
  const shown = document.importNode(document.querySelector<HTMLTemplateElement>(`#template-proof-${name}`)?.content ?? document.createDocumentFragment(), true);
  const says = shown.querySelector("[data-gehoord-says]");
  if (says !== null && verdict.ok) {
    const { week, year } = weekParts(verdict.proof.week);
    says.textContent = (says.textContent ?? "").trim().replace("{week}", String(week)).replace("{year}", String(year));
  }
  return shown;
}

const form = document.querySelector<HTMLFormElement>("#proof-check");
const place = document.querySelector<HTMLElement>("[data-gehoord-verdict]");
if (form !== null && place !== null) {
  for (const one of form.querySelectorAll<HTMLElement>("[data-gehoord-without-script]")) one.hidden = true;
  for (const one of form.querySelectorAll<HTMLElement>("[data-gehoord-with-script]")) one.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    place.replaceChildren(verdictOn(String(new FormData(form).get("bewijs") ?? "")));
    const verdict = place.querySelector<HTMLElement>("#proof-verdict");
    if (verdict === null) return;
    verdict.tabIndex = -1;
    verdict.focus();
  });
}
