import { Alert, Button, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, useNavigate, useSearchParams } from "react-router";
import { take } from "~/lib/api";
import { useErrorText } from "~/lib/error_text";
import { checkEmail, checkRequired, focusFirstInvalid, type FieldError } from "~/lib/forms";
import { useServices } from "~/lib/services";
import { enter, useSession } from "~/lib/session";
import { Front } from "~/lib/ui/front";
import { PasswordField } from "~/lib/ui/password_field";

export function LoginPage() {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const services = useServices();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const next = safeNext(search.get("next"));
  const { data: me } = useSession();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [errors, setErrors] = useState<{ email: FieldError | null; password: FieldError | null } | null>(null);

  const login = useMutation({
    mutationFn: () => take(services.api.POST("/api/auth/login", { body: { email: email.trim(), password } })),
    onSuccess: (fresh) => {
      enter(services, fresh);
      void navigate(next, { replace: true });
    },
  });

  // On a fresh desk nobody can log in yet: say what comes first.
  const setup = useQuery({ queryKey: ["setup"], queryFn: () => take(services.api.GET("/api/setup")) });

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const found = { email: checkEmail(email), password: checkRequired(password) };
    setErrors(found);
    if (found.email || found.password) focusFirstInvalid(event.currentTarget);
    else login.mutate();
  };

  if (me) return <Navigate to={next} replace />;
  return (
    <Front title={t("login.title")} intro={setup.data?.needed ? t("login.setup_hint") : undefined}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          {login.error && (
            <Alert color="red" role="alert">
              {errorText(login.error)}
            </Alert>
          )}
          <TextInput
            label={t("field.email")}
            type="email"
            autoComplete="username"
            inputMode="email"
            value={email}
            error={errors?.email && t(errors.email)}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <PasswordField
            label={t("field.password")}
            autoComplete="current-password"
            value={password}
            error={errors?.password && t(errors.password)}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Button type="submit" loading={login.isPending} fullWidth mt="xs">
            {t("login.submit")}
          </Button>
          <Text size="xs" c="dimmed">
            {t("login.forgotten")}
          </Text>
        </Stack>
      </form>
    </Front>
  );
}

/** Only addresses of this console: a link must not lead elsewhere after the log-in. */
function safeNext(next: string | null): string {
  return next?.startsWith("/") && !next.startsWith("//") && !next.includes("\\") ? next : "/inbox/queue";
}
