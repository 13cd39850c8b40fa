/** A button that was pressed may be gone afterwards, and the focus with it. Then it goes to the heading of the part where it was. */
import { useEffect } from "react";

function ancestorsOf(one: Element | null): Element[] {
  return one === null ? [] : [one, ...ancestorsOf(one.parentElement)];
}

/** The heading of the nearest part that is still there. */
function headingIn(path: readonly Element[]): HTMLElement | undefined {
  const parts = path.filter((one) => one.isConnected && one.matches("section, main"));
  return parts.flatMap((one) => one.querySelector<HTMLElement>("summary, h1, h2, h3") ?? [])[0];
}

/** React takes away and draws anew in steps; only what is gone after them is gone. */
const settled = 50;

export function useKeptPlace(): void {
  useEffect(() => {
    let path: readonly Element[] = [];
    let waiting = 0;
    const remember = ({ target }: FocusEvent): void => {
      path = target instanceof Element ? ancestorsOf(target) : [];
    };
    const restore = (): void => {
      if (document.activeElement !== document.body || path[0]?.isConnected !== false) return;
      const heading = headingIn(path);
      if (heading === undefined) return;
      if (heading.tabIndex < 0) heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    };
    const changes = new MutationObserver(() => {
      clearTimeout(waiting);
      waiting = setTimeout(restore, settled);
    });
    changes.observe(document.body, { childList: true, subtree: true });
    addEventListener("focusin", remember);
    return () => {
      changes.disconnect();
      removeEventListener("focusin", remember);
      clearTimeout(waiting);
    };
  }, []);
}
