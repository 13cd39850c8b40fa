/** Public pages as data: path, who, and what the page shows. `site` mounts them once per language. */
import type { Child } from "hono/jsx";
import type { RefusalReference, RequestContext, Who } from "../base/index.ts";

/** Small scripts that a page may ask for (`src/site/browser`); every page works without them. */
export type PageScript = "signpost" | "report" | "conversation" | "schools" | "receipt" | "proof" | "claim" | "call-back";

export interface PageRequest {
  readonly method: "GET" | "POST";
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** Fields of a POST, as typed. Files only where the page allows them. */
  readonly form: {
    text(name: string): string;
    all(name: string): readonly string[];
    has(name: string): boolean;
    files(name: string): readonly File[];
  };
  /** The text of a built script that goes into a file to keep; undefined where the installation was built without it. */
  readonly script?: ((name: "checker") => string | undefined) | undefined;
}

/** A file to keep, instead of a page. Never drawn by the site: it leaves as a download. */
export interface PageFile {
  readonly name: string;
  readonly type: "text/html; charset=utf-8" | "text/csv; charset=utf-8" | "application/json" | "application/ld+json";
  readonly content: string;
}

export interface PageAnswer {
  readonly status?: 200 | 303 | 400 | 404 | 409 | 413 | 422 | 429 | 503;
  /** Only for status 303. */
  readonly location?: string;
  /** Neutral title: never names the subject ("Gehoord", not "Melding van pesten"). */
  readonly title: string;
  readonly body: Child;
  readonly file?: PageFile;
  readonly scripts?: readonly PageScript[];
  /** A piece for other sites to show in a frame: without what stands around a page, and the only kind that may be framed. Never with a form. */
  readonly frameable?: true;
  /** Seals something, so `wasm-unsafe-eval` is allowed here and nowhere else (`security.md` 3.6). */
  readonly seals?: boolean;
  /** Focus this element's id after load (error summary). */
  readonly focus?: string;
  readonly refusal?: RefusalReference;
  /**
   * For pages that answer a POST and change nothing by it (the signpost): fields that are posted again to the same path in
   * the other language. Without it the language switch is a plain link. Never for pages that send or store something.
   */
  readonly languageForm?: Readonly<Record<string, string | readonly string[]>>;
}

export interface Page {
  readonly methods: readonly ("GET" | "POST")[];
  /** `/organisaties/{id}`; Dutch, the same in every language behind its prefix. */
  readonly path: `/${string}`;
  readonly who: Who;
  /** Largest body of a POST in bytes, files included. */
  readonly maxBytes?: number;
  /**
   * The answer to GET depends on path and language only, so it is rendered once and kept for a minute. Never for a page with
   * a ticket, a form value or an "open now".
   */
  readonly steady?: boolean;
  readonly answer: (context: RequestContext, request: PageRequest) => Promise<PageAnswer> | PageAnswer;
}
