/**
 * What a fact says, as lists of codes with versions (`release-format.md`). A list that landed never changes: a later version
 * says what became of every code, so that old years stay comparable and a break is shown where they do not. Pure.
 */
export const FactFields = ["channel", "role", "sector", "province", "topic", "by", "done", "outcome"] as const;
export type FactField = (typeof FactFields)[number];
export type Codes = Readonly<Record<FactField, string>>;

/** What became of a code. `split`: one became several, which nobody can tell apart afterwards; what was counted stays under the old code. */
export type CodeChange =
  | { readonly kind: "renamed" | "merged"; readonly field: FactField; readonly from: readonly string[]; readonly to: string }
  | { readonly kind: "split"; readonly field: FactField; readonly from: string; readonly to: readonly string[] }
  | { readonly kind: "added"; readonly field: FactField; readonly to: string }
  | { readonly kind: "ended"; readonly field: FactField; readonly from: string };

export type CodeList = {
  readonly version: number;
  readonly codes: Readonly<Record<FactField, readonly string[]>>;
  /** Since the version before; none in the first. */
  readonly changes: readonly CodeChange[];
};

export const CodeLists: readonly CodeList[] = [
  {
    version: 1,
    codes: {
      channel: ["phone", "form", "mail", "chat"],
      role: ["pupil", "parent", "staff", "board", "external-adviser", "care-professional", "unknown"],
      sector: ["po", "vo", "so", "mbo", "unknown"],
      province: ["groningen", "fryslan", "drenthe", "overijssel", "flevoland", "gelderland", "utrecht", "noord-holland", "zuid-holland", "zeeland", "noord-brabant", "limburg", "unknown"],
      topic: [
        "bullying", "discrimination", "lhbtiq", "sexual-behaviour", "online-sexual", "physical-violence", "threat", "intimidation", "unfair-treatment", "radicalisation", "home",
        "absence", "support-needs", "removal", "complaint", "employment", "calamity", "policy", "suicidal", "other-school-matter", "unsure",
      ],
      by: ["pupil", "school-staff", "colleague", "school-leader", "parent", "someone-at-home", "outsider", "unknown"],
      done: ["listened", "information", "advice", "contacted", "mediated", "referred", "escalated", "procedure", "none"],
      outcome: ["helped", "partly", "not-helped", "referred", "withdrawn", "not-known"],
    },
    changes: [],
  },
];

export const newestList = CodeLists[CodeLists.length - 1] as CodeList;

const listOf = (version: number, lists: readonly CodeList[]): CodeList | undefined => lists.find((one) => one.version === version);

/** Whether every field holds a code of that version. */
export function areCodes(version: number, codes: Codes, lists: readonly CodeList[] = CodeLists): boolean {
  const list = listOf(version, lists);
  return list !== undefined && FactFields.every((field) => list.codes[field].includes(codes[field]));
}

function step(field: FactField, code: string, { changes }: CodeList): string {
  const moved = changes.find((one) => (one.kind === "renamed" || one.kind === "merged") && one.field === field && one.from.includes(code));
  return moved !== undefined && "to" in moved && typeof moved.to === "string" ? moved.to : code;
}

/** The one way to follow a code of `version` to the newest list; where it was split or ended it stays as it was. */
const followed = (version: number, field: FactField, code: string, lists: readonly CodeList[]): string =>
  lists.filter((one) => one.version > version).reduce((now, list) => step(field, now, list), code);

/** What was counted under `version`, in the words of the newest list as far as that can be known. */
export function inNewest(version: number, codes: Codes, lists: readonly CodeList[] = CodeLists): Codes {
  return Object.fromEntries(FactFields.map((field) => [field, followed(version, field, codes[field], lists)])) as Codes;
}

/** The newest code for a code of any version, for files that do not say which; nothing when no list knows it, or nobody can tell what became of it. */
export function currentCode(field: FactField, code: string, lists: readonly CodeList[] = CodeLists): string | undefined {
  const known = lists.findLast((list) => list.codes[field].includes(code));
  const now = known === undefined ? code : followed(known.version, field, code, lists);
  return lists[lists.length - 1]?.codes[field].includes(now) === true ? now : undefined;
}

export type Break = { readonly version: number; readonly field: FactField; readonly codes: readonly string[]; readonly kind: "split" | "added" | "ended" };

/** Where a series over these versions cannot be read through: to be said beside it. A renamed or merged code is no break. */
export function breaksBetween(first: number, last: number, lists: readonly CodeList[] = CodeLists): readonly Break[] {
  return lists.filter((one) => one.version > first && one.version <= last).flatMap(({ version, changes }) =>
    changes.flatMap((one): Break[] => {
      if (one.kind === "split") return [{ version, field: one.field, codes: [one.from, ...one.to], kind: "split" }];
      if (one.kind === "added") return [{ version, field: one.field, codes: [one.to], kind: "added" }];
      return one.kind === "ended" ? [{ version, field: one.field, codes: [one.from], kind: "ended" }] : [];
    }),
  );
}

/** What is wrong with a list after the one before it: a code that came or went without a word. Nothing: it may land. */
export function untold(before: CodeList, after: CodeList): readonly string[] {
  return FactFields.flatMap((field) => {
    const told = after.changes.filter((one) => one.field === field);
    const came = new Set(told.flatMap((one) => ("to" in one ? [one.to].flat() : [])));
    const went = new Set(told.flatMap((one) => ("from" in one ? [one.from].flat() : [])));
    return [
      ...after.codes[field].filter((code) => !before.codes[field].includes(code) && !came.has(code)).map((code) => `${field} ${code} came`),
      ...before.codes[field].filter((code) => !after.codes[field].includes(code) && !went.has(code)).map((code) => `${field} ${code} went`),
    ];
  });
}
