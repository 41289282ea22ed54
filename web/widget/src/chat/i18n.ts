/** Languages of the interface and of messages. */
import type { Language } from "../shell";
import { en } from "./texts/en";
import { hi } from "./texts/hi";
import { hinglish } from "./texts/hinglish";
import type { Texts } from "./texts/types";

export const TEXTS: Record<Language, Texts> = { en, hi, hinglish };

/** Each language by the name its readers know. */
export const LANGUAGES: { language: Language; name: string; lang: string }[] = [
  { language: "en", name: "English", lang: "en" },
  { language: "hi", name: "हिंदी", lang: "hi" },
  { language: "hinglish", name: "Hinglish", lang: "hi-Latn" },
];

/** For a `lang` attribute, so that a screen reader takes the right voice. */
export function langOf(language: Language | null | undefined, text: string): string | undefined {
  if (language) return TEXTS[language].lang;
  return isDevanagari(text) ? "hi" : undefined;
}

/** Devanagari stands taller than Latin and needs more room between the lines. */
export const isDevanagari = (text: string): boolean => /[\u0900-\u097f]/.test(text);
