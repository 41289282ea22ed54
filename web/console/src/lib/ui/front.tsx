/** The frame of the pages before the log-in: one calm card, and the language switch. */
import { Card, Group, SegmentedControl, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { chooseLocale, type Locale } from "../i18n";
import { usePageTitle } from "../page_title";
import classes from "./front.module.css";

export function Front({ title, intro, children }: { title: string; intro?: string; children: ReactNode }) {
  const { t } = useTranslation();
  usePageTitle(title);
  return (
    <main className={classes.root}>
      <Group gap="xs" mb="lg">
        <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width={36} height={36} />
        <Text fw={650} size="xl">
          {t("app.name")}
        </Text>
      </Group>
      <Card withBorder radius="lg" padding="xl" className={classes.card}>
        <Title order={1} size="h3" mb={intro ? 4 : "md"}>
          {title}
        </Title>
        {intro && (
          <Text c="dimmed" size="sm" mb="md">
            {intro}
          </Text>
        )}
        {children}
      </Card>
      <LocaleSwitch mt="lg" />
    </main>
  );
}

export function LocaleSwitch({ mt, onChoose }: { mt?: string; onChoose?: (locale: Locale) => void }) {
  const { t, i18n } = useTranslation();
  return (
    <SegmentedControl
      mt={mt}
      size="xs"
      aria-label={t("field.language")}
      value={i18n.language}
      onChange={(value) => void chooseLocale(value as Locale).then(() => onChoose?.(value as Locale))}
      data={[
        { value: "en", label: <span lang="en">English</span> },
        { value: "hi", label: <span lang="hi">हिंदी</span> },
      ]}
    />
  );
}
