/** Days and hours as the reader's clock and language have them. */
import type { Language } from "../shell";

/** Hindi with the digits people in India read on every screen. Hinglish has no locale of its own: English in India. */
const LOCALES: Record<Language, string> = { en: "en-IN", hi: "hi-IN-u-nu-latn", hinglish: "en-IN" };

export function clockTime(at: string, language: Language): string {
  return new Intl.DateTimeFormat(LOCALES[language], { hour: "numeric", minute: "2-digit" }).format(new Date(at));
}

/** "21 November", with the year when it is not this one. */
export function dayName(at: string, language: Language, now: Date): string {
  const date = new Date(at);
  const year = date.getFullYear() === now.getFullYear() ? undefined : "numeric";
  return new Intl.DateTimeFormat(LOCALES[language], { day: "numeric", month: "long", year }).format(date);
}

/** 0 today, 1 yesterday, … in the reader's time zone, whatever daylight saving does. */
export function daysAgo(at: string, now: Date): number {
  const day = (date: Date): number => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 86_400_000;
  return day(now) - day(new Date(at));
}

/** A range of whole minutes, rounded so that it never promises too much. */
export function minutesRange(lowSeconds: number, highSeconds: number): [number, number] {
  const high = Math.max(1, Math.ceil(highSeconds / 60));
  return [Math.min(high, Math.max(1, Math.floor(lowSeconds / 60))), high];
}
