import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";
import { useInbox } from "~/lib/services";
import { useMe } from "~/lib/session";
import { useElapsed } from "~/lib/ui/times";
import { INBOX_VIEWS, type InboxView } from "~/lib/wire";
import classes from "./inbox_list.module.css";

/** Queue, mine, all, each with its number as of this moment. */
export function InboxTabs() {
  const { t } = useTranslation();
  const me = useMe();
  const counts = useInbox((state) => state.counts);
  const numbers: Record<InboxView, number | undefined> = {
    queue: counts?.queue,
    mine: counts ? (counts.assigned[me.id] ?? 0) : undefined,
    all: counts ? counts.open + counts.pending : undefined,
  };
  return (
    <nav className={classes.tabs} aria-label={t("inbox.views")}>
      {INBOX_VIEWS.map((view) => (
        <NavLink key={view} to={`/inbox/${view}`} className={classes.tab}>
          {t(`inbox.${view}`)} <span className={classes.number}>{numbers[view] ?? "–"}</span>
        </NavLink>
      ))}
    </nav>
  );
}

/** How long the first in line has waited; nothing when nobody waits. */
export function LongestWait() {
  const since = useInbox((state) => state.counts?.longest_waiting_since ?? null);
  return since ? <LongestWaitSince since={since} /> : null;
}

function LongestWaitSince({ since }: { since: string }) {
  const { t } = useTranslation();
  const span = useElapsed(since);
  return (
    <Text size="xs" c="dimmed" className={classes.longest}>
      {t("inbox.longest", { span })}
    </Text>
  );
}
