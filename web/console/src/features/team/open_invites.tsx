import { Button, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { announce } from "~/lib/announce";
import { formatDate } from "~/lib/time";
import { useInvites, useWithdrawInvite } from "./api";
import classes from "./team_page.module.css";

/** Invitations that nobody has used yet. */
export function OpenInvites() {
  const { t, i18n } = useTranslation();
  const { data = [] } = useInvites(true);
  const withdraw = useWithdrawInvite(() => announce(t("team.withdrawn")));
  return (
    <section aria-label={t("team.invites")}>
      <Title order={2} size="h5" mt="xl" mb="xs">
        {t("team.invites")}
      </Title>
      {data.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t("team.no_invites")}
        </Text>
      ) : (
        <ul className={classes.invites}>
          {data.map((invite) => (
            <li key={invite.id} className={classes.invite}>
              <span>{invite.email}</span>
              <Text span size="sm" c="dimmed">
                {t(`role.${invite.role}`)} · {t("team.expires", { date: formatDate(invite.expires_at, i18n.language) })}
              </Text>
              <Button
                size="compact-xs"
                variant="default"
                aria-label={t("team.withdraw_label", { email: invite.email ?? "" })}
                onClick={() => withdraw.mutate(invite.id)}
              >
                {t("team.withdraw")}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
