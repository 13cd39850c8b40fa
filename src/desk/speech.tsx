/** The language of the screens. */
import { createContext, useContext, useEffect, useMemo, useState } from "react";
import type { ReactNode } from "react";
import type { Language } from "../base/language.ts";
import { refusalText } from "../base/texts/index.ts";
import { speak, Refusal } from "./api.ts";
import { keepLanguage, preferredLanguage } from "./preferences.ts";
import { deskTexts, sayDay, sayMoment, saySize } from "./texts/index.ts";
import type { DeskTexts } from "./texts/index.ts";

export type Speech = {
  readonly language: Language;
  readonly t: DeskTexts;
  readonly setLanguage: (language: Language) => void;
  readonly day: (day: string) => string;
  readonly moment: (moment: string) => string;
  readonly size: (bytes: number) => string;
  /** The sentence for whatever went wrong; never a code, never an error's own words. */
  readonly wrong: (error: unknown) => string;
};

const SpeechContext = createContext<Speech | undefined>(undefined);
export function useSpeech(): Speech {
  const speech = useContext(SpeechContext);
  if (speech === undefined) throw new Error("No language around this screen");
  return speech;
}

export function SpeechProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(preferredLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = deskTexts[language].app.title;
    speak(language);
    keepLanguage(language);
  }, [language]);
  const speech = useMemo(
    (): Speech => ({
      language,
      t: deskTexts[language],
      setLanguage,
      day: (day) => sayDay(language, day),
      moment: (moment) => sayMoment(language, moment),
      size: (bytes) => saySize(language, bytes),
      wrong: (error) => (error instanceof Refusal ? refusalText(language, error.because) : deskTexts[language].app.failed),
    }),
    [language],
  );
  return <SpeechContext value={speech}>{children}</SpeechContext>;
}
