import { Button } from "@mantine/core";
import { IconMap2 } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { usePageTitle } from "~/lib/page_title";
import { Blank } from "~/lib/ui/blank";

export function NotFound() {
  const { t } = useTranslation();
  usePageTitle(t("not_found.title"));
  return (
    <Blank
      order={1}
      icon={<IconMap2 />}
      title={t("not_found.title")}
      text={t("not_found.text")}
      action={
        <Button component={Link} to="/inbox/queue">
          {t("not_found.action")}
        </Button>
      }
    />
  );
}
