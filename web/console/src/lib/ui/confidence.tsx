/** How sure the bot was, as a bar and as a number. */
import { Progress, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import classes from "./confidence.module.css";

export function Confidence({ value }: { value: number }) {
  const { t } = useTranslation();
  const percent = Math.round(value * 100);
  return (
    <span className={classes.root}>
      <Progress.Root className={classes.bar} size={6} aria-hidden>
        <Progress.Section value={percent} color={percent >= 60 ? "teal" : "gray"} withAria={false} />
      </Progress.Root>
      <Text span size="xs" className={classes.number}>
        {t("handoff.sure", { percent })}
      </Text>
    </span>
  );
}
