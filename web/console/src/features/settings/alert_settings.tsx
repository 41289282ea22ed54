import { Alert, Button, Group, Switch } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { askForNotifications, notificationPermission, playChime } from "~/lib/alerts";
import { setPreferences, usePreferences } from "~/lib/preferences";

/** How this browser calls for attention. */
export function AlertSettings() {
  const { t } = useTranslation();
  const { sound, notifications, shortcuts } = usePreferences();
  const [permission, setPermission] = useState(notificationPermission);

  const chooseNotifications = (wanted: boolean) => {
    setPreferences({ notifications: wanted });
    // Browsers ask only right after a click.
    if (wanted && permission === "default") {
      void askForNotifications().then((answer) => {
        setPermission(answer);
        if (answer !== "granted") setPreferences({ notifications: false });
      });
    }
  };

  return (
    <>
      <Group gap="md">
        <Switch
          label={t("settings.sound")}
          checked={sound}
          onChange={(event) => setPreferences({ sound: event.currentTarget.checked })}
        />
        <Button size="compact-xs" variant="default" onClick={playChime}>
          {t("settings.sound_test")}
        </Button>
      </Group>
      <Switch
        label={t("settings.notifications")}
        description={t("settings.notifications_hint")}
        checked={notifications && permission === "granted"}
        disabled={permission === "unsupported"}
        onChange={(event) => chooseNotifications(event.currentTarget.checked)}
      />
      {permission === "denied" && <Alert color="yellow">{t("settings.notifications_denied")}</Alert>}
      {permission === "unsupported" && <Alert color="gray">{t("settings.notifications_unsupported")}</Alert>}
      <Switch
        label={t("settings.shortcuts")}
        description={t("settings.shortcuts_hint")}
        checked={shortcuts}
        onChange={(event) => setPreferences({ shortcuts: event.currentTarget.checked })}
      />
    </>
  );
}
