import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useContactName } from "~/lib/names";
import { LanguageMark, PriorityBadge } from "~/lib/ui/badges";
import { Elapsed, Moment } from "~/lib/ui/times";
import { langOf, type Conversation, type InboxView } from "~/lib/wire";
import classes from "./inbox_list.module.css";

interface ConversationRowProps {
  conversation: Conversation;
  view: InboxView;
  search: string;
  selected: boolean;
  dense: boolean;
}

/** Who, the last line, how long, which language; nothing else. */
export function ConversationRow({ conversation, view, search, selected, dense }: ConversationRowProps) {
  const { t } = useTranslation();
  const name = useContactName()({ name: conversation.contact_name, id: conversation.contact_id });
  const placed = view === "all" && !dense;
  const waits = conversation.status === "open" && conversation.assignee === null && conversation.waiting_since;
  return (
    <li>
      <Link
        className={classes.row}
        data-dense={dense || undefined}
        data-placed={placed || undefined}
        to={{ pathname: `/inbox/${view}/${conversation.id}`, search }}
        aria-current={selected ? "true" : undefined}
        data-conversation={conversation.id}
      >
        <span className={classes.who}>
          <Text span fw={600} size="sm" truncate>
            {name}
          </Text>
        </span>
        <span className={classes.marks}>
          <PriorityBadge priority={conversation.priority} />
          <LanguageMark language={conversation.language} />
        </span>
        <span className={classes.when}>
          {waits ? (
            <>
              <span className={classes.unseen}>{t("inbox.waiting", { span: "" })}</span>
              <Elapsed since={waits} />
            </>
          ) : (
            <Moment at={conversation.last_message_at} />
          )}
        </span>
        <LastLine conversation={conversation} />
        {placed && <Place conversation={conversation} />}
      </Link>
    </li>
  );
}

function LastLine({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const { last_message_sender: sender, last_message_text: text } = conversation;
  const lang = sender === "contact" ? langOf(conversation.language) : undefined;
  const line = sender === "bot" ? t("inbox.bot", { text }) : sender === "agent" ? t("inbox.agent", { text }) : text;
  return (
    <Text span size="xs" c="dimmed" truncate className={classes.line} lang={lang}>
      {line}
    </Text>
  );
}

function Place({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const { status, assignee } = conversation;
  const place =
    status !== "open"
      ? t(`status.${status}`)
      : assignee
        ? t("inbox.with", { name: assignee.name })
        : t("inbox.unassigned");
  return (
    <Text span size="xs" className={classes.place} truncate>
      {place}
    </Text>
  );
}
