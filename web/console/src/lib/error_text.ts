/** Errors in people's words: what happened and what to do now. */
import { notifications } from "@mantine/notifications";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "./api";
import type en from "./i18n/en.json";

type KnownError = keyof (typeof en)["error"];

export type Failure = Pick<ApiError, "name"> & { data?: Readonly<Record<string, unknown>> };

/** A function from an error to its sentence; an unknown fact of the desk comes with the desk's own sentence. */
export function useErrorText(): (error: unknown) => string {
  const { t, i18n } = useTranslation();
  return useCallback(
    (error: unknown) => {
      const { name, data } = isFailure(error) ? error : { name: "Unexpected", data: {} };
      if (i18n.exists(`error.${name}`)) return t(`error.${name as KnownError}`, { ...data });
      return error instanceof ApiError ? error.message : t("error.Unexpected");
    },
    [t, i18n],
  );
}

/** For mutations: shows the sentence where it cannot be missed. */
export function useShowError(): (error: unknown) => void {
  const text = useErrorText();
  return useCallback(
    (error: unknown) => {
      notifications.show({ color: "red", message: text(error), autoClose: 8000 });
    },
    [text],
  );
}

function isFailure(error: unknown): error is Failure {
  return (
    error instanceof ApiError || (typeof error === "object" && error !== null && "name" in error && "data" in error)
  );
}
