/**
 * Everything that the code opens, in one zip made here: a page that any browser shows, the files as they were sent, and who
 * looked. Nothing of it is locked: the page says so before and after.
 */
import { strToU8, zipSync } from "fflate";
import { followUpOf } from "../sealing/person.ts";
import type { Item } from "../sealing/talk.ts";
import { saveFile } from "./save-file.ts";
import type { Screen } from "./talk-screen.ts";
import { message } from "./templates.ts";

/** Names from elsewhere: no folders, nothing a file system stumbles over. */
function safeName(name: string, at: number): string {
  const plain = name.replace(/[^\p{L}\p{N}._ -]/gu, "_").replace(/^\.+/, "_").slice(-80);
  return `${String(at + 1).padStart(2, "0")} ${plain === "" ? "bestand" : plain}`;
}

/** What stands on the screen, as it stands there; text only, so that nothing in it can run. */
function pageOf(screen: Screen, looks: readonly string[]): string {
  const page = document.implementation.createHTMLDocument("Gehoord");
  const encoding = page.createElement("meta");
  encoding.setAttribute("charset", "utf-8");
  page.head.prepend(encoding);
  page.documentElement.lang = document.documentElement.lang;
  const add = (name: string, text: string): void => {
    const element = page.createElement(name);
    element.textContent = text;
    page.body.append(element);
  };
  add("h1", screen.main.querySelector("h1")?.textContent ?? "Gehoord");
  for (const row of screen.main.querySelectorAll("[data-gehoord-items] > li")) {
    add("h2", row.querySelector(".talk__who")?.textContent?.replace(/\s+/g, " ").trim() ?? "");
    for (const text of row.querySelectorAll(".talk__text, .talk__remark:not([hidden])")) add("p", text.textContent ?? "");
  }
  for (const look of looks) add("p", look);
  return `<!doctype html>\n${page.documentElement.outerHTML}`;
}

async function filesOf(screen: Screen): Promise<Record<string, Uint8Array>> {
  const found: Record<string, Uint8Array> = {};
  const items = screen.talk.items.filter((item: Item) => item.kind === "file" && item.trouble === undefined);
  for (const [at, item] of screen.talk.opening.filesReadable ? items.entries() : []) {
    const file = await screen.talking.fileOf(screen.line, screen.talk, item);
    if (!file.ok) throw new Error("a file did not come");
    found[safeName(String(item.body["name"] ?? ""), at)] = file.value;
  }
  return found;
}

/** Throws when something of it cannot be had now: half an archive would look like all of it. */
export async function saveAll(screen: Screen): Promise<void> {
  const followUp = await followUpOf(screen.line, screen.talk);
  if (!followUp.ok) throw new Error("who looked did not come");
  const looks = followUp.value.looks.map(({ day, organisation, role, how }) => [day, organisation, role === undefined ? "" : message(`look-role-${role}`), message(`look-how-${how}`)].filter((one) => one !== "").join(", "));
  const zip = zipSync({ "gesprek.html": strToU8(pageOf(screen, looks)), ...(await filesOf(screen)) }, { level: 0 });
  saveFile("gesprek.zip", "application/zip", zip);
}
