/** The door of the store. Rooms use it in `records`, `jobs` and `actions` only; `Database` itself comes from `base`. */
export { openDatabase, type OwnerMode, type Store, type StoreOptions } from "./database.ts";
export { migrate, migrationFiles, type Migrated } from "./migrate.ts";
export { asStorageRefusal, StorageRefusal } from "./storage-refusal.ts";
export type { Session } from "./session.ts";
export { storeTables, type OutboxPayload, type StoreTables } from "./tables.ts";
export { runOutbox, takeDelivery, unsentSince, type Delivery, type OutboxHandler, type OutboxHandlers } from "./outbox.ts";
export { runJobs, storeJobs, type Job } from "./jobs.ts";
export { auditOf, auditVerify, eraseAudit, isHeadSigned, latestHead, publishHead, readHead, signHead, type AuditFault, type AuditHead, type AuditVerdict } from "./audit.ts";
export { ensureInstallation, secretsCheck, WrongMode, WrongSecrets, type Installation, type InstallationChoice } from "./installation.ts";
export { LedgerDamaged, readLedger, reaches, recordDeletion, startLedger, type Ledger, type LedgerEntry } from "./ledger.ts";
export { digestAll, insertRows, plainText, RowDigest, rowsOf, sequenceValues, setSequences, tableShapes, whileLoading, type Sequences, type TableDigests, type TableShape, type TextRow } from "./dump.ts";
export { makeTemplate } from "./embedded/engine.ts";
export { auditRetention, cutOf, destructionProofs, dueIn, dueNow, eraseAgedAudit, faultyProofs, retain, type Cut, type Destroyed, type DestroyedLine, type Due, type DueLine, type DueRow, type RetentionClass } from "./retention.ts";
