import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { announce } from "~/lib/announce";
import { take } from "~/lib/api";
import { useShowError } from "~/lib/error_text";
import { checkEmail, focusFirstInvalid } from "~/lib/forms";
import { useServices } from "~/lib/services";
import type { Contact } from "~/lib/wire";

/** Corrects what is known about a contact. An emptied field is cleared. */
export function ContactForm({ contact, onClose }: { contact: Contact; onClose: () => void }) {
  const { t } = useTranslation();
  const { api, queries } = useServices();
  const showError = useShowError();
  const [name, setName] = useState(contact.name ?? "");
  const [email, setEmail] = useState(contact.email ?? "");
  const [phone, setPhone] = useState(contact.phone ?? "");
  const [checked, setChecked] = useState(false);
  const emailError = email.trim() ? checkEmail(email) : null;

  const save = useMutation({
    mutationFn: () =>
      take(
        api.PATCH("/api/contacts/{contact_id}", {
          params: { path: { contact_id: contact.id } },
          body: { name: name.trim() || null, email: email.trim() || null, phone: phone.trim() || null },
        }),
      ),
    onSuccess: (fresh) => {
      queries.setQueriesData({ queryKey: ["contact", contact.id] }, fresh);
      void queries.invalidateQueries({ queryKey: ["conversation"] });
      announce(t("state.saved"));
      onClose();
    },
    onError: showError,
  });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setChecked(true);
    if (emailError) focusFirstInvalid(event.currentTarget);
    else save.mutate();
  };

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="xs">
        <TextInput
          size="xs"
          label={t("field.name")}
          data-autofocus
          autoComplete="off"
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          size="xs"
          label={t("field.email")}
          type="email"
          autoComplete="off"
          maxLength={254}
          value={email}
          error={checked && emailError && t(emailError)}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <TextInput
          size="xs"
          label={t("field.phone")}
          description={t("contact_panel.clear_hint")}
          inputWrapperOrder={["label", "input", "description", "error"]}
          type="tel"
          autoComplete="off"
          maxLength={25}
          value={phone}
          onChange={(event) => setPhone(event.currentTarget.value)}
        />
        <Group gap="xs" justify="flex-end">
          <Button size="xs" variant="default" onClick={onClose}>
            {t("action.cancel")}
          </Button>
          <Button size="xs" type="submit" loading={save.isPending}>
            {t("action.save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
