/** What a backup says about itself; sealed like the rest. */
import type { AuditHead, Sequences, TableDigests } from "../../store/index.ts";

/** First line of the first part: enough to make the tables that the rows go into. */
export type Opening = { readonly gehoord: "backup"; readonly format: 1; readonly schema: readonly { readonly name: string; readonly checksum: string }[] };

export type Manifest = {
  readonly version: string;
  /** Calendar day on which it was made, and the last day on which it may be restored. */
  readonly made: string;
  readonly expires: string;
  readonly tables: TableDigests;
  readonly sequences: Sequences;
  readonly ledger: { readonly entries: number; readonly head: string };
  readonly head: AuditHead;
  /** SHA-256 of every sealed part before this one, in order: none can be left out, added or moved. */
  readonly parts: readonly string[];
};

export type TableStart = { readonly table: string; readonly columns: readonly string[]; readonly types: readonly string[] };
export type TableEnd = { readonly end: string };

export const partName = (number: number): string => `${String(number).padStart(6, "0")}.jsonl.gz.age`;
export const manifestName = "manifest.json.gz.age";
export const readmeName = "README.txt";
export const readme = `This is a backup of Gehoord. Its parts are sealed with age (age-encryption.org).
To check it:    gehoord verify FILE --identity KEYFILE
To restore it:  gehoord restore FILE --identity KEYFILE   (see the runbook)
Without Gehoord: tar xf FILE; for part in *.age; do age -d -i KEYFILE "$part" | gunzip; done
`;
