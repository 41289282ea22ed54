/** Lets logged-in agents through; sends others to the log-in, and back here afterwards. */
import { useEffect, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, useLocation } from "react-router";
import { chooseLocale, isLocale } from "~/lib/i18n";
import { MeProvider, useSession } from "~/lib/session";
import { Failed } from "~/lib/ui/blank";
import { Opening } from "./opening";

export function RequireSession({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation();
  const { data: me, error, refetch } = useSession();
  const location = useLocation();
  const locale = me?.agent.locale;

  useEffect(() => {
    if (isLocale(locale) && locale !== i18n.language) void chooseLocale(locale);
    // Only when the account says so: a switch made a moment ago must not be undone.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [locale]);

  if (me) return <MeProvider value={me.agent}>{children}</MeProvider>;
  if (me === null) {
    const next = location.pathname + location.search;
    return <Navigate to={next === "/" ? "/login" : `/login?next=${encodeURIComponent(next)}`} replace />;
  }
  if (error) return <Failed error={error} onRetry={() => void refetch()} />;
  return <Opening />;
}
