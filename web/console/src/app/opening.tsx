import { Center, Loader } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** While the first page's bundle, or the answer to "who is this?", is on its way. */
export function Opening() {
  const { t } = useTranslation();
  return (
    <Center component="main" h="100dvh">
      <Loader role="status" aria-label={t("state.loading")} />
    </Center>
  );
}
