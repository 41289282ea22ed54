/** What the shop has set on the script tag. */
import { DEFAULT_ACCENT } from "./color";
import type { Language, WidgetConfig } from "./shell";

const LANGUAGES: Language[] = ["en", "hi", "hinglish"];

export function readConfig(script: HTMLScriptElement, document: Document, languages: readonly string[]): WidgetConfig {
  const { accent, language, position, theme, title, greeting, greetingEn, greetingHi, greetingHinglish } =
    script.dataset;
  return {
    // …/widget/loader.js -> …/, wherever the desk lives.
    base: new URL("../", script.src).href,
    accent: accent === undefined || accent === "" ? DEFAULT_ACCENT : accent,
    language: LANGUAGES.find((known) => known === language) ?? guessLanguage(document.documentElement.lang, languages),
    position: position === "left" ? "left" : "right",
    theme: theme === "light" || theme === "dark" ? theme : "auto",
    title: title === undefined || title === "" ? null : title,
    greeting: { any: greeting, en: greetingEn, hi: greetingHi, hinglish: greetingHinglish },
  };
}

/** The page's language first: the shop knows whom it is speaking to. Then the browser's, then English. */
export function guessLanguage(page: string, browser: readonly string[]): Language {
  for (const tag of [page, ...browser]) {
    const lower = tag.toLowerCase();
    if (lower.startsWith("hi-latn")) return "hinglish";
    if (lower.startsWith("hi")) return "hi";
    if (lower.startsWith("en")) return "en";
  }
  return "en";
}
