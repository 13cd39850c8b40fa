/** Second cards, a new code, and name and sentence for who loses the code: the forms of an opened conversation. */
import { type Card, wayBackProblem } from "../../../cases/rules/way-back.ts";
import type { CardsOut, FollowUp } from "../../../cases/shape.ts";
import type { Answer } from "../sealing/api.ts";
import { changeCards, type Changed, setWayBack } from "../sealing/way-back.ts";
import { sentenceFor } from "./sentences.ts";
import { alone, redraw, type Screen, statusOf } from "./talk-screen.ts";
import { fill, focusOn, message, show } from "./templates.ts";

type Refresh = () => Promise<Answer<FollowUp>>;
type Wanted = { readonly end?: CardsOut["cards"][number] | undefined; readonly card?: Card | undefined };

function wantedBy(button: HTMLButtonElement | null, { cards, card }: CardsOut): Wanted | undefined {
  if (button?.name === "end") {
    const end = cards.find(({ holder }) => holder === button.value);
    return end === undefined ? undefined : { end };
  }
  const mine = cards.find((one) => one.mine);
  if (button?.value === "replace") return mine === undefined ? undefined : { end: mine, card };
  return button?.value === "trusted" || button?.value === "helper" ? { card: button.value } : undefined;
}

function showCode({ main }: Screen, { code }: Changed, replaced: boolean): void {
  fill(main, "[data-gehoord-new-code]", code ?? "");
  show(main, "[data-gehoord-code-made]", code !== undefined);
  show(main, "[data-gehoord-code-replaced]", replaced);
  if (code !== undefined) focusOn(main.querySelector<HTMLElement>("[data-gehoord-new-code]"));
}

function wireCards(screen: Screen, form: HTMLFormElement, refresh: Refresh): void {
  const status = statusOf(form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = event.submitter instanceof HTMLButtonElement ? event.submitter : null;
    void alone(screen, form, async () => {
      status.say(message("working"));
      const now = await refresh();
      if (!now.ok) return status.say(sentenceFor(now));
      const wanted = wantedBy(button, now.value.codes);
      if (wanted === undefined) return status.say(message("card-not-possible"));
      const changed = await changeCards(screen.line, screen.talk, { salt: screen.salt, codes: now.value.codes, ...wanted });
      if (!changed.ok) return status.say(changed.because === "transition-not-allowed" ? message("card-not-possible") : sentenceFor(changed));
      redraw(screen, changed.value.talk);
      await refresh();
      status.say(message("person-done"));
      showCode(screen, changed.value, wanted.end !== undefined && wanted.card !== undefined);
    });
  });
}

function wireWayBack(screen: Screen, form: HTMLFormElement, refresh: Refresh): void {
  const status = statusOf(form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const data = new FormData(form);
    const [name, sentence] = [String(data.get("name") ?? ""), String(data.get("sentence") ?? "")];
    const problem = wayBackProblem(name, sentence);
    if (problem !== undefined) return status.say(message(`way-back-${problem}`));
    void alone(screen, form, async () => {
      status.say(message("working"));
      const kept = await setWayBack(screen.line, screen.talk, { salt: screen.salt, name, sentence, readsBack: data.get("readsBack") === "yes" });
      if (!kept.ok) return status.say(sentenceFor(kept));
      redraw(screen, kept.value);
      form.reset();
      await refresh();
      status.say(message("person-done"));
    });
  });
}

export function wireCodes(screen: Screen, refresh: Refresh): void {
  const [cards, wayBack] = [screen.main.querySelector<HTMLFormElement>("#codes-form"), screen.main.querySelector<HTMLFormElement>("#way-back-form")];
  if (cards !== null) wireCards(screen, cards, refresh);
  if (wayBack !== null) wireWayBack(screen, wayBack, refresh);
}
