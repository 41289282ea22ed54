/** Times as people read them: in their own zone and language. `locale` is the interface's, `en` or `hi`. */
import type { TFunction } from "i18next";

export type Span =
  | { unit: "seconds"; seconds: number }
  | { unit: "minutes"; minutes: number }
  | { unit: "hours"; hours: number; minutes: number }
  | { unit: "days"; days: number };

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A waiting time as coarse as people say it. A clock that runs ahead of the desk's never makes it negative. */
export function spanOf(fromMilliseconds: number, toMilliseconds: number): Span {
  const seconds = Math.max(0, Math.floor((toMilliseconds - fromMilliseconds) / 1000));
  if (seconds < MINUTE) return { unit: "seconds", seconds };
  if (seconds < HOUR) return { unit: "minutes", minutes: Math.floor(seconds / MINUTE) };
  if (seconds < DAY) {
    return { unit: "hours", hours: Math.floor(seconds / HOUR), minutes: Math.floor((seconds % HOUR) / MINUTE) };
  }
  return { unit: "days", days: Math.floor(seconds / DAY) };
}

export function formatSpan(t: TFunction, span: Span): string {
  switch (span.unit) {
    case "seconds":
      return t("span.seconds", { seconds: span.seconds });
    case "minutes":
      return t("span.minutes", { minutes: span.minutes });
    case "hours":
      return t("span.hours", { hours: span.hours, minutes: span.minutes });
    case "days":
      return t("span.days", { count: span.days });
  }
}

function regional(locale: string): string {
  return `${locale}-IN`;
}

/** 4:05 pm */
export function formatTime(iso: string, locale: string): string {
  return new Intl.DateTimeFormat(regional(locale), { hour: "numeric", minute: "2-digit" }).format(new Date(iso));
}

/** 21 November, with the year when it is not this one */
export function formatDate(iso: string, locale: string, now = new Date()): string {
  const date = new Date(iso);
  const year = date.getFullYear() === now.getFullYear() ? {} : ({ year: "numeric" } as const);
  return new Intl.DateTimeFormat(regional(locale), { day: "numeric", month: "long", ...year }).format(date);
}

/** Saturday, 21 November 2026 at 4:05 pm */
export function formatFull(iso: string, locale: string): string {
  return new Intl.DateTimeFormat(regional(locale), { dateStyle: "full", timeStyle: "short" }).format(new Date(iso));
}

/** Whole days between two times on this reader's calendar. */
export function daysBetween(from: Date, to: Date): number {
  const midnight = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return Math.round((midnight(to) - midnight(from)) / (DAY * 1000));
}

/** Today, Yesterday, or the date */
export function formatDay(t: TFunction, iso: string, locale: string, now = new Date()): string {
  const days = daysBetween(new Date(iso), now);
  if (days === 0) return t("day.today");
  if (days === 1) return t("day.yesterday");
  return formatDate(iso, locale, now);
}

/** The time today, else the day: short enough for a list */
export function formatRecent(t: TFunction, iso: string, locale: string, now = new Date()): string {
  const days = daysBetween(new Date(iso), now);
  if (days === 0) return formatTime(iso, locale);
  if (days === 1) return t("day.yesterday");
  return new Intl.DateTimeFormat(regional(locale), { day: "numeric", month: "short" }).format(new Date(iso));
}
