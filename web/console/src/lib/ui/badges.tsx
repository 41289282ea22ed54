/** Small marks of state. Words carry the meaning; colour only repeats it. */
import { Badge, Tooltip } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Availability, ConversationStatus, Language, Priority, TicketStatus } from "../wire";
import classes from "./badges.module.css";

const CONVERSATION_COLORS: Record<ConversationStatus, string> = {
  pending: "gray",
  open: "teal",
  snoozed: "gray",
  resolved: "green",
};

export function ConversationStatusBadge({ status }: { status: ConversationStatus }) {
  const { t } = useTranslation();
  return <Badge color={CONVERSATION_COLORS[status]}>{t(`status.${status}`)}</Badge>;
}

const TICKET_COLORS: Record<TicketStatus, string> = {
  new: "teal",
  open: "teal",
  pending: "gray",
  on_hold: "gray",
  solved: "green",
  closed: "gray",
};

export function TicketStatusBadge({ status }: { status: TicketStatus }) {
  const { t } = useTranslation();
  return <Badge color={TICKET_COLORS[status]}>{t(`ticket_status.${status}`)}</Badge>;
}

/** Only what is out of the ordinary is worth a mark. */
export function PriorityBadge({ priority }: { priority: Priority }) {
  const { t } = useTranslation();
  if (priority === "normal") return null;
  const color = priority === "urgent" ? "red" : priority === "high" ? "yellow" : "gray";
  return <Badge color={color}>{t(`priority.${priority}`)}</Badge>;
}

const LANGUAGE_MARKS: Record<Language, string> = { en: "EN", hi: "हिं", hinglish: "Hing" };

export function LanguageMark({ language }: { language: Language | null }) {
  const { t } = useTranslation();
  if (!language) return null;
  const name = t(`language.${language}`);
  return (
    <Tooltip label={name}>
      <span className={classes.language} role="img" aria-label={name}>
        {LANGUAGE_MARKS[language]}
      </span>
    </Tooltip>
  );
}

/** A dot with a shape of its own for each state, so that colour is not needed to tell them apart. */
export function AvailabilityDot({ availability }: { availability: Availability }) {
  return <span className={classes.dot} data-availability={availability} aria-hidden />;
}
