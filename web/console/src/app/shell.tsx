/** The frame of every page behind the log-in: navigation, the state of the line, alerts, shortcuts. */
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Outlet } from "react-router";
import { useInbox, useServices } from "~/lib/services";
import { setWaitingBadge } from "~/lib/page_title";
import { ShortcutListener } from "~/lib/shortcuts";
import type { EventBus } from "./event_bus";
import { LineNotice } from "./line_notice";
import { Navigation } from "./navigation";
import { ShortcutHelp } from "./shortcut_help";
import { useAlerts } from "./use_alerts";
import { useInboxCounts } from "./use_inbox_counts";
import classes from "./shell.module.css";

export function Shell({ bus }: { bus: EventBus }) {
  const { t } = useTranslation();
  const { live } = useServices();
  useEffect(() => {
    live.connect();
    return () => live.disconnect();
  }, [live]);
  useInboxCounts();
  useAlerts(bus);
  const waiting = useInbox((state) => state.counts?.queue ?? 0);
  useEffect(() => setWaitingBadge(waiting), [waiting]);
  return (
    <div className={classes.shell}>
      <a href="#content" className={classes.skip}>
        {t("app.skip")}
      </a>
      <ShortcutListener />
      <ShortcutHelp />
      <Navigation />
      <div className={classes.column}>
        <LineNotice />
        <main id="content" tabIndex={-1} className={classes.main}>
          <Outlet />
        </main>
      </div>
    </div>
  );
}
