/**
 * Nobody loses the place where he was. A button that was pressed may be gone afterwards, and the focus with it: then it goes to the
 * heading of the part where it was. What was being fetched may come in above the field somebody stands in: then the field stays in view.
 */
import { useEffect } from "react";

function ancestorsOf(one: Element | null): Element[] {
  return one === null ? [] : [one, ...ancestorsOf(one.parentElement)];
}

/** The heading of the nearest part that is still there. */
function headingIn(path: readonly Element[]): HTMLElement | undefined {
  const parts = path.filter((one) => one.isConnected && one.matches("section, main"));
  return parts.flatMap((one) => one.querySelector<HTMLElement>("summary, h1, h2, h3") ?? [])[0];
}

const focused = (): Element | undefined => (document.activeElement === document.body ? undefined : (document.activeElement ?? undefined));

function isInView(one: Element): boolean {
  const { bottom, top, right, left } = one.getBoundingClientRect();
  return bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
}

/** React takes away and draws anew in steps; only what is gone after them is gone. */
const settled = 50;

export function useKeptPlace(): void {
  useEffect(() => {
    let path: readonly Element[] = [];
    let waiting = 0;
    let wasInView = false;
    const look = (): void => {
      const at = focused();
      wasInView = at !== undefined && isInView(at);
    };
    const remember = ({ target }: FocusEvent): void => {
      path = target instanceof Element ? ancestorsOf(target) : [];
      // The browser is about to bring it into view, if it is not.
      wasInView = true;
    };
    const restore = (): void => {
      if (focused() !== undefined || path[0]?.isConnected !== false) return;
      const heading = headingIn(path);
      if (heading === undefined) return;
      if (heading.tabIndex < 0) heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
      look();
    };
    const stay = (): void => {
      const at = focused();
      if (wasInView && at !== undefined && !isInView(at)) at.scrollIntoView({ block: "nearest" });
      look();
    };
    const changes = new MutationObserver(() => {
      stay();
      clearTimeout(waiting);
      waiting = setTimeout(restore, settled);
    });
    changes.observe(document.body, { childList: true, subtree: true });
    addEventListener("focusin", remember);
    // Who scrolls away from a field wants to read something else.
    addEventListener("scroll", look, { passive: true });
    return () => {
      changes.disconnect();
      removeEventListener("focusin", remember);
      removeEventListener("scroll", look);
      clearTimeout(waiting);
    };
  }, []);
}
