import { Button, Group, Textarea } from "@mantine/core";
import { useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { mayAnswer, useMe } from "~/lib/session";
import { useCommentTicket } from "./api";

/** A line for colleagues; the contact does not see it. */
export function TicketComment({ number }: { number: string }) {
  const { t } = useTranslation();
  const me = useMe();
  const [text, setText] = useState("");
  const comment = useCommentTicket(number);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (text.trim()) comment.mutate(text.trim(), { onSuccess: () => setText("") });
  };
  if (!mayAnswer(me)) return null;
  return (
    <form onSubmit={submit}>
      <Textarea
        mt="md"
        label={t("tickets.comment")}
        placeholder={t("tickets.comment_placeholder")}
        autosize
        minRows={2}
        maxRows={10}
        maxLength={4000}
        dir="auto"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Group justify="flex-end" mt="xs">
        <Button type="submit" size="xs" loading={comment.isPending} disabled={!text.trim()}>
          {t("tickets.comment_submit")}
        </Button>
      </Group>
    </form>
  );
}
