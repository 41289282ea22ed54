import {
  IconArrowBackUp,
  IconArrowsExchange,
  IconCheck,
  IconHandStop,
  IconInfoCircle,
  IconRefresh,
  IconTicket,
  IconUserMinus,
  IconUserPlus,
} from "@tabler/icons-react";
import type { TFunction } from "i18next";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Moment } from "~/lib/ui/times";
import type { HandoffReason, Message } from "~/lib/wire";
import classes from "./activity_line.module.css";

const ICONS: Record<string, ReactNode> = {
  handed_off: <IconHandStop />,
  agent_joined: <IconUserPlus />,
  agent_left: <IconUserMinus />,
  resolved: <IconCheck />,
  returned_to_bot: <IconArrowBackUp />,
  reopened: <IconRefresh />,
  ticket_opened: <IconTicket />,
  given: <IconArrowsExchange />,
};

/** What was done, as a quiet line between the messages. */
export function ActivityLine({ message }: { message: Message }) {
  const { t } = useTranslation();
  const content = message.content as Record<string, string | undefined>;
  const name = content.activity ?? "";
  const text = describe(t, message, content);
  return (
    <p className={classes.line}>
      <span className={classes.icon} aria-hidden>
        {ICONS[content.transferred_by ? "given" : name] ?? <IconInfoCircle />}
      </span>
      <span>
        {name === "ticket_opened" && content.number ? <Link to={`/tickets/${content.number}`}>{text}</Link> : text}
      </span>
      <Moment at={message.created_at} form="time" />
    </p>
  );
}

function describe(t: TFunction, message: Message, content: Record<string, string | undefined>): string {
  const name = content.agent_name ?? message.agent?.name ?? t("sender.agent");
  const by = content.transferred_by;
  switch (content.activity) {
    case "handed_off": {
      const reason = content.reason as HandoffReason;
      return t("activity.handed_off", { reason: t(`handoff_reason.${reason}`) });
    }
    case "agent_joined":
      return by ? t("activity.given", { by, name }) : t("activity.agent_joined", { name });
    case "agent_left":
      return by ? t("activity.put_back", { by }) : t("activity.agent_left", { name });
    case "resolved":
      return t("activity.resolved", { name });
    case "returned_to_bot":
      return t("activity.returned_to_bot", { name });
    case "reopened":
      return t("activity.reopened", { name });
    case "ticket_opened":
      return t("activity.ticket_opened", { number: content.number });
    default:
      return t("activity.other");
  }
}
