import { Text } from "@mantine/core";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { Moment } from "~/lib/ui/times";
import {
  PRIORITIES,
  TICKET_CATEGORIES,
  TICKET_STATUSES,
  type Priority,
  type TicketCategory,
  type TicketEvent,
  type TicketStatus,
} from "~/lib/wire";
import classes from "./ticket_page.module.css";

/** Who did what, when; oldest first, so that the newest stands next to the field for the next comment. */
export function TicketHistory({ history }: { history: readonly TicketEvent[] }) {
  const { t } = useTranslation();
  return (
    <ol className={classes.history}>
      {history.map((event) => (
        <li key={event.id} className={classes.event}>
          {linesOf(t, event).map((line) => (
            <span key={line}>{line}</span>
          ))}
          {event.comment && (
            <p className={classes.comment} dir="auto">
              {event.comment}
            </p>
          )}
          <Text span size="xs" c="dimmed">
            <Moment at={event.created_at} form="exact" />
          </Text>
        </li>
      ))}
    </ol>
  );
}

function linesOf(t: TFunction, event: TicketEvent): string[] {
  const who = event.agent?.name ?? t(`sender.${event.actor_type}`);
  if (event.kind === "created") return [t("tickets.event_created", { who })];
  if (event.kind === "commented") return [t("tickets.event_commented", { who })];
  return Object.entries(event.changes).map(([name, values]) => {
    const [from, to] = values.map((value) => valueOf(t, name, value));
    return t("tickets.event_changed", { who, field: fieldOf(t, name), from, to });
  });
}

function fieldOf(t: TFunction, name: string): string {
  switch (name) {
    case "status":
      return t("tickets.status");
    case "assignee":
      return t("tickets.assignee");
    case "priority":
      return t("priority.label");
    case "category":
      return t("ticket_category.label");
    case "subject":
      return t("tickets.subject");
    default:
      return name;
  }
}

function valueOf(t: TFunction, name: string, value: unknown): string {
  if (value === null || value === undefined || value === "") return t("tickets.empty_value");
  if (name === "status" && TICKET_STATUSES.includes(value as TicketStatus))
    return t(`ticket_status.${value as TicketStatus}`);
  if (name === "priority" && PRIORITIES.includes(value as Priority)) return t(`priority.${value as Priority}`);
  if (name === "category" && TICKET_CATEGORIES.includes(value as TicketCategory)) {
    return t(`ticket_category.${value as TicketCategory}`);
  }
  return typeof value === "string" ? value : JSON.stringify(value);
}
