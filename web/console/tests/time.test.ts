import i18next from "i18next";
import { expect, test } from "vitest";
import { chooseLocale } from "~/lib/i18n";
import { daysBetween, formatDate, formatDay, formatSpan, spanOf } from "~/lib/time";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const said = (milliseconds: number) => formatSpan(i18next.t, spanOf(0, milliseconds));

test("waiting times are as coarse as people say them", () => {
  expect(said(42 * SECOND)).toBe("42 s");
  expect(said(4 * MINUTE + 59 * SECOND)).toBe("4 min");
  expect(said(HOUR + 12 * MINUTE)).toBe("1 h 12 min");
  expect(said(25 * HOUR)).toBe("1 day");
  expect(said(49 * HOUR)).toBe("2 days");
});

test("a desk whose clock is ahead makes no negative wait", () => {
  expect(formatSpan(i18next.t, spanOf(5000, 0))).toBe("0 s");
});

test("the same in Hindi", async () => {
  await chooseLocale("hi");
  expect(said(4 * MINUTE)).toBe("4 मिनट");
  expect(said(25 * HOUR)).toBe("1 दिन");
  expect(formatDate("2026-11-21T06:30:00Z", "hi", new Date("2026-11-25"))).toBe("21 नवंबर");
  await chooseLocale("en");
  expect(formatDate("2026-11-21T06:30:00Z", "en", new Date("2026-11-25"))).toBe("21 November");
});

test("days are days of the reader's calendar, not 24 hours", () => {
  expect(daysBetween(new Date(2026, 10, 20, 23, 59), new Date(2026, 10, 21, 0, 1))).toBe(1);
  const now = new Date(2026, 10, 21, 12);
  expect(formatDay(i18next.t, new Date(2026, 10, 21, 1).toISOString(), "en", now)).toBe("Today");
  expect(formatDay(i18next.t, new Date(2026, 10, 20, 23).toISOString(), "en", now)).toBe("Yesterday");
});
