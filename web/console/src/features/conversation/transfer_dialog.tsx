import { Button, Group, Modal, Radio, ScrollArea, Stack, Text, Textarea } from "@mantine/core";
import { useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { announce } from "~/lib/announce";
import { useAgents } from "~/lib/queries";
import { useInbox } from "~/lib/services";
import { AvailabilityDot } from "~/lib/ui/badges";
import { AVAILABILITIES, type Agent, type Conversation } from "~/lib/wire";
import { useTransfer } from "./api";
import classes from "./transfer_dialog.module.css";

interface TransferDialogProps {
  conversation: Conversation;
  onClose: () => void;
}

const QUEUE = "queue";

/** Gives the conversation to a colleague, or back to the queue, with a note for whoever takes it up. */
export function TransferDialog({ conversation, onClose }: TransferDialogProps) {
  const { t } = useTranslation();
  const agents = useAgents()
    .filter((agent) => isChoice(agent, conversation))
    .sort(byAvailability);
  const assigned = useInbox((state) => state.counts?.assigned ?? NOBODY);
  const [to, setTo] = useState("");
  const [note, setNote] = useState("");
  const transfer = useTransfer(conversation.id, ({ assignee }) => {
    announce(assignee ? t("conversation.transferred", { name: assignee.name }) : t("conversation.unassigned"));
    onClose();
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    transfer.mutate({ agent_id: to === QUEUE ? null : to, note: note.trim() || null });
  };

  return (
    <Modal opened onClose={onClose} title={t("transfer.title")} closeButtonProps={{ "aria-label": t("action.close") }}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <Radio.Group label={t("transfer.to")} value={to} onChange={setTo}>
            <ScrollArea.Autosize mah={280} mt={6}>
              <Stack gap={4}>
                {conversation.assignee && (
                  <Radio.Card value={QUEUE} className={classes.choice}>
                    <Radio.Indicator />
                    <Text span size="sm">
                      {t("transfer.queue")}
                    </Text>
                  </Radio.Card>
                )}
                {agents.map((agent) => (
                  <Radio.Card key={agent.id} value={agent.id} className={classes.choice}>
                    <Radio.Indicator />
                    <AvailabilityDot availability={agent.availability} />
                    <span>
                      <Text span size="sm" display="block">
                        {agent.name}
                      </Text>
                      <Text span size="xs" c="dimmed">
                        {t(`availability.${agent.availability}`)} ·{" "}
                        {t("transfer.load", { count: assigned[agent.id] ?? 0, capacity: agent.capacity })}
                      </Text>
                    </span>
                  </Radio.Card>
                ))}
              </Stack>
            </ScrollArea.Autosize>
          </Radio.Group>
          <Textarea
            label={t("transfer.note")}
            description={t("transfer.note_hint")}
            autosize
            minRows={2}
            maxRows={6}
            maxLength={2000}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t("action.cancel")}
            </Button>
            <Button type="submit" loading={transfer.isPending} disabled={to === ""}>
              {t("transfer.submit")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

const NOBODY: Readonly<Record<string, number>> = {};

/** Anybody who answers contacts and does not have it already; those who are there come first. */
function isChoice(agent: Agent, conversation: Conversation): boolean {
  return !agent.disabled && agent.role !== "editor" && agent.id !== conversation.assignee?.id;
}

function byAvailability(a: Agent, b: Agent): number {
  return AVAILABILITIES.indexOf(a.availability) - AVAILABILITIES.indexOf(b.availability);
}
