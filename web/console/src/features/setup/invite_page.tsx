import { Button, Skeleton, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useSearchParams } from "react-router";
import { ApiError, take } from "~/lib/api";
import { useServices } from "~/lib/services";
import { enterNew } from "~/lib/session";
import { Failed } from "~/lib/ui/blank";
import { Front } from "~/lib/ui/front";
import { AccountForm, type Account } from "./account_form";

/** Where an invitation's link leads: name, password, and in. */
export function InvitePage() {
  const { t, i18n } = useTranslation();
  const services = useServices();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const token = search.get("token") ?? "";
  const invite = useQuery({
    queryKey: ["invite", token],
    queryFn: () => take(services.api.GET("/api/invites/{token}", { params: { path: { token } } })),
    enabled: token !== "",
    gcTime: 0,
  });

  const accept = useMutation({
    mutationFn: ({ name, email, password }: Account) =>
      take(services.api.POST("/api/invites/accept", { body: { token, name, email, password } })),
    onSuccess: async (me) => {
      await enterNew(services, me, i18n.language);
      void navigate("/inbox/queue", { replace: true });
    },
  });

  const refused =
    token === "" || (invite.error instanceof ApiError && invite.error.status >= 400 && invite.error.status < 500);
  if (refused) {
    return (
      <Front title={t("invite_page.invalid")}>
        <Text mb="md">{t("invite_page.invalid_hint")}</Text>
        <Button component={Link} to="/login" variant="default">
          {t("setup.to_login")}
        </Button>
      </Front>
    );
  }
  if (invite.error) return <Failed error={invite.error} onRetry={() => void invite.refetch()} />;
  if (!invite.data) return <Front title={t("invite_page.title")} children={<Skeleton h={260} />} />;
  return (
    <Front title={t("invite_page.title")} intro={t("invite_page.intro", { role: t(`role.${invite.data.role}`) })}>
      <AccountForm
        email={invite.data.email}
        submitLabel={t("invite_page.submit")}
        pending={accept.isPending}
        error={accept.error}
        onSubmit={(account) => accept.mutate(account)}
      />
    </Front>
  );
}
