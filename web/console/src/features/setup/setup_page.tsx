import { Button, Skeleton, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useSearchParams } from "react-router";
import { take } from "~/lib/api";
import { useServices } from "~/lib/services";
import { enterNew } from "~/lib/session";
import { Failed } from "~/lib/ui/blank";
import { Front } from "~/lib/ui/front";
import { AccountForm, type Account } from "./account_form";

/** Makes the first administrator, with the one-time link that the first start printed. */
export function SetupPage() {
  const { t, i18n } = useTranslation();
  const services = useServices();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const token = search.get("token") ?? "";
  const state = useQuery({ queryKey: ["setup"], queryFn: () => take(services.api.GET("/api/setup")), gcTime: 0 });

  const create = useMutation({
    mutationFn: (account: Account) => take(services.api.POST("/api/setup", { body: { token, ...account } })),
    onSuccess: async (me) => {
      await enterNew(services, me, i18n.language);
      void navigate("/inbox/queue", { replace: true });
    },
  });

  if (state.error) return <Failed error={state.error} onRetry={() => void state.refetch()} />;
  if (!state.data) return <Front title={t("setup.title")} children={<Skeleton h={260} />} />;
  const hint = !state.data.needed ? t("setup.done") : token ? null : t("setup.no_token");
  return (
    <Front title={t("setup.title")} intro={hint === null ? t("setup.intro") : undefined}>
      {hint === null ? (
        <AccountForm
          email={null}
          submitLabel={t("setup.submit")}
          pending={create.isPending}
          error={create.error}
          onSubmit={(account) => create.mutate(account)}
        />
      ) : (
        <>
          <Text mb="md">{hint}</Text>
          <Button component={Link} to="/login" variant={state.data.needed ? "default" : "filled"}>
            {t("setup.to_login")}
          </Button>
        </>
      )}
    </Front>
  );
}
