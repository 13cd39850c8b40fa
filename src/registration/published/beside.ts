/** What lies beside the tables of a release: its dictionary in two languages, its catalogue record, and the question as it was asked. */
import type { Context } from "../../base/index.ts";
import type { PublishableRelease } from "../disclosure/index.ts";
import { describedFiles } from "../publishing/described.ts";
import { catalogueRecord } from "../publishing/catalogue-record.ts";
import { dictionaryCsv } from "../publishing/dictionary.ts";
import { isMadeUp } from "./made-up.ts";
import { publishedDocument } from "./reading.ts";
import { publishedFile } from "./shelf.ts";

const csv = "text/csv; charset=utf-8";
const types = { "dictionary.nl.csv": csv, "dictionary.en.csv": csv, "dcat.jsonld": "application/ld+json", "specification.json": "application/json" } as const;
type Name = keyof typeof types;
export type BesideFile = { readonly type: (typeof types)[Name]; readonly content: string };

const isName = (name: string): name is Name => Object.hasOwn(types, name);

/** For a release whose files are not here, only its document: made again from that. What was asked cannot be. */
async function madeAgain(context: Pick<Context, "db" | "config">, release: PublishableRelease, name: Name): Promise<string | undefined> {
  if (name === "dictionary.nl.csv" || name === "dictionary.en.csv") return dictionaryCsv(release, name === "dictionary.nl.csv" ? "nl" : "en");
  const document = name === "dcat.jsonld" ? await publishedDocument(context, release.id) : undefined;
  if (document === undefined) return undefined;
  const periods = [...new Set(release.tables.flatMap(({ fixed }) => fixed?.["period"] ?? []))];
  return catalogueRecord(release, { origin: context.config.origin, files: describedFiles(release, document), periods, isMadeUp: isMadeUp(release) });
}

/** Byte for byte as it was signed, where it was kept. */
export async function besideFile(context: Pick<Context, "db" | "config">, release: PublishableRelease, name: string): Promise<BesideFile | undefined> {
  if (!isName(name)) return undefined;
  const kept = await context.db.transaction({ role: "visitor" }, (tx) => publishedFile(tx, release.id, `${release.id}/${name}`));
  const content = kept ?? (await madeAgain(context, release, name));
  return content === undefined ? undefined : { type: types[name], content };
}
