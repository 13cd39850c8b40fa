/** What was prepared, as it is kept until somebody agrees: sealed like facts, because why a number is hidden says something about it. */
import type { Context } from "../../base/index.ts";
import { canonicalJson } from "../../envelope/index.ts";
import type { ProtectionReport } from "../disclosure/index.ts";
import { fileHash } from "../publishing/register.ts";
import type { Made, RefusedBecause } from "../publishing/publish.ts";
import { openRow, sealRow } from "../records/index.ts";

export type PreparedContent = Pick<Made, "files" | "counted" | "keep" | "changed"> & {
  readonly kind: "prepared";
  readonly id: string;
  readonly made: string;
  readonly code: string;
  readonly report: ProtectionReport;
  readonly withoutOrganisations: boolean;
  /** Hash of the register's last line when it was prepared: against everything until there it was protected. */
  readonly after: string;
};
export type RefusedContent = { readonly kind: "refused"; readonly because: RefusedBecause | "failed"; readonly where: string };
export type DraftContent = PreparedContent | RefusedContent;

type Outside = Pick<Context, "secrets" | "random">;
const placeOf = (id: string) => ({ table: "release", organisation: "", at: id }) as const;

export const sealContent = (outside: Outside, id: string, content: DraftContent): Uint8Array => sealRow(outside, placeOf(id), content);
export const openContent = (outside: Outside, id: string, sealed: Uint8Array): DraftContent => openRow(outside, placeOf(id), sealed) as DraftContent;

/** Of every byte that would be published, and of what is counted for it. */
export function hashOfContent({ files, counted, after }: PreparedContent): string {
  return fileHash(canonicalJson({ after, counted: { ...counted }, files: Object.fromEntries(Object.entries(files).map(([path, content]) => [path, fileHash(content)])) }));
}
