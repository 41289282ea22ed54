import { Alert, Button, CopyButton, Group, Modal, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "~/lib/error_text";
import { checkEmail, focusFirstInvalid } from "~/lib/forms";
import { ROLES, type Role } from "~/lib/wire";
import { useCreateInvite } from "./api";

/** Makes a one-time link and shows it, this once, to be sent to the person. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("agent");
  const [checked, setChecked] = useState(false);
  const create = useCreateInvite();
  const emailError = checkEmail(email);

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setChecked(true);
    if (emailError) focusFirstInvalid(event.currentTarget);
    else create.mutate({ email: email.trim(), role });
  };

  return (
    <Modal
      opened
      onClose={onClose}
      title={t("team.invite_title")}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      {create.data ? (
        <InviteLink link={create.data.link} email={email.trim()} onClose={onClose} />
      ) : (
        <form onSubmit={submit} noValidate>
          <Stack gap="sm">
            {create.error && (
              <Alert color="red" role="alert">
                {errorText(create.error)}
              </Alert>
            )}
            <TextInput
              data-autofocus
              label={t("field.email")}
              type="email"
              autoComplete="off"
              value={email}
              error={checked && emailError && t(emailError)}
              onChange={(event) => setEmail(event.currentTarget.value)}
            />
            <NativeSelect
              label={t("field.role")}
              value={role}
              onChange={(event) => setRole(event.currentTarget.value as Role)}
              data={ROLES.map((value) => ({ value, label: t(`role.${value}`) }))}
            />
            <Group justify="flex-end" gap="xs" mt="xs">
              <Button variant="default" onClick={onClose}>
                {t("action.cancel")}
              </Button>
              <Button type="submit" loading={create.isPending}>
                {t("team.invite_submit")}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}

function InviteLink({ link, email, onClose }: { link: string; email: string; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Stack gap="sm" role="status">
      <Text size="sm">{t("team.invite_link_hint", { email })}</Text>
      <TextInput
        label={t("team.invite_link")}
        readOnly
        value={link}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Group justify="flex-end" gap="xs">
        <CopyButton value={link}>
          {({ copied, copy }) => (
            <Button
              leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
              onClick={copy}
              data-autofocus
            >
              {copied ? t("action.copied") : t("action.copy")}
            </Button>
          )}
        </CopyButton>
        <Button variant="default" onClick={onClose}>
          {t("action.close")}
        </Button>
      </Group>
    </Stack>
  );
}
