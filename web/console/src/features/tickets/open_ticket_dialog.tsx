import { Alert, Button, Group, Modal, NativeSelect, SimpleGrid, Stack, Textarea, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "~/lib/error_text";
import { checkEmail, checkRequired, focusFirstInvalid, type FieldError } from "~/lib/forms";
import { PRIORITIES, TICKET_CATEGORIES, type ConversationDetail, type Priority, type TicketCategory } from "~/lib/wire";
import { useOpenTicket } from "./api";

interface OpenTicketDialogProps {
  detail: ConversationDetail;
  onClose: () => void;
}

const SUBJECT_CHARACTERS = 80;

/** A ticket from a conversation: filled in with what is known, so that only the rest is typed. */
export function OpenTicketDialog({ detail, onClose }: OpenTicketDialogProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const open = useOpenTicket(detail.conversation.id);
  const wants = detail.handoff?.wants ?? "";
  const [subject, setSubject] = useState(cut(wants, SUBJECT_CHARACTERS));
  const [description, setDescription] = useState(wants);
  const [category, setCategory] = useState<TicketCategory>("other");
  const [priority, setPriority] = useState<Priority>("normal");
  const [orderNumber, setOrderNumber] = useState("");
  const [email, setEmail] = useState(detail.contact.email ?? "");
  const [phone, setPhone] = useState(detail.contact.phone ?? "");
  const [errors, setErrors] = useState<Partial<Record<"subject" | "description" | "email", FieldError | null>>>({});

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const found = {
      subject: checkRequired(subject),
      description: checkRequired(description),
      email: email.trim() ? checkEmail(email) : null,
    };
    setErrors(found);
    if (found.subject || found.description || found.email) {
      focusFirstInvalid(event.currentTarget);
      return;
    }
    open.mutate(
      {
        subject: subject.trim(),
        description: description.trim(),
        category,
        priority,
        order_number: orderNumber.trim() || null,
        email: email.trim() || null,
        phone: phone.trim() || null,
      },
      {
        onSuccess: ({ number }) => {
          notifications.show({ message: t("tickets.opened", { number }) });
          onClose();
        },
      },
    );
  };

  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t("tickets.open_title")}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          {open.error && (
            <Alert color="red" role="alert">
              {errorText(open.error)}
            </Alert>
          )}
          <TextInput
            data-autofocus
            label={t("tickets.subject")}
            maxLength={200}
            value={subject}
            error={errors.subject && t(errors.subject)}
            onChange={(event) => setSubject(event.currentTarget.value)}
          />
          <Textarea
            label={t("tickets.description")}
            autosize
            minRows={3}
            maxRows={8}
            maxLength={4000}
            dir="auto"
            value={description}
            error={errors.description && t(errors.description)}
            onChange={(event) => setDescription(event.currentTarget.value)}
          />
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            <NativeSelect
              label={t("ticket_category.label")}
              value={category}
              onChange={(event) => setCategory(event.currentTarget.value as TicketCategory)}
              data={TICKET_CATEGORIES.map((value) => ({ value, label: t(`ticket_category.${value}`) }))}
            />
            <NativeSelect
              label={t("priority.label")}
              value={priority}
              onChange={(event) => setPriority(event.currentTarget.value as Priority)}
              data={PRIORITIES.map((value) => ({ value, label: t(`priority.${value}`) }))}
            />
            <TextInput
              label={t("tickets.order_number")}
              maxLength={40}
              value={orderNumber}
              onChange={(event) => setOrderNumber(event.currentTarget.value)}
            />
            <TextInput
              label={t("field.phone")}
              type="tel"
              maxLength={25}
              value={phone}
              onChange={(event) => setPhone(event.currentTarget.value)}
            />
            <TextInput
              label={t("field.email")}
              type="email"
              maxLength={254}
              value={email}
              error={errors.email && t(errors.email)}
              onChange={(event) => setEmail(event.currentTarget.value)}
            />
          </SimpleGrid>
          <Group justify="flex-end" gap="xs" mt="xs">
            <Button variant="default" onClick={onClose}>
              {t("action.cancel")}
            </Button>
            <Button type="submit" loading={open.isPending}>
              {t("tickets.open_submit")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function cut(text: string, characters: number): string {
  const signs = Array.from(text);
  return signs.length <= characters ? text : `${signs.slice(0, characters - 1).join("")}…`;
}
