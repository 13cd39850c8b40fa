/** Settings from flags and environment, read once and checked: whoever makes a mistake reads what it was and how it should be. */
import { existsSync, readFileSync } from "node:fs";
import { isIP } from "node:net";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { readRetention, type Config, type RetentionWeeks } from "../base/index.ts";

export type ConfigAnswer = { readonly ok: true; readonly value: Config } | { readonly ok: false; readonly message: string };
export type Environment = Readonly<Record<string, string | undefined>>;

/** A mistake of the person who typed; shown without a trace. */
class Mistake extends Error {}

/** Flags of every command that opens an installation. */
export const configFlags = {
  port: { type: "string" },
  host: { type: "string" },
  data: { type: "string" },
  demo: { type: "boolean" },
  empty: { type: "boolean" },
} as const;

const usualPort = 8080;
const loopback = new Set(["127.0.0.1", "::1", "localhost"]);

/** The folder that holds `package.json`, wherever this file runs from (`src` or `dist`). */
export function productRoot(from = import.meta.dirname): string {
  if (existsSync(join(from, "package.json"))) return from;
  const up = dirname(from);
  if (up === from) throw new Error("package.json was not found above the program");
  return productRoot(up);
}

export function productVersion(root = productRoot()): string {
  const read: unknown = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return typeof read === "object" && read !== null && "version" in read && typeof read.version === "string" ? read.version : "0.0.0";
}

function portFrom(text: string | undefined): number {
  if (text === undefined || text === "") return usualPort;
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new Mistake(`The port must be a whole number from 0 to 65535, not "${text}".`);
  return port;
}

function urlFrom(text: string | undefined, name: string, protocols: readonly string[]): URL | undefined {
  if (text === undefined || text === "") return undefined;
  const url = URL.parse(text);
  // The value itself is not repeated: it can hold a password.
  if (url === null || !protocols.includes(url.protocol)) throw new Mistake(`${name} must be an address that begins with ${protocols.map((one) => `${one}//`).join(" or ")}.`);
  return url;
}

function originFrom(text: string | undefined, usual: string): string {
  const url = urlFrom(text, "GEHOORD_ORIGIN", ["http:", "https:"]);
  if (url === undefined) return usual;
  if (url.pathname !== "/" || url.search !== "" || url.username !== "") throw new Mistake("GEHOORD_ORIGIN is only scheme, host and port, for example https://gehoord.example.");
  if (url.protocol === "http:" && !loopback.has(url.hostname) && url.hostname !== "[::1]") throw new Mistake("GEHOORD_ORIGIN must begin with https:// unless it is this computer itself.");
  return url.origin;
}

function proxiesFrom(text: string | undefined): readonly string[] {
  const all = (text ?? "").split(",").map((one) => one.trim()).filter((one) => one !== "");
  const wrong = all.find((one) => isIP(one) === 0);
  if (wrong !== undefined) throw new Mistake(`GEHOORD_TRUSTED_PROXIES is a list of network addresses with commas between; "${wrong}" is not one.`);
  return all;
}

function retentionFrom(text: string | undefined): { readonly retention?: RetentionWeeks } {
  if (text === undefined || text.trim() === "") return {};
  const read = readRetention(text);
  if (typeof read === "string") throw new Mistake(`GEHOORD_RETENTION: ${read}`);
  return { retention: read };
}

type Flags = { readonly port?: string | undefined; readonly host?: string | undefined; readonly data?: string | undefined; readonly demo?: boolean | undefined; readonly empty?: boolean | undefined };

function configFrom(flags: Flags, env: Environment): Config {
  if (flags.demo === true && flags.empty === true) throw new Mistake("Choose --demo or --empty, not both.");
  const root = productRoot();
  const mode = flags.demo === true ? "demo" : "real";
  const host = flags.host ?? "127.0.0.1";
  if (mode === "demo" && !loopback.has(host)) throw new Mistake("A demonstration answers on this computer only: leave --host out, or give 127.0.0.1 or ::1.");
  const port = portFrom(flags.port ?? env["PORT"]);
  const given = flags.data ?? env["GEHOORD_DATA"];
  return {
    root,
    data: given === undefined || given === "" ? join(root, "data", mode === "demo" ? "demo" : "gehoord") : resolve(given),
    databaseUrl: urlFrom(env["DATABASE_URL"], "DATABASE_URL", ["postgres:", "postgresql:"]) === undefined ? undefined : env["DATABASE_URL"],
    host,
    port,
    mode,
    origin: originFrom(env["GEHOORD_ORIGIN"], `http://localhost:${port}`),
    trustedProxies: proxiesFrom(env["GEHOORD_TRUSTED_PROXIES"]),
    // A demonstration sends no mail, whatever stands in the environment.
    smtpUrl: mode === "demo" || urlFrom(env["SMTP_URL"], "SMTP_URL", ["smtp:", "smtps:"]) === undefined ? undefined : env["SMTP_URL"],
    version: productVersion(root),
    ...retentionFrom(env["GEHOORD_RETENTION"]),
  };
}

/** From flags that were already taken apart. */
export function configFromFlags(flags: Flags, env: Environment): ConfigAnswer {
  try {
    return { ok: true, value: configFrom(flags, env) };
  } catch (error) {
    if (error instanceof Mistake) return { ok: false, message: error.message };
    throw error;
  }
}

/** Reads `[--port N] [--host H] [--data DIR] [--demo | --empty]` and the environment. Never throws over what was typed. */
export function readConfig(argv: readonly string[], env: Environment): ConfigAnswer {
  try {
    return configFromFlags(parseArgs({ args: [...argv], options: configFlags, strict: true, allowPositionals: false }).values, env);
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : "The flags cannot be read." };
  }
}
