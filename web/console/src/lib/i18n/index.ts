/** English and Hindi. English is in the bundle, Hindi comes when it is chosen. */
import i18next, { type i18n } from "i18next";
import { initReactI18next } from "react-i18next";
import { readStored, writeStored } from "../storage";
import en from "./en.json";

export const LOCALES = ["en", "hi"] as const;
export type Locale = (typeof LOCALES)[number];

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    resources: { translation: typeof en };
  }
}

export function isLocale(value: unknown): value is Locale {
  return LOCALES.includes(value as Locale);
}

/** The locale before anybody has logged in: the one used last here, else the browser's. */
export function initialLocale(): Locale {
  const stored = readStored<unknown>("locale", null);
  if (isLocale(stored)) return stored;
  return navigator.language.startsWith("hi") ? "hi" : "en";
}

/** Prepares the texts; resolves when those of `locale` are there. */
export async function startTexts(locale: Locale): Promise<i18n> {
  await i18next.use(initReactI18next).init({
    lng: "en",
    fallbackLng: "en",
    resources: { en: { translation: en } },
    showSupportNotice: false,
    interpolation: { escapeValue: false }, // React escapes
  });
  await chooseLocale(locale);
  return i18next;
}

/** Switches the interface, the page's `lang` and what the next visit begins with. */
export async function chooseLocale(locale: Locale): Promise<void> {
  if (!i18next.hasResourceBundle(locale, "translation")) {
    const texts = await import("./hi.json");
    i18next.addResourceBundle(locale, "translation", texts.default);
  }
  await i18next.changeLanguage(locale);
  document.documentElement.lang = locale;
  writeStored("locale", locale);
}
