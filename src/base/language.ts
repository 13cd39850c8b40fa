/** Languages whose public texts are complete. Adding one: a line here, then the compiler names every missing text. */
export const Languages = ["nl", "en"] as const;
export type Language = (typeof Languages)[number];
export const defaultLanguage: Language = "nl";

/** Every text exists in every language; a missing one does not compile. */
export type Texts<T> = Readonly<Record<Language, T>>;

/** Public addresses are Dutch; other languages stand before them: `/wegwijzer`, `/en/wegwijzer`. */
export function pathIn(language: Language, path: string): string {
  return language === defaultLanguage ? path : path === "/" ? `/${language}` : `/${language}${path}`;
}
