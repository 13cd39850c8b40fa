/**
 * Headers of every page. Nothing inline, nothing from elsewhere, nothing kept: a shared tablet's back button and cache
 * must show nothing (`security.md` 2.8, 3.6).
 */

export interface PolicyParts {
  /** The page seals: WebAssembly may be compiled, here and nowhere else. */
  readonly seals: boolean;
  /** Other sites may show it in a frame: nothing in it can be filled in, pressed or followed by script. */
  readonly frameable?: boolean;
  /** `https://…`: then the browser is told to never come without encryption. */
  readonly origin: string;
  readonly demo: boolean;
}

/**
 * `data:` images are the icon of the tab only (no request of its own). Sealing pages may start a worker of our own through the
 * one named Trusted Types policy, and read files that the visitor chose.
 */
export function contentPolicy(seals: boolean): string {
  return [
    "default-src 'none'",
    seals ? "script-src 'self' 'wasm-unsafe-eval'" : "script-src 'self'",
    "style-src 'self'",
    seals ? "img-src 'self' data: blob:" : "img-src 'self' data:",
    "connect-src 'self'",
    ...(seals ? ["worker-src 'self'"] : []),
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    seals ? "trusted-types gehoord" : "trusted-types 'none'",
  ].join("; ");
}

/** A picture that other sites show: style and nothing else. */
const framedPolicy = "default-src 'none'; style-src 'self'; img-src data:; form-action 'none'; frame-ancestors *; base-uri 'none'";

/**
 * The desk handles other people's keys: WebAssembly for its passphrase, previews in a sandboxed frame of its own (`blob:`,
 * which inherits this policy and so has no network), nothing else.
 */
export const deskPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "media-src blob:",
  "frame-src blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types gehoord",
].join("; ");

const permissions = ["accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment", "usb", "browsing-topics"]
  .map((name) => `${name}=()`)
  .join(", ");

export type HeaderRecord = Record<string, string>;

/** For everything that this server sends, also files. */
export function baseHeaders({ origin, demo }: Pick<PolicyParts, "origin" | "demo">): HeaderRecord {
  return {
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    ...(origin.startsWith("https:") ? { "strict-transport-security": "max-age=63072000; includeSubDomains" } : {}),
    ...(demo ? { "x-robots-tag": "noindex, nofollow" } : {}),
  };
}

export function pageHeaders(parts: PolicyParts): HeaderRecord {
  return {
    ...baseHeaders(parts),
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "content-security-policy": parts.frameable === true ? framedPolicy : contentPolicy(parts.seals),
    "cross-origin-opener-policy": "same-origin",
    // A site that isolates itself shows only what says that it may be shown.
    ...(parts.frameable === true ? { "cross-origin-resource-policy": "cross-origin", "cross-origin-embedder-policy": "require-corp" } : {}),
    "permissions-policy": permissions,
    "vary": "accept-encoding",
  };
}
