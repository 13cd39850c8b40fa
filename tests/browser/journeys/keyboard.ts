/**
 * A person without a mouse. Every stop of the Tab key is looked at on the way: it must be visible where one is, not under
 * something else, and come after the stop before it. A stop that is wrong ends the journey with its name.
 */
import type { Page } from "playwright-core";

interface Stop {
  readonly name: string;
  readonly isThere: boolean;
  readonly wrong: readonly string[];
}

/** Where the focus is now, and whether it is the wanted place. Runs in the page. */
function look(wanted: string): Stop | undefined {
  const at = document.activeElement;
  if (!(at instanceof HTMLElement) || at === document.body) return undefined;
  const outlined = (style: CSSStyleDeclaration | undefined): boolean => style !== undefined && style.outlineStyle !== "none" && style.outlineWidth !== "0px";
  const parent = at.parentElement ?? undefined;
  const isSeen = outlined(getComputedStyle(at)) || outlined(getComputedStyle(at, "::after")) || (parent !== undefined && outlined(getComputedStyle(parent)));
  const box = at.getBoundingClientRect();
  const isInView = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const isPartOf = (hit: Element | null): boolean => hit !== null && (at.contains(hit) || hit.contains(at) || (hit.closest("label") as HTMLLabelElement | null)?.control === at);
  // Of what stands in view: a tall field may reach below the edge.
  const [left, right, top, bottom] = [Math.max(0, box.left), Math.min(innerWidth, box.right), Math.max(0, box.top), Math.min(innerHeight, box.bottom)];
  const points = [0.1, 0.5, 0.9].flatMap((part) => [0.2, 0.5, 0.8].map((down): [number, number] => [left + (right - left) * part, top + (bottom - top) * down]));
  const isCovered = isInView && !points.some(([across, down]) => isPartOf(document.elementFromPoint(across, down)));
  const previous: unknown = Reflect.get(window, "previousStop");
  Reflect.set(window, "previousStop", at);
  const goesBack = previous instanceof Element && previous !== at && previous.isConnected && (previous.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_PRECEDING) !== 0;
  // Behind the last stop comes the first one again.
  const isRound = document.querySelector("a, button, input") === at;
  const wrong = [isSeen ? "" : "is not seen to have the focus", isInView ? "" : "is out of view", isCovered ? "is covered" : "", goesBack && !isRound ? "comes too late" : ""].filter((one) => one !== "");
  return { name: `${at.tagName.toLowerCase()}#${at.id} "${(at.textContent ?? "").trim().slice(0, 40)}"`, isThere: at.matches(wanted), wrong };
}

const most = 160;

/** Tab by Tab to the first stop that fits; stays when the focus is there already. Answers the names of the stops. */
export async function tabTo(page: Page, wanted: string): Promise<readonly string[]> {
  const stops: string[] = [];
  if ((await page.evaluate(look, wanted))?.isThere === true) return stops;
  for (let press = 0; press < most; press += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(look, wanted);
    if (stop === undefined) continue;
    stops.push(stop.name);
    if (stop.wrong.length > 0) throw new Error(`At ${page.url()} the stop ${stop.name} ${stop.wrong.join(", ")}`);
    if (stop.isThere) return stops;
  }
  throw new Error(`At ${page.url()} the Tab key does not come to ${wanted}; it came to\n${[...new Set(stops)].join("\n")}`);
}

/** To a button, a summary or a link, and Enter. */
export async function press(page: Page, wanted: string, key: "Enter" | "Space" = "Enter"): Promise<void> {
  await tabTo(page, wanted);
  await page.keyboard.press(key);
}

/** Whether somebody who reads from the top comes to `first` before `next`. */
export function comesBefore(page: Page, first: string, next: string): Promise<boolean> {
  return page.evaluate(([one, other]) => {
    const [before, after] = [document.querySelector(one), document.querySelector(other)];
    return before !== null && after !== null && (before.compareDocumentPosition(after) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  }, [first, next] as const);
}

/** The ways through the desk: in a row, or behind one button where there is no room for it. */
export const deskWays = "nav summary, nav a";

/** To another screen of the desk, by its link; `wanted` tells which. */
export async function toScreen(page: Page, wanted: string): Promise<void> {
  if ((await page.locator("nav details:not([open]) > summary").count()) > 0) await press(page, "nav summary");
  await press(page, `nav ${wanted}`);
}

/** The same, and waits for the page that comes. */
export async function go(page: Page, wanted: string): Promise<void> {
  await tabTo(page, wanted);
  await Promise.all([page.waitForEvent("domcontentloaded"), page.keyboard.press("Enter")]);
}

/** Into a field, after what stands there. */
export async function type(page: Page, wanted: string, text: string): Promise<void> {
  await tabTo(page, wanted);
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.insertText(text);
}

/** Another text instead of what stands in the field. */
export async function retype(page: Page, wanted: string, text: string): Promise<void> {
  await tabTo(page, wanted);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(text);
}

/** One of a group of answers: arrows go from one to the next, the space bar takes the one that has the focus. */
export async function choose(page: Page, name: string, value: string): Promise<void> {
  await tabTo(page, `input[name="${name}"]`);
  for (let arrow = 0; arrow < 40; arrow += 1) {
    const at = await page.evaluate(() => {
      const radio = document.activeElement as HTMLInputElement;
      return { value: radio.value, checked: radio.checked };
    });
    if (at.value === value) return at.checked ? undefined : page.keyboard.press("Space");
    await page.keyboard.press("ArrowDown");
  }
  throw new Error(`The arrows do not come to ${name} ${value}`);
}

/** A list that drops down, by its arrows. */
export async function pick(page: Page, wanted: string, value: string): Promise<void> {
  await tabTo(page, wanted);
  for (let arrow = 0; arrow < 60; arrow += 1) {
    if ((await page.evaluate(() => (document.activeElement as HTMLSelectElement).value)) === value) return;
    await page.keyboard.press("ArrowDown");
  }
  throw new Error(`The arrows do not come to ${value} in ${wanted}`);
}

/** A file, chosen in the window that Enter opens. */
export async function attach(page: Page, wanted: string, file: { readonly name: string; readonly mimeType: string; readonly buffer: Buffer }): Promise<void> {
  await tabTo(page, wanted);
  const [window] = await Promise.all([page.waitForEvent("filechooser"), page.keyboard.press("Enter")]);
  await window.setFiles(file);
}
