import { copyOf } from "./templates.ts";

/** The one line under a form that says what happens now (`role="status"`), with a button to try again when that helps. */
export type Status = {
  readonly say: (text: string) => void;
  /** Says that it did not work, and offers to try again. */
  readonly offer: (text: string, again: () => void) => void;
};

export function statusIn(place: HTMLElement): Status {
  const say = (text: string): void => {
    const line = document.createElement("p");
    line.className = "utrecht-paragraph";
    line.textContent = text;
    place.replaceChildren(...(text === "" ? [] : [line]));
  };
  return {
    say,
    offer: (text, again) => {
      say(text);
      const button = copyOf("template-messages").querySelector<HTMLButtonElement>("#retry");
      if (button === null) return;
      button.addEventListener("click", again, { once: true });
      place.append(button);
    },
  };
}
