/** What was said and done, oldest first, with what is on its way. */
import { Button, Skeleton } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { announce } from "~/lib/announce";
import { useNow } from "~/lib/clock";
import { TYPING_MILLISECONDS } from "~/lib/inbox_state";
import { useInbox, useServices } from "~/lib/services";
import { useMe } from "~/lib/session";
import { formatDay } from "~/lib/time";
import { Failed } from "~/lib/ui/blank";
import type { Conversation, Message } from "~/lib/wire";
import { ActivityLine } from "./activity_line";
import { useMessages } from "./api";
import { MessageGroup } from "./message_group";
import { ScrollPane } from "./scroll_pane";
import { timelineOf } from "./timeline";
import classes from "./transcript.module.css";

interface TranscriptProps {
  conversation: Conversation;
  contactName: string;
}

export function Transcript({ conversation, contactName }: TranscriptProps) {
  const { t } = useTranslation();
  const me = useMe();
  const { outbox } = useServices();
  const { messages, hasEarlier, earlier, error, isPending, refetch } = useMessages(conversation.id);
  const pending = useStore(outbox).filter((item) => item.conversation_id === conversation.id);
  const items = timelineOf(messages, pending, me);
  const seenSeq = lastSeen(messages, conversation.contact_read_seq);
  useAnnounceArrivals(messages, contactName);

  if (messages.length === 0 && error) return <Failed error={error} onRetry={() => void refetch()} />;
  return (
    <ScrollPane
      label={t("transcript.label")}
      firstSeq={messages[0]?.seq}
      lastSeq={messages.at(-1)?.seq}
      pendingCount={pending.length}
    >
      {messages.length === 0 && isPending ? (
        <TranscriptSkeleton />
      ) : (
        <>
          {hasEarlier && (
            <Button variant="subtle" size="xs" mx="auto" loading={earlier.isPending} onClick={() => earlier.mutate()}>
              {t("transcript.earlier")}
            </Button>
          )}
          {items.map((item) => {
            if (item.kind === "day") return <DayLine key={item.key} at={item.at} />;
            if (item.kind === "activity") return <ActivityLine key={item.key} message={item.message} />;
            return <MessageGroup key={item.key} group={item} contactName={contactName} seenSeq={seenSeq} />;
          })}
          <Typing conversationId={conversation.id} name={contactName} />
        </>
      )}
    </ScrollPane>
  );
}

/** The last outgoing message that the contact has seen: only under that one it is written. */
function lastSeen(messages: readonly Message[], readSeq: number): number | null {
  const seen = messages.findLast(
    ({ kind, public_seq }) => kind === "outgoing" && public_seq !== null && public_seq <= readSeq,
  );
  return seen?.sender_type === "agent" ? seen.seq : null;
}

function DayLine({ at }: { at: string }) {
  const { t, i18n } = useTranslation();
  return (
    <h3 className={classes.day}>
      <span>{formatDay(t, at, i18n.language)}</span>
    </h3>
  );
}

function Typing({ conversationId, name }: { conversationId: string; name: string }) {
  const { t } = useTranslation();
  const at = useInbox((state) => state.typing[conversationId] ?? 0);
  const now = useNow();
  return (
    <p className={classes.typing} aria-live="off">
      {now - at < TYPING_MILLISECONDS && t("transcript.typing", { name })}
    </p>
  );
}

/** Says aloud what the contact and the bot write while this conversation is open; each message once. */
function useAnnounceArrivals(messages: readonly Message[], contactName: string): void {
  const { t } = useTranslation();
  const heard = useRef<number | null>(null);
  useEffect(() => {
    const last = messages.at(-1)?.seq;
    if (last === undefined) return;
    const before = heard.current;
    heard.current = last;
    if (before === null) return;
    const arrived = messages.filter(
      ({ kind, sender_type, seq }) => seq > before && (kind === "incoming" || sender_type === "bot"),
    );
    const lines = arrived.map((message) => {
      const name = message.kind === "incoming" ? contactName : t("sender.bot");
      return t("transcript.arrived", { name, text: message.text });
    });
    if (lines.length > 0) announce(lines.join(" "));
  }, [messages, contactName, t]);
}

function TranscriptSkeleton() {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t("state.loading")}>
      {[60, 45, 70, 40].map((width, index) => (
        <Skeleton key={width} h={44} mb={12} radius="lg" w={`${width}%`} ml={index % 2 ? "auto" : 0} />
      ))}
    </div>
  );
}
