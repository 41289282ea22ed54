import { Button, Stack } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { take } from "~/lib/api";
import { useShowError } from "~/lib/error_text";
import { checkPassword, checkRequired, focusFirstInvalid } from "~/lib/forms";
import { useServices } from "~/lib/services";
import { useMe } from "~/lib/session";
import { PasswordField } from "~/lib/ui/password_field";
import classes from "./settings_page.module.css";

export function PasswordForm() {
  const { t } = useTranslation();
  const { api } = useServices();
  const me = useMe();
  const showError = useShowError();
  const [current, setCurrent] = useState("");
  const [fresh, setFresh] = useState("");
  const [checked, setChecked] = useState(false);
  const errors = { current: checkRequired(current), fresh: checkPassword(fresh) };

  const change = useMutation({
    mutationFn: () => take(api.POST("/api/auth/password", { body: { current, new: fresh } })),
    onSuccess: () => {
      setCurrent("");
      setFresh("");
      setChecked(false);
      notifications.show({ message: t("settings.password_changed") });
    },
    onError: showError,
  });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setChecked(true);
    if (errors.current || errors.fresh) focusFirstInvalid(event.currentTarget);
    else change.mutate();
  };

  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <Stack gap="sm">
        {/* For password managers: whose password this is. */}
        <input type="email" autoComplete="username" value={me.email} readOnly hidden />
        <PasswordField
          label={t("field.password_current")}
          autoComplete="current-password"
          value={current}
          error={checked && errors.current && t(errors.current)}
          onChange={(event) => setCurrent(event.currentTarget.value)}
        />
        <PasswordField
          label={t("field.password_new")}
          description={t("field.password_hint")}
          autoComplete="new-password"
          value={fresh}
          error={checked && errors.fresh && t(errors.fresh)}
          onChange={(event) => setFresh(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={change.isPending} style={{ alignSelf: "flex-start" }}>
          {t("settings.password_submit")}
        </Button>
      </Stack>
    </form>
  );
}
