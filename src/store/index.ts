/** The door of the store. Rooms use it in `records`, `jobs` and `actions` only; `Database` itself comes from `base`. */
export { openDatabase, type Store, type StoreOptions } from "./database.ts";
export { migrate, type Migrated } from "./migrate.ts";
export { StorageRefusal } from "./storage-refusal.ts";
