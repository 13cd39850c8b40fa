import { dangerEar, type DangerKind } from "../../../cases/rules/danger.ts";
import { focusOn } from "./templates.ts";

/** Shows the telephone numbers that fit what was seen; 112 always stands among them. */
export function showDanger(within: ParentNode, kinds: readonly DangerKind[]): void {
  for (const block of within.querySelectorAll<HTMLElement>("[data-gehoord-danger]")) {
    block.hidden = kinds.length === 0;
    for (const line of block.querySelectorAll<HTMLElement>("[data-danger]")) {
      line.hidden = line.dataset["danger"] !== "now" && !kinds.some((kind) => kind === line.dataset["danger"]);
    }
  }
}

export type DangerWatch = {
  readonly kinds: () => readonly DangerKind[];
  /** Whether sending must wait once: danger was seen and the person did not yet go on past it. */
  readonly asks: () => boolean;
};

/**
 * Looks at what is typed, on this page only; nothing of it is sent. Once something was seen the numbers stay: they must
 * not vanish under somebody's eyes because a word was taken back.
 */
export function watchDanger(form: HTMLFormElement): DangerWatch {
  const seen = new Set<DangerKind>();
  const asked = new Set<DangerKind>();
  const dangerIn = dangerEar(form.querySelector<HTMLElement>("[data-words]")?.dataset["words"] ?? "");
  const look = (): void => {
    const texts = [...form.querySelectorAll("textarea")].map((field) => field.value).join("\n");
    for (const kind of dangerIn(texts)) seen.add(kind);
    if (new FormData(form).get("danger") === "now") seen.add("now");
    if (seen.size > 0) showDanger(form, [...seen]);
  };
  let timer = 0;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(look, 600);
  });
  return {
    kinds: () => [...seen],
    asks: () => {
      look();
      const fresh = [...seen].filter((kind) => !asked.has(kind));
      for (const kind of fresh) asked.add(kind);
      if (fresh.length > 0) focusOn(form.querySelector<HTMLElement>("[data-gehoord-danger]"));
      return fresh.length > 0;
    },
  };
}
