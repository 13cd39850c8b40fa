/** A page as a person without script sees it: templates for scripts left out. */
import { measure, organisationNames, textOf } from "../support/language-level.ts";

const unescaped = (html: string): string => html.replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&");

export class Body {
  readonly status: number;
  readonly html: string;
  readonly seen: string;
  constructor({ status, html }: { readonly status: number; readonly html: string }) {
    this.status = status;
    this.html = html;
    this.seen = unescaped(html.replaceAll(/<template[\s\S]*?<\/template>/g, "")).replaceAll(/<!--[\s\S]*?-->/g, "");
  }
  hidden(name: string): string {
    return new RegExp(`name="${name}" value="([^"]*)"`).exec(this.html)?.[1] ?? "";
  }
  /** The code that stands on it. */
  get code(): string {
    return /[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}/.exec(this.seen)?.[0] ?? "";
  }
}

export function languageOf(html: string): ReturnType<typeof measure> {
  return measure(textOf(html), organisationNames);
}
