/** What the marking finds: likely identifiers, each with its place in the text. */
export const MarkKinds = ["name", "place", "school", "class", "date", "age", "phone", "mail", "account", "address", "number"] as const;
export type MarkKind = (typeof MarkKinds)[number];

/** `start` and `end` count UTF-16 units, as JavaScript does. */
export type Mark = { readonly start: number; readonly end: number; readonly kind: MarkKind };

/** What the case itself says of the person: its contact fields, school and place. */
export type Known = { readonly kind: "name" | "school" | "place" | "account"; readonly text: string };
