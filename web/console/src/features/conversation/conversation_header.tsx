import { ActionIcon, Menu, Title, Tooltip } from "@mantine/core";
import {
  IconArrowLeft,
  IconArrowsExchange,
  IconCheck,
  IconDots,
  IconHandGrab,
  IconLayoutSidebarRight,
  IconRefresh,
  IconRobot,
  IconTicket,
} from "@tabler/icons-react";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { isFocusLost } from "~/lib/focus";
import { useShortcut } from "~/lib/shortcuts";
import { mayAnswer, mayStepIn, useMe } from "~/lib/session";
import { ActionButton, KeyHint } from "~/lib/ui/action_button";
import { ConversationStatusBadge, LanguageMark, PriorityBadge } from "~/lib/ui/badges";
import type { Conversation } from "~/lib/wire";
import { useAct } from "./api";
import { TransferDialog } from "./transfer_dialog";
import classes from "./conversation_header.module.css";

interface ConversationHeaderProps {
  conversation: Conversation;
  contactName: string;
  onBack: () => void;
  onDetails: (() => void) | undefined;
  onOpenTicket: () => void;
  onMine: () => void;
}

/** Who this is, who has it, and every act on it that is possible now. */
export function ConversationHeader(props: ConversationHeaderProps) {
  const { conversation, contactName, onBack, onDetails, onOpenTicket, onMine } = props;
  const { t } = useTranslation();
  const me = useMe();
  const [transferring, setTransferring] = useState(false);
  const { status, assignee } = conversation;
  const mine = assignee?.id === me.id;
  const answers = mayAnswer(me);
  const acts = answers && status === "open" && (mine || mayStepIn(me));

  // On a phone the list, and the focus with it, has just gone.
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (isFocusLost()) heading.current?.focus();
  }, []);

  const claim = useAct(conversation.id, "claim", onMine);
  const resolve = useAct(conversation.id, "resolve");
  const reopen = useAct(conversation.id, "reopen", onMine);
  const giveBack = useAct(conversation.id, "return_to_bot");
  const returnable = acts || (answers && status === "resolved");
  const transfer = () => setTransferring(true);
  const returnToBot = () => giveBack.mutate();
  useShortcut("x", t("conversation.transfer"), transfer, acts);
  useShortcut("t", t("conversation.open_ticket"), onOpenTicket, answers);
  useShortcut("b", t("conversation.return_to_bot"), returnToBot, returnable);

  return (
    <header className={classes.header}>
      <ActionIcon className={classes.back} variant="subtle" color="gray" aria-label={t("action.back")} onClick={onBack}>
        <IconArrowLeft size={20} />
      </ActionIcon>
      <div className={classes.who}>
        <Title ref={heading} tabIndex={-1} order={2} size="h4" className={classes.name}>
          {contactName}
        </Title>
        <div className={classes.marks}>
          {status === "open" ? (
            <span className={classes.place}>
              {assignee
                ? mine
                  ? t("conversation.assignee_you")
                  : t("conversation.assignee", { name: assignee.name })
                : t("inbox.unassigned")}
            </span>
          ) : (
            <ConversationStatusBadge status={status} />
          )}
          <PriorityBadge priority={conversation.priority} />
          <LanguageMark language={conversation.language} />
        </div>
      </div>
      <div className={classes.actions} role="group" aria-label={t("conversation.actions")}>
        {answers && status === "open" && !assignee && (
          <ActionButton
            label={t("conversation.claim")}
            shortcut="c"
            icon={<IconHandGrab size={16} />}
            loading={claim.isPending}
            onClick={() => claim.mutate()}
          />
        )}
        {acts && assignee && (
          <ActionButton
            label={t("conversation.resolve")}
            shortcut="e"
            icon={<IconCheck size={16} />}
            loading={resolve.isPending}
            onClick={() => resolve.mutate()}
          />
        )}
        {answers && status === "resolved" && (
          <ActionButton
            label={t("conversation.reopen")}
            shortcut="o"
            variant="default"
            icon={<IconRefresh size={16} />}
            loading={reopen.isPending}
            onClick={() => reopen.mutate()}
          />
        )}
        {answers && (
          <Menu position="bottom-end" shadow="md" width={230} withinPortal={false}>
            <Menu.Target>
              <ActionIcon variant="default" size={30} aria-label={t("conversation.more_actions")}>
                <IconDots size={18} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {acts && (
                <Act
                  icon={<IconArrowsExchange size={16} />}
                  letter="x"
                  label={t("conversation.transfer")}
                  onClick={transfer}
                />
              )}
              <Act
                icon={<IconTicket size={16} />}
                letter="t"
                label={t("conversation.open_ticket")}
                onClick={onOpenTicket}
              />
              {returnable && (
                <Act
                  icon={<IconRobot size={16} />}
                  letter="b"
                  label={t("conversation.return_to_bot")}
                  onClick={returnToBot}
                />
              )}
            </Menu.Dropdown>
          </Menu>
        )}
        {onDetails && (
          <Tooltip label={t("conversation.details")}>
            <ActionIcon variant="default" size={30} aria-label={t("conversation.details")} onClick={onDetails}>
              <IconLayoutSidebarRight size={18} />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      {transferring && <TransferDialog conversation={conversation} onClose={() => setTransferring(false)} />}
    </header>
  );
}

function Act({
  icon,
  letter,
  label,
  onClick,
}: {
  icon: ReactNode;
  letter: string;
  label: string;
  onClick: () => void;
}) {
  return (
    <Menu.Item
      leftSection={icon}
      rightSection={<KeyHint letter={letter} />}
      aria-keyshortcuts={letter}
      onClick={onClick}
    >
      {label}
    </Menu.Item>
  );
}
