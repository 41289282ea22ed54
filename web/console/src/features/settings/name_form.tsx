import { Button, Group, TextInput } from "@mantine/core";
import { useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { announce } from "~/lib/announce";
import { useShowError } from "~/lib/error_text";
import { checkRequired, focusFirstInvalid } from "~/lib/forms";
import { useMe, useUpdateMe } from "~/lib/session";
import classes from "./settings_page.module.css";

/** The name that contacts and colleagues read. */
export function NameForm() {
  const { t } = useTranslation();
  const me = useMe();
  const update = useUpdateMe();
  const showError = useShowError();
  const [name, setName] = useState(me.name);
  const [checked, setChecked] = useState(false);
  const error = checkRequired(name);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setChecked(true);
    if (error) focusFirstInvalid(event.currentTarget);
    else update.mutate({ name: name.trim() }, { onSuccess: () => announce(t("state.saved")), onError: showError });
  };
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <Group align="flex-end" gap="xs">
        <TextInput
          flex={1}
          label={t("field.name")}
          description={me.email}
          autoComplete="name"
          maxLength={120}
          value={name}
          error={checked && error && t(error)}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={update.isPending} disabled={name.trim() === me.name}>
          {t("action.save")}
        </Button>
      </Group>
    </form>
  );
}
