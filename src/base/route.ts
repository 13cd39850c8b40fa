/**
 * API routes as data. A route cannot exist without `who`; public is a word with a reason (house rule 2).
 */
import type { z } from "zod";
import type { RequestContext } from "./context.ts";
import type { RefusalReference } from "./refusals.ts";
import type { Result } from "./result.ts";

export type Who =
  | { readonly kind: "anyone"; readonly because: string }
  /** Any signed-in member, for what concerns only himself. */
  | { readonly kind: "member" }
  /** Members whose role has this permission (`accounts/permissions`). Scope (own organisation, own team) is in the query. */
  | { readonly kind: "can"; readonly permission: string };

export function anyone(because: string): Who {
  return { kind: "anyone", because };
}

export type RouteInput = { readonly params: unknown; readonly query: unknown; readonly body: unknown };

/** Bytes that are not JSON: encrypted parts of files, which the server cannot read. */
export type Bytes = Uint8Array<ArrayBuffer>;

export interface Route<I extends RouteInput = RouteInput, O = unknown> {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** `/api/v1/…` with `{name}` for parameters. Nothing sensitive in an address. */
  readonly path: `/${string}`;
  readonly who: Who;
  readonly summary: string;
  readonly params?: z.ZodType<I["params"]>;
  readonly query?: z.ZodType<I["query"]>;
  /** A zod shape, or `"bytes"` for an octet stream of at most `maxBytes`. */
  readonly body?: z.ZodType<I["body"]> | "bytes";
  readonly maxBytes?: number;
  readonly out: z.ZodType<O> | "bytes" | "nothing";
  readonly status?: 200 | 201 | 204;
  readonly refusals: readonly RefusalReference[];
  /** Extra headers of the answer, for example a session cookie; set by `accounts` only. */
  readonly headers?: (answer: O) => Readonly<Record<string, string>>;
  readonly handle: (context: RequestContext, input: I) => Promise<Result<O>>;
}

/** A route whose input is inferred from its shapes. */
export type InferredRoute<P, Q, B, O> = Omit<Route<{ params: P; query: Q; body: B }, O>, "params" | "query" | "body"> & {
  readonly params?: z.ZodType<P>;
  readonly query?: z.ZodType<Q>;
  readonly body?: z.ZodType<B> | "bytes";
};

/** Keeps the input and output types tied to the shapes; the list of a room is `readonly Route[]`. */
export function route<P, Q, B, O>(definition: InferredRoute<P, Q, B, O>): Route;
export function route<I extends RouteInput, O>(definition: Route<I, O>): Route;
export function route(definition: unknown): Route {
  return definition as Route;
}
