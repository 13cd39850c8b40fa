/** Single keys for who works here all day; listed under `?`, silent while somebody types, and they can be switched off. */
import { useEffect } from "react";
import { Dialog } from "../parts/dialog.tsx";
import { prefersShortcuts } from "../preferences.ts";
import { useRouter } from "../router.ts";
import { useSession } from "../session.tsx";
import { useSpeech } from "../speech.tsx";

export const shortcutKeys = ["1", "2", "3", "b", "z", "w", "c", "r", "t", "j", "k", "a", "n", "v", "g", "l", "?"] as const;
/** Works also while somebody types. */
const paletteKey = "Ctrl K";
const listedKeys = [...shortcutKeys.slice(0, -1), paletteKey, "?"] as const;
type Key = (typeof shortcutKeys)[number];

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));
}

/** To the next or previous case of the list on the screen; to its first one when none has the focus. */
function moveInList(step: 1 | -1): void {
  const links = [...document.querySelectorAll<HTMLElement>("[data-case-link]")];
  const at = links.findIndex((link) => link === document.activeElement);
  links[at === -1 ? 0 : Math.min(links.length - 1, Math.max(0, at + step))]?.focus();
}

function focusField(name: "answer" | "note"): void {
  document.querySelector<HTMLElement>(`[data-field="${name}"]`)?.focus();
}

/** Opens a folded part of the case on the screen and goes there. */
function unfold(part: "[data-timeline]" | "[data-guide]"): void {
  const folded = document.querySelector<HTMLDetailsElement>(part);
  if (folded === null) return;
  folded.open = true;
  folded.querySelector("summary")?.focus();
}

type Shows = { readonly showHelp: () => void; readonly showPalette: () => void };

export function useShortcuts({ showHelp, showPalette }: Shows): void {
  const { go } = useRouter();
  const { lock } = useSession();
  useEffect(() => {
    const acts: Record<Key, () => void> = {
      "1": () => go("/"),
      "2": () => go("/zaken"),
      "3": () => go("/team"),
      b: () => go("/telefoon"),
      z: () => go("/zoeken"),
      w: () => go("/werk"),
      c: () => go("/bellen"),
      r: () => go("/rooster"),
      t: () => go("/teksten"),
      j: () => moveInList(1),
      k: () => moveInList(-1),
      a: () => focusField("answer"),
      n: () => focusField("note"),
      v: () => unfold("[data-timeline]"),
      g: () => unfold("[data-guide]"),
      l: lock,
      "?": showHelp,
    };
    const pressed = (event: KeyboardEvent): void => {
      if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k" && document.querySelector("dialog[open]") === null) {
        event.preventDefault();
        showPalette();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !prefersShortcuts() || document.querySelector("dialog[open]") !== null) return;
      const key = shortcutKeys.find((one) => one === event.key);
      if (key === undefined) return;
      event.preventDefault();
      acts[key]();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [go, lock, showHelp, showPalette]);
}

export function Shortcuts({ onClose }: { readonly onClose: () => void }) {
  const { t } = useSpeech();
  return (
    <Dialog heading={t.shortcuts.heading} onClose={onClose}>
      <dl className="keys">
        {listedKeys.map((key) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t.shortcuts.list[key]}</dd>
          </div>
        ))}
      </dl>
      <p className="hint">{t.shortcuts.off}</p>
    </Dialog>
  );
}
