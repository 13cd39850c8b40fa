/** A worker's own preferences in this browser. Nothing about cases or keys is ever kept in the browser's storage. */
import { Languages, defaultLanguage } from "../base/language.ts";
import type { Language } from "../base/language.ts";

function read(name: string): string | null {
  try {
    return localStorage.getItem(`gehoord-desk-${name}`);
  } catch {
    return null;
  }
}

function keep(name: string, value: string): void {
  try {
    localStorage.setItem(`gehoord-desk-${name}`, value);
  } catch {
    // A browser that keeps nothing: then the preference lasts as long as the page.
  }
}

export function preferredLanguage(): Language {
  return Languages.find((language) => language === read("language")) ?? defaultLanguage;
}
export function keepLanguage(language: Language): void {
  keep("language", language);
}
/** Whether this browser may still have a session: the cookie itself no script can see, and asking for nothing says nothing. */
export function mayHaveSession(): boolean {
  return read("session") === "on";
}
export function keepSession(on: boolean): void {
  keep("session", on ? "on" : "off");
}
export function prefersShortcuts(): boolean {
  return read("shortcuts") !== "off";
}
export function keepShortcuts(on: boolean): void {
  keep("shortcuts", on ? "on" : "off");
}
