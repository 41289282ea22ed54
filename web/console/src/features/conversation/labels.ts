/** What the messages of a conversation teach the bot: looked up, taught, taken back. */
import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { announce } from "~/lib/announce";
import { ApiError, take } from "~/lib/api";
import { useShowError } from "~/lib/error_text";
import { useServices, type Services } from "~/lib/services";
import type { FaqEntry, Label, LabelForm, Message } from "~/lib/wire";

const keyOf = (conversationId: string) => ["labels", conversationId] as const;

/** What this message teaches, or undefined. */
export function useLabel({ id, conversation_id }: Message): Label | undefined {
  const { api } = useServices();
  const { data } = useQuery({
    queryKey: keyOf(conversation_id),
    queryFn: () =>
      take(api.GET("/api/conversations/{conversation_id}/labels", { params: { path: { conversation_id } } })),
    select: (labels) => labels.find((label) => label.message_id === id),
  });
  return data;
}

/** What it would teach: without personal details, with the bot's guesses. Asked for anew each time. */
export function useLabelDraft({ id }: Message) {
  const { api } = useServices();
  return useQuery({
    queryKey: ["label-draft", id],
    queryFn: () => take(api.GET("/api/messages/{message_id}/label", { params: { path: { message_id: id } } })),
    gcTime: 0,
  });
}

/** The entries that hold every word of `q`; the last ones stay while the next are on their way. */
export function useFaqSearch(q: string): readonly FaqEntry[] | undefined {
  const { api } = useServices();
  const { data } = useQuery({
    queryKey: ["faq", q],
    queryFn: () => take(api.GET("/api/faq", { params: { query: { q: q || undefined } } })),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  return data;
}

export function useTeach({ id, conversation_id }: Message, onDone: (label: Label) => void) {
  const services = useServices();
  return useMutation({
    mutationFn: (form: LabelForm) =>
      take(services.api.POST("/api/messages/{message_id}/label", { params: { path: { message_id: id } }, body: form })),
    onSuccess: (label) => {
      put(services, conversation_id, id, label);
      onDone(label);
    },
    onError: (error) => refreshAfterConflict(services, conversation_id, error),
  });
}

export function useUndoTeach({ id, conversation_id }: Message) {
  const { t } = useTranslation();
  const services = useServices();
  const showError = useShowError();
  return useMutation({
    mutationFn: () =>
      take(services.api.DELETE("/api/messages/{message_id}/label", { params: { path: { message_id: id } } })),
    onSuccess: () => {
      put(services, conversation_id, id, null);
      announce(t("teach.undone"));
    },
    onError: (error) => {
      showError(error);
      refreshAfterConflict(services, conversation_id, error);
    },
  });
}

function put({ queries }: Services, conversationId: string, messageId: string, label: Label | null): void {
  queries.setQueryData<Label[]>(keyOf(conversationId), (before = []) => [
    ...before.filter(({ message_id }) => message_id !== messageId),
    ...(label ? [label] : []),
  ]);
}

/** A colleague was faster: show what it teaches now. */
function refreshAfterConflict({ queries }: Services, conversationId: string, error: Error): void {
  if (error instanceof ApiError && (error.status === 409 || error.status === 404)) {
    void queries.invalidateQueries({ queryKey: keyOf(conversationId) });
  }
}
