import { Paper, SegmentedControl, Stack, Text, Title, useMantineColorScheme } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useMe, useUpdateMe } from "~/lib/session";
import { LocaleSwitch } from "~/lib/ui/front";
import { Page } from "~/lib/ui/page";
import { AVAILABILITIES } from "~/lib/wire";
import { AlertSettings } from "./alert_settings";
import { NameForm } from "./name_form";
import { PasswordForm } from "./password_form";
import classes from "./settings_page.module.css";

/** What belongs to the account, and what to this browser. */
export function SettingsPage() {
  const { t } = useTranslation();
  return (
    <Page title={t("settings.title")}>
      <div className={classes.sections}>
        <Section title={t("settings.profile")}>
          <NameForm />
          <AvailabilityChoice />
        </Section>
        <Section title={t("settings.appearance")}>
          <LanguageChoice />
          <ThemeChoice />
        </Section>
        <Section title={t("settings.alerts")}>
          <AlertSettings />
        </Section>
        <Section title={t("settings.password")}>
          <PasswordForm />
        </Section>
      </div>
    </Page>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Paper component="section" withBorder p="md" radius="lg" className={classes.section} aria-label={title}>
      <Title order={2} size="h5" mb="sm">
        {title}
      </Title>
      <Stack gap="md" align="flex-start">
        {children}
      </Stack>
    </Paper>
  );
}

function Labelled({ label, hint, children }: { label: string; hint?: string; children: ReactNode }) {
  return (
    <div>
      <Text size="sm" fw={500} mb={4}>
        {label}
      </Text>
      {children}
      {hint && (
        <Text size="xs" c="dimmed" mt={4}>
          {hint}
        </Text>
      )}
    </div>
  );
}

function AvailabilityChoice() {
  const { t } = useTranslation();
  const me = useMe();
  const update = useUpdateMe();
  return (
    <Labelled label={t("availability.label")} hint={t(`availability.${me.availability}_hint`)}>
      <SegmentedControl
        aria-label={t("availability.label")}
        value={me.availability}
        onChange={(value) => update.mutate({ availability: value })}
        data={AVAILABILITIES.map((value) => ({ value, label: t(`availability.${value}`) }))}
      />
    </Labelled>
  );
}

function LanguageChoice() {
  const { t } = useTranslation();
  const update = useUpdateMe();
  return (
    <Labelled label={t("field.language")}>
      <LocaleSwitch onChoose={(locale) => update.mutate({ locale })} />
    </Labelled>
  );
}

function ThemeChoice() {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Labelled label={t("settings.theme")}>
      <SegmentedControl
        aria-label={t("settings.theme")}
        value={colorScheme}
        onChange={(value) => setColorScheme(value)}
        data={[
          { value: "light", label: t("settings.theme_light") },
          { value: "dark", label: t("settings.theme_dark") },
          { value: "auto", label: t("settings.theme_auto") },
        ]}
      />
    </Labelled>
  );
}
