/** Says when the line to the desk is lost, and when all is well again. */
import { Button, Loader } from "@mantine/core";
import { IconPlugConnected } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useNow } from "~/lib/clock";
import { useLine } from "~/lib/services";
import { useMe, useUpdateMe } from "~/lib/session";
import classes from "./shell.module.css";

/** A line that is back this fast was no loss worth a word. */
const PATIENCE_MILLISECONDS = 1500;
const BACK_MILLISECONDS = 5000;

function useNotice(): "none" | "lost" | "back" {
  const { kind, since, outage } = useLine();
  const passed = useNow() - since;
  if (kind === "lost" && passed > PATIENCE_MILLISECONDS) return "lost";
  if (kind === "up" && outage > PATIENCE_MILLISECONDS && passed < BACK_MILLISECONDS) return "back";
  return "none";
}

export function LineNotice() {
  const { t } = useTranslation();
  const notice = useNotice();
  const me = useMe();
  const update = useUpdateMe();
  return (
    <>
      <div role="status">
        {notice === "lost" && (
          <div className={classes.notice} data-kind="lost">
            <Loader size={14} color="currentColor" aria-hidden />
            {t("line.lost")}
          </div>
        )}
        {notice === "back" && (
          <div className={classes.notice} data-kind="back">
            <IconPlugConnected size={16} aria-hidden />
            {t("line.back")}
          </div>
        )}
      </div>
      {notice === "none" && me.availability === "offline" && (
        <div className={classes.notice}>
          {t("offline_notice.text")}
          <Button
            size="compact-xs"
            variant="light"
            loading={update.isPending}
            onClick={() => update.mutate({ availability: "online" })}
          >
            {t("offline_notice.action")}
          </Button>
        </div>
      )}
    </>
  );
}
