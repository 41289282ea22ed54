import { Button } from "@mantine/core";
import { IconMoodConfuzed } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Blank } from "~/lib/ui/blank";

/** Shown instead of a page that threw, or whose bundle is gone because a newer version was installed. */
export function Crashed() {
  const { t } = useTranslation();
  return (
    <main role="alert" style={{ height: "100dvh" }}>
      <Blank
        order={1}
        icon={<IconMoodConfuzed />}
        title={t("crash.title")}
        text={t("crash.text")}
        action={<Button onClick={() => window.location.reload()}>{t("action.reload")}</Button>}
      />
    </main>
  );
}
