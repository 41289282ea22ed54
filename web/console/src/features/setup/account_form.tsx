/** Name, e-mail and password of a new account; for the first administrator and for invited colleagues. */
import { Alert, Button, Stack, TextInput } from "@mantine/core";
import { useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "~/lib/error_text";
import { checkEmail, checkPassword, checkRequired, focusFirstInvalid, type FieldError } from "~/lib/forms";
import { PasswordField } from "~/lib/ui/password_field";

export interface Account {
  name: string;
  email: string;
  password: string;
}

interface AccountFormProps {
  /** The address of the invitation, when it has one: then it is not asked for. */
  email: string | null;
  submitLabel: string;
  pending: boolean;
  error: unknown;
  onSubmit: (account: Account) => void;
}

export function AccountForm({ email: given, submitLabel, pending, error, onSubmit }: AccountFormProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [account, setAccount] = useState<Account>({ name: "", email: given ?? "", password: "" });
  const [errors, setErrors] = useState<Partial<Record<keyof Account, FieldError | null>>>({});
  const change = (changes: Partial<Account>) => setAccount((before) => ({ ...before, ...changes }));

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const found = {
      name: checkRequired(account.name),
      email: checkEmail(account.email),
      password: checkPassword(account.password),
    };
    setErrors(found);
    if (found.name || found.email || found.password) focusFirstInvalid(event.currentTarget);
    else onSubmit({ ...account, name: account.name.trim(), email: account.email.trim() });
  };

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {error !== null && (
          <Alert color="red" role="alert">
            {errorText(error)}
          </Alert>
        )}
        <TextInput
          label={t("field.name")}
          autoComplete="name"
          value={account.name}
          error={errors.name && t(errors.name)}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <TextInput
          label={t("field.email")}
          type="email"
          autoComplete="username"
          inputMode="email"
          readOnly={given !== null}
          value={account.email}
          error={errors.email && t(errors.email)}
          onChange={(event) => change({ email: event.currentTarget.value })}
        />
        <PasswordField
          label={t("field.password")}
          description={t("field.password_hint")}
          autoComplete="new-password"
          value={account.password}
          error={errors.password && t(errors.password)}
          onChange={(event) => change({ password: event.currentTarget.value })}
        />
        <Button type="submit" loading={pending} fullWidth mt="xs">
          {submitLabel}
        </Button>
      </Stack>
    </form>
  );
}
