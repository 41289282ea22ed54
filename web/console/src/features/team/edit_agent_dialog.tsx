import { Alert, Button, Group, Modal, NativeSelect, NumberInput, Stack, Text, TextInput } from "@mantine/core";
import { useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { checkRequired, focusFirstInvalid } from "~/lib/forms";
import { ROLES, type Agent, type Role } from "~/lib/wire";
import { useChangeAgent } from "./api";

/** Name, role, capacity; and shutting somebody out, which asks once more. */
export function EditAgentDialog({ agent, onClose }: { agent: Agent; onClose: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState(agent.name);
  const [role, setRole] = useState<Role>(agent.role);
  const [capacity, setCapacity] = useState<number | string>(agent.capacity);
  const [checked, setChecked] = useState(false);
  const [disabling, setDisabling] = useState(false);
  const change = useChangeAgent(agent.id, onClose);
  const nameError = checkRequired(name);

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setChecked(true);
    if (nameError) focusFirstInvalid(event.currentTarget);
    else change.mutate({ name: name.trim(), role, capacity: Number(capacity) || agent.capacity });
  };

  return (
    <Modal
      opened
      onClose={onClose}
      title={t("team.edit_title", { name: agent.name })}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <TextInput
            data-autofocus
            label={t("field.name")}
            maxLength={120}
            value={name}
            error={checked && nameError && t(nameError)}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <NativeSelect
            label={t("field.role")}
            value={role}
            onChange={(event) => setRole(event.currentTarget.value as Role)}
            data={ROLES.map((value) => ({ value, label: t(`role.${value}`) }))}
          />
          <NumberInput
            label={t("team.capacity")}
            min={1}
            max={50}
            clampBehavior="strict"
            value={capacity}
            onChange={setCapacity}
          />
          {disabling && (
            <Alert color="red" title={t("team.disable_title", { name: agent.name })}>
              <Text size="sm" mb="xs">
                {t("team.disable_text", { name: agent.name })}
              </Text>
              <Button
                size="xs"
                color="red"
                loading={change.isPending}
                onClick={() => change.mutate({ disabled: true })}
              >
                {t("team.disable_label", { name: agent.name })}
              </Button>
            </Alert>
          )}
          <Group justify="space-between" mt="xs">
            {agent.disabled ? (
              <Button variant="default" onClick={() => change.mutate({ disabled: false })}>
                {t("team.enable")}
              </Button>
            ) : (
              <Button variant="subtle" color="red" disabled={disabling} onClick={() => setDisabling(true)}>
                {t("team.disable")}
              </Button>
            )}
            <Group gap="xs">
              <Button variant="default" onClick={onClose}>
                {t("action.cancel")}
              </Button>
              <Button type="submit" loading={change.isPending}>
                {t("action.save")}
              </Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
