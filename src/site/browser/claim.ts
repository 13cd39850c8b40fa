/** `/gesprek/kwijt` with script: name and sentence become a sealed claim here; the new code is made here and shown once. */
import { wayBackProblem } from "../../cases/rules/way-back.ts";
import { lineOver } from "./sealing/api.ts";
import { canSeal } from "./screen/able.ts";
import { dayInWords } from "./screen/days.ts";
import { lock } from "./screen/lock.ts";
import { clearProblems, showProblems } from "./screen/problems.ts";
import { sentenceFor } from "./screen/sentences.ts";
import { statusIn } from "./screen/status.ts";
import { copyOf, fill, focusOn, message, replaceScreen, show } from "./screen/templates.ts";

const line = lineOver((input, init) => fetch(input, init), document.documentElement.lang);

function recipientOf(team: string): string {
  const lines = document.querySelector<HTMLTemplateElement>("template[data-gehoord-recipients]")?.content.textContent?.split("\n") ?? [];
  return lines.map((one) => one.trim().split(" ")).find(([name]) => name === team)?.[1] ?? "";
}

function shown(code: string, dueDay: string, language: string): void {
  const made = copyOf("template-claim");
  fill(made, "[data-gehoord-code]", code);
  fill(made, "[data-gehoord-claim-day]", message("claim-day").replace("{date}", dayInWords(dueDay, language)));
  replaceScreen(made);
  focusOn(document.getElementById("claim-heading"));
}

async function send(form: HTMLFormElement, place: HTMLElement): Promise<void> {
  const status = statusIn(place);
  const data = new FormData(form);
  const [team, name, sentence] = ["team", "name", "sentence"].map((field) => String(data.get(field) ?? "")) as [string, string, string];
  const recipient = recipientOf(team);
  const problem = recipient === "" ? "team" : wayBackProblem(name, sentence);
  if (problem !== undefined) return showProblems(form, message("claim-problem"), [{ field: problem, text: message(`problem-${problem}`) }]);
  clearProblems(form);
  status.say(message("opening"));
  lock(form, true);
  try {
    const { claim } = await import("./sealing/way-back.ts");
    const made = await claim(line, { salt: form.dataset["salt"] ?? "", team, recipient, name, sentence });
    if (made.ok) return shown(made.value.code, made.value.dueDay, form.dataset["language"] ?? "nl");
    status.say(sentenceFor(made));
  } catch {
    status.say(sentenceFor({ ok: false, because: "away" }));
  }
  lock(form, false);
}

const found = document.querySelector<HTMLFormElement>("#claim-form");
const place = found?.querySelector<HTMLElement>("[data-gehoord-status]");
if (found !== null && place !== null && place !== undefined && canSeal()) {
  show(document, "[data-gehoord-without-script]", false);
  show(document, "[data-gehoord-with-script]", true);
  let busy = false;
  found.addEventListener("submit", (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    void send(found, place).finally(() => {
      busy = false;
    });
  });
}
