/** What is one key away: texts that are right, and how others are reached. Pure choosing and wording. */
import { distance, forgiven, plainText } from "../../base/spelling.ts";
import type { TextBlock } from "../../cases/shape/day.ts";
import type { ContactLines } from "../../directory/shape.ts";

export type Service = ContactLines["services"][number];
export type PaletteItem =
  | { readonly kind: "text"; readonly key: string; readonly title: string; readonly block: TextBlock }
  | { readonly kind: "service"; readonly key: string; readonly title: string; readonly service: Service };

export function itemsOf(blocks: readonly TextBlock[], services: readonly Service[]): readonly PaletteItem[] {
  return [
    ...blocks.map((block): PaletteItem => ({ kind: "text", key: block.id, title: block.title, block })),
    ...services.map((service): PaletteItem => ({ kind: "service", key: service.id, title: service.name === service.organisation ? service.name : `${service.name} (${service.organisation})`, service })),
  ];
}

const mostShown = 12;

function score(item: PaletteItem, asked: readonly string[]): number {
  const title = plainText(item.title).split(" ");
  const more = plainText(item.kind === "text" ? item.block.body : `${item.service.does} ${item.service.id}`).split(" ");
  let sum = 0;
  for (const one of asked) {
    const near = (word: string): boolean => distance(one, word, forgiven(one.length)) <= forgiven(one.length);
    const points = title.some((word) => word.startsWith(one)) ? 4 : title.some(near) ? 2 : more.some((word) => word.startsWith(one)) ? 1 : 0;
    if (points === 0) return 0;
    sum += points;
  }
  return sum;
}

/** Best first; with nothing asked the texts, then the members of the network in the directory's order. */
export function choose(items: readonly PaletteItem[], typed: string): readonly PaletteItem[] {
  const asked = plainText(typed).split(" ").filter((word) => word !== "");
  if (asked.length === 0) return items.slice(0, mostShown);
  const rated = items.map((item) => ({ item, score: score(item, asked) })).filter((one) => one.score > 0);
  return rated.toSorted((one, other) => other.score - one.score).slice(0, mostShown).map((one) => one.item);
}

/** What is put into the text: the block itself, or name and the best current way to reach it. */
export function insertedText(item: PaletteItem): string {
  if (item.kind === "text") return item.block.body;
  const known = item.service.lines.filter((line) => line.value !== null && !line.outdated);
  const line = known.find((one) => one.kind === "phone") ?? known[0];
  return line === undefined ? item.service.name : `${item.service.name}: ${line.value}${line.hours === null ? "" : ` (${line.hours})`}`;
}
