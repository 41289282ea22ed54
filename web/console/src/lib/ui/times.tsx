/** Times on the screen; the full date is a hover away. */
import { useTranslation } from "react-i18next";
import { useNow } from "../clock";
import { formatDate, formatFull, formatRecent, formatSpan, formatTime, spanOf } from "../time";

/** `exact`: the day, unless it is today, and the time */
type Form = "time" | "date" | "recent" | "exact";

export function Moment({ at, form = "recent" }: { at: string; form?: Form }) {
  const { t, i18n } = useTranslation();
  const { language } = i18n;
  const forms: Record<Form, () => string> = {
    time: () => formatTime(at, language),
    date: () => formatDate(at, language),
    recent: () => formatRecent(t, at, language),
    exact: () => [...new Set([formatRecent(t, at, language), formatTime(at, language)])].join(", "),
  };
  return (
    <time dateTime={at} title={formatFull(at, language)}>
      {forms[form]()}
    </time>
  );
}

/** How long ago, ticking. */
export function useElapsed(since: string): string {
  const { t } = useTranslation();
  const now = useNow();
  return formatSpan(t, spanOf(Date.parse(since), now));
}

export function Elapsed({ since }: { since: string }) {
  const { i18n } = useTranslation();
  return (
    <time dateTime={since} title={formatFull(since, i18n.language)}>
      {useElapsed(since)}
    </time>
  );
}
