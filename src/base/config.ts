import type { RetentionWeeks } from "./retention.ts";

/** The installation's settings, read once at start from flags and environment. */
export interface Config {
  /** Folder that holds `package.json`: content, migrations and built scripts are read from there. */
  readonly root: string;
  /** Folder with secrets and ledger, and the embedded database where there is no `databaseUrl`. */
  readonly data: string;
  readonly databaseUrl: string | undefined;
  readonly host: string;
  readonly port: number;
  readonly mode: "demo" | "real";
  /** Demonstration only: the folder of made-up figures that are shown while nothing was published. */
  readonly exampleFigures?: string;
  /** Public origin, for example `https://gehoord.example`; what the pages and passkeys are bound to. */
  readonly origin: string;
  /** Addresses of proxies whose `X-Forwarded-For` is believed; empty: none. */
  readonly trustedProxies: readonly string[];
  readonly smtpUrl: string | undefined;
  readonly version: string;
  /** Weeks that this installation keeps a class of record, where it differs from the usual. */
  readonly retention?: RetentionWeeks;
}
