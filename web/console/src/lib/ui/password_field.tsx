import { PasswordInput, type PasswordInputProps } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** A password, with a switch that shows it: named in the reader's language and reachable by keyboard. */
export function PasswordField(props: PasswordInputProps) {
  const { t } = useTranslation();
  return (
    <PasswordInput
      // The library marks other fields by itself, but not this one.
      aria-invalid={props.error ? true : undefined}
      {...props}
      visibilityToggleButtonProps={{ "aria-label": t("field.reveal"), tabIndex: 0 }}
    />
  );
}
