/** Refusals on the wire: RFC 9457 problem details, with the reference and a sentence in the asked language. Never a cause. */
import { Refusals, defaultLanguage, Languages, refusalText } from "../base/index.ts";
import type { Language, RefusalReference, Refused } from "../base/index.ts";

export interface Problem {
  readonly type: "about:blank";
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly reference: RefusalReference;
  readonly fields?: Readonly<Record<string, RefusalReference>>;
}

/** The first language of `Accept-Language` that we have; Dutch otherwise. */
export function askedLanguage(header: string | null | undefined): Language {
  const asked = (header ?? "").split(",").map((part) => part.trim().slice(0, 2).toLowerCase());
  return Languages.find((language) => language === asked.find((one) => (Languages as readonly string[]).includes(one))) ?? defaultLanguage;
}

const titles: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  409: "Conflict",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  422: "Unprocessable Content",
  429: "Too Many Requests",
  500: "Internal Server Error",
  503: "Service Unavailable",
  507: "Insufficient Storage",
};

/** `status` only where it differs from the reference's own: 400 for what could not be read at all. */
export function problemOf(refusal: Refused, language: Language, status: number = Refusals[refusal.because]): Problem {
  return {
    type: "about:blank",
    status,
    title: titles[status] ?? "Error",
    detail: refusalText(language, refusal.because),
    reference: refusal.because,
    ...(refusal.fields === undefined ? {} : { fields: refusal.fields }),
  };
}

export function problemResponse(problem: Problem, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(problem), { status: problem.status, headers: { ...headers, "content-type": "application/problem+json" } });
}
