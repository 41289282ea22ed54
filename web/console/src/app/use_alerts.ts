/** Turns events that matter to this agent into a sound, a desktop notification and a spoken line. */
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { alertOf, playChime, showNotification, type Alert } from "~/lib/alerts";
import { announce } from "~/lib/announce";
import { useContactName } from "~/lib/names";
import { readPreferences } from "~/lib/preferences";
import { useMe } from "~/lib/session";
import type { EventBus } from "./event_bus";

export function useAlerts(bus: EventBus): void {
  const { t } = useTranslation();
  const me = useMe();
  const navigate = useNavigate();
  const nameOf = useContactName();

  useEffect(() => {
    const raise = (alert: Alert) => {
      const { conversation } = alert;
      const name = nameOf({ name: conversation.contact_name, id: conversation.contact_id });
      const reason = t(`handoff_reason.${conversation.handoff_reason ?? "requested"}`);
      const title = t(`alert.${alert.kind}_title`, { name });
      const text =
        alert.kind === "message" ? conversation.last_message_text : t(`alert.${alert.kind}`, { name, reason });
      const { sound, notifications } = readPreferences();
      if (alert.kind !== "message") announce(text);
      if (sound && alert.kind !== "message") playChime();
      // Who looks at the page sees it anyway.
      if (notifications && document.hidden) {
        const view = alert.kind === "handoff" ? "queue" : "mine";
        showNotification(title, text, conversation.id, () => void navigate(`/inbox/${view}/${conversation.id}`));
      }
    };
    return bus.subscribe((before, event) => {
      const alert = me.availability === "offline" ? null : alertOf(before, event, me.id);
      if (alert) raise(alert);
    });
  }, [bus, me.id, me.availability, navigate, nameOf, t]);
}
