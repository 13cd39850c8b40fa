/**
 * The visitor's line to the server: JSON and bytes, same origin, no cookie, no cache. What goes wrong is a value: a reference
 * of the closed list, or `away` when there was no answer that can be understood.
 */
import type { RefusalReference } from "../../../base/refusals.ts";

export type Failure = RefusalReference | "away" | "stopped";
/** `sentence`: what the server says about it, in the language of the page. Shown as text. */
export type Failed = { readonly ok: false; readonly because: Failure; readonly sentence?: string };
export type Answer<T> = { readonly ok: true; readonly value: T } | Failed;

export type Call = {
  readonly method: "GET" | "POST" | "PUT";
  readonly path: string;
  readonly body?: unknown;
  readonly bytes?: Uint8Array;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds without an answer after which the line counts as lost. */
  readonly patience?: number;
};

/** Looks whether an answer is what it should be; the server's own answers are not believed either. */
export type Reads<T> = (value: unknown) => value is T;

export type Line = {
  ask<T>(call: Call, reads: Reads<T>): Promise<Answer<T>>;
  /** The answer as it streams, for files. */
  fetchBytes(call: Call): Promise<Answer<ReadableStream<Uint8Array>>>;
};

/** No token and no cookie goes along; the address of the page neither. */
function requestOf({ method, body, bytes }: Call, language: string): RequestInit {
  const quiet: RequestInit = { method, credentials: "omit", cache: "no-store", referrerPolicy: "no-referrer", redirect: "error" };
  const headers = { "accept-language": language };
  if (bytes !== undefined) return { ...quiet, headers: { ...headers, "content-type": "application/octet-stream" }, body: bytes.slice() };
  return body === undefined ? { ...quiet, headers } : { ...quiet, headers: { ...headers, "content-type": "application/json" }, body: JSON.stringify(body) };
}

async function refusalIn(response: Response): Promise<Failed> {
  try {
    const { reference, detail } = (await response.json()) as { readonly reference?: unknown; readonly detail?: unknown };
    if (typeof reference !== "string") return { ok: false, because: "away" };
    return { ok: false, because: reference as RefusalReference, ...(typeof detail === "string" ? { sentence: detail } : {}) };
  } catch {
    return { ok: false, because: "away" };
  }
}

/** Sends, and gives up when told or when the line stays silent too long. */
async function send(call: Call, fetcher: typeof fetch, language: string): Promise<Answer<Response>> {
  const stop = new AbortController();
  const stopNow = (): void => stop.abort();
  const timer = setTimeout(stopNow, call.patience ?? 60_000);
  call.signal?.addEventListener("abort", stopNow);
  try {
    const response = await fetcher(call.path, { ...requestOf(call, language), signal: stop.signal });
    return response.ok ? { ok: true, value: response } : refusalIn(response);
  } catch {
    return { ok: false, because: call.signal?.aborted === true ? "stopped" : "away" };
  } finally {
    clearTimeout(timer);
    call.signal?.removeEventListener("abort", stopNow);
  }
}

/** `fetcher` is handed in, so that tests can lose the line. `language`: of the page, for the server's sentences. */
export function lineOver(fetcher: typeof fetch, language: string): Line {
  return {
    async ask<T>(call: Call, reads: Reads<T>): Promise<Answer<T>> {
      const sent = await send(call, fetcher, language);
      if (!sent.ok) return sent;
      const value: unknown = sent.value.status === 204 ? {} : await sent.value.json().catch(() => undefined);
      return reads(value) ? { ok: true, value } : { ok: false, because: "away" };
    },
    async fetchBytes(call) {
      const sent = await send(call, fetcher, language);
      if (!sent.ok) return sent;
      return sent.value.body === null ? { ok: false, because: "away" } : { ok: true, value: sent.value.body };
    },
  };
}

type Fields = Readonly<Record<string, "string" | "number" | "boolean" | "array">>;

/** A guard for an answer with these fields, each of its type; further fields are left alone. */
export function hasFields<T>(fields: Fields): Reads<T> {
  return (value): value is T => {
    if (typeof value !== "object" || value === null) return false;
    const found = value as Record<string, unknown>;
    return Object.entries(fields).every(([name, kind]) => (kind === "array" ? Array.isArray(found[name]) : typeof found[name] === kind));
  };
}
