/** Screens with nothing to show: they say what will come here, or what failed, and what to do. */
import { Button, Stack, Text, ThemeIcon, Title } from "@mantine/core";
import { IconPlugConnectedX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "../error_text";

interface BlankProps {
  icon: ReactNode;
  title: string;
  text?: string;
  action?: ReactNode;
  /** The heading's level on the page. */
  order?: 1 | 2 | 3;
}

export function Blank({ icon, title, text, action, order = 2 }: BlankProps) {
  return (
    <Stack align="center" justify="center" gap="xs" p="xl" ta="center" mih={220} h="100%">
      <ThemeIcon variant="light" size={52} radius="xl" aria-hidden>
        {icon}
      </ThemeIcon>
      <Title order={order} size="h4">
        {title}
      </Title>
      {text && (
        <Text c="dimmed" size="sm" maw={340}>
          {text}
        </Text>
      )}
      {action}
    </Stack>
  );
}

export function Failed({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  const text = useErrorText();
  return (
    <div role="alert">
      <Blank
        icon={<IconPlugConnectedX />}
        title={text(error)}
        action={onRetry && <Button onClick={onRetry}>{t("action.retry")}</Button>}
      />
    </div>
  );
}
