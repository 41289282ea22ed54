/** The middle pane: who it is, why a person is needed, what was said, and the field to write. */
import { Button } from "@mantine/core";
import { IconMessageOff } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "~/lib/api";
import { useContactName } from "~/lib/names";
import { mayAnswer, mayStepIn, useMe } from "~/lib/session";
import { Blank, Failed } from "~/lib/ui/blank";
import type { Agent, Conversation, ConversationDetail } from "~/lib/wire";
import { useAct, useConversation, useWatch } from "./api";
import { Composer } from "./composer";
import { ConversationHeader } from "./conversation_header";
import { HandoffCard, HandoffCardSkeleton } from "./handoff_card";
import { Transcript } from "./transcript";
import classes from "./conversation_pane.module.css";

/** On lower screens the card would leave no room for the messages: it begins closed. */
const ROOM_FOR_CARD = 640;

interface ConversationPaneProps {
  conversationId: string;
  onBack: () => void;
  /** Opens the context where it has no pane of its own. */
  onDetails: (() => void) | undefined;
  onOpenTicket: (detail: ConversationDetail) => void;
  /** The conversation is this agent's now. */
  onMine: () => void;
}

export function ConversationPane({ conversationId, onBack, onDetails, onOpenTicket, onMine }: ConversationPaneProps) {
  const { t } = useTranslation();
  const me = useMe();
  const nameOf = useContactName();
  useWatch(conversationId);
  const { data: detail, summary, error, refetch } = useConversation(conversationId);
  const [taken, setTaken] = useState(false);
  const onTaken = () => {
    setTaken(true);
    onMine();
  };

  if (error instanceof ApiError && error.status === 404) {
    return (
      <Blank
        icon={<IconMessageOff />}
        title={t("conversation.missing_title")}
        text={t("conversation.missing")}
        action={<Button onClick={onBack}>{t("action.back")}</Button>}
      />
    );
  }
  if (error && !summary) return <Failed error={error} onRetry={() => void refetch()} />;
  if (!summary) return <div className={classes.pane} />;

  const contactName = nameOf({ name: summary.contact_name, id: summary.contact_id });
  const reason = reasonNotToReply(t, summary, me);
  const waits = summary.status === "open" && summary.first_reply_at === null && window.innerHeight > ROOM_FOR_CARD;
  return (
    <section className={classes.pane} aria-label={t("conversation.region", { name: contactName })}>
      <ConversationHeader
        conversation={summary}
        contactName={contactName}
        onBack={onBack}
        onDetails={onDetails}
        onOpenTicket={() => detail && onOpenTicket(detail)}
        onMine={onTaken}
      />
      {summary.status === "open" &&
        (detail ? (
          detail.handoff && (
            <HandoffCard
              key={detail.handoff.handed_off_at}
              card={detail.handoff}
              contact={detail.contact}
              language={summary.language}
              startOpen={waits}
            />
          )
        ) : (
          <HandoffCardSkeleton />
        ))}
      <Transcript conversation={summary} contactName={contactName} />
      {mayAnswer(me) ? (
        <Composer
          conversationId={conversationId}
          contactName={contactName}
          taken={taken}
          replyBlocked={
            reason === null ? null : <ReplyBlocked reason={reason} conversation={summary} onMine={onTaken} />
          }
        />
      ) : (
        <p className={classes.readOnly}>{t("composer.read_only")}</p>
      )}
    </section>
  );
}

/** Stands in place of the reply's field: why, and what to do. */
function ReplyBlocked({
  reason,
  conversation,
  onMine,
}: {
  reason: string;
  conversation: Conversation;
  onMine: () => void;
}) {
  const { t } = useTranslation();
  const claim = useAct(conversation.id, "claim", onMine);
  const reopen = useAct(conversation.id, "reopen", onMine);
  const { status, assignee } = conversation;
  return (
    <>
      <span>{reason}</span>
      {status === "open" && !assignee && (
        <Button size="xs" variant="light" loading={claim.isPending} onClick={() => claim.mutate()}>
          {t("composer.claim")}
        </Button>
      )}
      {status === "resolved" && (
        <Button size="xs" variant="light" loading={reopen.isPending} onClick={() => reopen.mutate()}>
          {t("composer.reopen")}
        </Button>
      )}
    </>
  );
}

/** null: this agent may reply. */
function reasonNotToReply(t: TFunction, { status, assignee }: Conversation, me: Agent): string | null {
  if (status === "pending") return t("composer.pending");
  if (status === "resolved") return t("composer.resolved");
  if (assignee?.id === me.id) return null;
  if (!assignee) return t("composer.claim_first");
  return mayStepIn(me) ? null : t("composer.taken", { name: assignee.name });
}
