import { Button, Group, Text } from "@mantine/core";
import { IconAlertCircle, IconHeadset, IconLock, IconRobot, IconUser } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "~/lib/error_text";
import type { Pending } from "~/lib/outbox";
import { useServices } from "~/lib/services";
import { Moment } from "~/lib/ui/times";
import { langOf } from "~/lib/wire";
import { BotTrace } from "./bot_trace";
import { isTeachable, TeachAction } from "./teach_action";
import type { Author, Entry, TimelineItem } from "./timeline";
import classes from "./message_group.module.css";

const MARKS: Record<Author, ReactNode> = {
  contact: <IconUser />,
  bot: <IconRobot />,
  agent: <IconHeadset />,
  note: <IconLock />,
  system: <IconRobot />,
};

interface MessageGroupProps {
  group: Extract<TimelineItem, { kind: "group" }>;
  contactName: string;
  /** The message under which "Seen" stands. */
  seenSeq: number | null;
}

/** What one author said in a row: mark and name tell contact, bot, agent and note apart, not colour alone. */
export function MessageGroup({ group, contactName, seenSeq }: MessageGroupProps) {
  const { t } = useTranslation();
  const { author, agent } = group;
  const name =
    author === "contact" ? contactName : (agent?.name ?? t(`sender.${author === "note" ? "agent" : author}`));
  const label = author === "note" ? `${t("transcript.note")} · ${name}` : name;
  return (
    <article className={classes.group} data-author={author} aria-label={label}>
      <header className={classes.head}>
        <span className={classes.mark} aria-hidden>
          {MARKS[author]}
        </span>
        <span className={classes.name}>{label}</span>
        <Moment at={group.at} form="time" />
        {author === "note" && <span className={classes.hint}>{t("transcript.note_hint")}</span>}
      </header>
      {group.entries.map((entry) => (
        <Bubble key={entry.key} entry={entry} seen={entry.message !== null && entry.message.seq === seenSeq} />
      ))}
    </article>
  );
}

function Bubble({ entry, seen }: { entry: Entry; seen: boolean }) {
  const { t } = useTranslation();
  const { message, pending } = entry;
  return (
    <div className={classes.entry}>
      <div className={classes.line}>
        <div className={classes.bubble} lang={langOf(entry.language)} data-state={pending?.state}>
          {/* Letters of either direction stay in their own line. */}
          <p dir="auto">{entry.text}</p>
          {message && <Links links={message.content.links} />}
        </div>
        {message && isTeachable(message) && <TeachAction message={message} />}
      </div>
      {message && <Offered buttons={message.content.buttons} lang={langOf(entry.language)} />}
      {message?.content.button !== undefined && <span className={classes.under}>{t("transcript.pressed")}</span>}
      {message?.trace && <BotTrace raw={message.trace} />}
      {pending?.state === "sending" && <span className={classes.under}>{t("transcript.sending")}</span>}
      {pending?.state === "failed" && <NotSent pending={pending} />}
      {seen && <span className={classes.under}>{t("transcript.seen")}</span>}
    </div>
  );
}

function NotSent({ pending }: { pending: Pending }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { outbox } = useServices();
  return (
    <Group gap={6} className={classes.failed} role="alert">
      <IconAlertCircle size={15} aria-hidden />
      <Text span size="xs" c="inherit">
        {t("transcript.failed")} {errorText(pending.error)}
      </Text>
      <Button size="compact-xs" variant="light" color="red" onClick={() => outbox.retry(pending.client_id)}>
        {t("action.retry")}
      </Button>
      <Button size="compact-xs" variant="subtle" color="gray" onClick={() => outbox.discard(pending.client_id)}>
        {t("action.discard")}
      </Button>
    </Group>
  );
}

/** The buttons that the contact was offered: to look at, not to press. */
function Offered({ buttons, lang }: { buttons: unknown; lang: string | undefined }) {
  const { t } = useTranslation();
  const titles = rowsOf(buttons).map(({ title }) => String(title));
  if (titles.length === 0) return null;
  return (
    <ul className={classes.offered} aria-label={t("transcript.buttons")} lang={lang}>
      {titles.map((title) => (
        <li key={title}>{title}</li>
      ))}
    </ul>
  );
}

function Links({ links }: { links: unknown }) {
  const safe = rowsOf(links).filter(({ url }) => typeof url === "string" && /^(https?:\/\/|\/(?!\/))/.test(url));
  return safe.map(({ url, label }) => (
    <a key={String(url)} href={String(url)} target="_blank" rel="noopener noreferrer" className={classes.link}>
      {String(label)}
    </a>
  ));
}

function rowsOf(value: unknown): Record<string, unknown>[] {
  if (!Array.isArray(value)) return [];
  return value.filter((row): row is Record<string, unknown> => typeof row === "object" && row !== null);
}
