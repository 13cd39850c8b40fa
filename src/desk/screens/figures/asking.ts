/** What is asked for, as the screen keeps it and as it is sent. Codes only: nothing of it is about a person. */
import type { FactField } from "../../../registration/rules/codes.ts";
import { FactFields } from "../../../registration/rules/codes.ts";
import type { Besides, FiguresAnswer, Pers } from "../../../registration/shape/figures.ts";

/** `own`: of the own organisation; `network`: of all together. */
export type Whose = "own" | "network";

export type Asked = {
  readonly from?: string;
  readonly until?: string;
  readonly per: (typeof Pers)[number];
  readonly beside: (typeof Besides)[number];
  readonly codes: Readonly<Partial<Record<FactField, string>>>;
};
export const firstAsked: Asked = { per: "month", beside: "before", codes: {} };

export function pathOf(whose: Whose, { codes, ...rest }: Asked, purpose: "look" | "export"): string {
  const all = { ...rest, ...codes, purpose };
  return `/${whose === "own" ? "figures" : "network-figures"}?${new URLSearchParams(Object.entries(all)).toString()}`;
}

/** In the order in which people ask. */
export const shownFields: readonly FactField[] = (["topic", "province", "role", "by", "sector", "channel", "done", "outcome"] as const satisfies readonly FactField[]).filter((field) => FactFields.includes(field));

const place = (quarter: string): number => Number(quarter.slice(0, 4)) * 4 + Number(quarter.slice(6)) - 1;

/** Every quarter that can be chosen. */
export function quartersOffered({ first, last }: FiguresAnswer["offered"]): readonly string[] {
  return Array.from({ length: place(last) - place(first) + 1 }, (_, at) => place(first) + at).map((at) => `${Math.floor(at / 4)}-q${(at % 4) + 1}`);
}
