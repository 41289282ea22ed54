/** One conversation: what is known about it, its messages, and every act on it. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { announce } from "~/lib/announce";
import { ApiError, take } from "~/lib/api";
import { useShowError } from "~/lib/error_text";
import { findGap } from "~/lib/inbox_state";
import { useInbox, useServices, type Services } from "~/lib/services";
import type { Conversation, Message } from "~/lib/wire";

const PAGE = 100;

/** The conversation with its contact and hand-off; the summary in it is as fresh as the last event. */
export function useConversation(conversationId: string) {
  const { api, inbox } = useServices();
  const summary = useInbox((state) => state.conversations[conversationId]);
  const query = useQuery({
    // A new hand-off has a new card.
    queryKey: ["conversation", conversationId, summary?.handed_off_at ?? null],
    queryFn: async () => {
      const path = { conversation_id: conversationId };
      const detail = await take(api.GET("/api/conversations/{conversation_id}", { params: { path } }));
      inbox.put({ conversations: [detail.conversation], tickets: detail.tickets });
      return detail;
    },
    placeholderData: (before) => (before?.conversation.id === conversationId ? before : undefined),
  });
  return { ...query, summary: summary ?? query.data?.conversation };
}

async function fetchMessages(
  { api, inbox }: Services,
  conversationId: string,
  range: { after?: number; before?: number },
) {
  const items = await take(
    api.GET("/api/conversations/{conversation_id}/messages", {
      params: { path: { conversation_id: conversationId }, query: { ...range, limit: PAGE } },
    }),
  );
  inbox.put({ messages: { conversationId, items } });
  return items;
}

/** The transcript: its last page at first, then only what is missing. */
export function useMessages(conversationId: string) {
  const services = useServices();
  const messages = useInbox((state) => state.messages[conversationId]);
  const lastSeq = useInbox((state) => state.conversations[conversationId]?.last_seq ?? 0);

  const query = useQuery({
    queryKey: ["messages", conversationId],
    queryFn: async () => {
      const known = () => services.inbox.getState().messages[conversationId] ?? [];
      if (known().length === 0) return (await fetchMessages(services, conversationId, {})).length;
      for (;;) {
        const after = findGap(known(), Infinity) ?? known().at(-1)?.seq ?? 0;
        const fresh = await fetchMessages(services, conversationId, { after });
        if (fresh.length < PAGE) return known().length;
      }
    },
    // Messages come as events only while a conversation is watched.
    staleTime: 0,
    refetchOnMount: "always",
  });

  const { refetch, isSuccess } = query;
  const missing = isSuccess && messages !== undefined && findGap(messages, lastSeq) !== null;
  useEffect(() => {
    if (!missing) return;
    // The event with the message is usually a moment behind the one with the summary.
    const timer = setTimeout(() => void refetch(), 400);
    return () => clearTimeout(timer);
  }, [missing, refetch, lastSeq]);

  const earlier = useMutation({
    mutationFn: () => fetchMessages(services, conversationId, { before: messages?.[0]?.seq }),
  });
  return { ...query, messages: messages ?? NO_MESSAGES, hasEarlier: (messages?.[0]?.seq ?? 1) > 1, earlier };
}

const NO_MESSAGES: readonly Message[] = [];

/** Tells the desk that this conversation is on the screen. */
export function useWatch(conversationId: string): void {
  const { live } = useServices();
  useEffect(() => {
    live.watch(conversationId);
    return () => live.watch(null);
  }, [live, conversationId]);
}

type Act = "claim" | "resolve" | "reopen" | "return_to_bot";

const SAID = {
  claim: "conversation.claimed",
  resolve: "conversation.resolved",
  reopen: "conversation.reopened",
  return_to_bot: "conversation.returned",
} as const;

/** A mutation for an act without further details; what happened is said, and shown in the list at once. */
export function useAct(conversationId: string, act: Act, onDone?: (conversation: Conversation) => void) {
  const { t } = useTranslation();
  const services = useServices();
  const showError = useShowError();
  const path = { conversation_id: conversationId };
  return useMutation({
    mutationFn: () => take(services.api.POST(`/api/conversations/{conversation_id}/${act}`, { params: { path } })),
    onSuccess: (conversation) => {
      services.inbox.put({ conversations: [conversation] });
      announce(t(SAID[act]));
      onDone?.(conversation);
    },
    onError: (error) => {
      showError(error);
      refreshAfterConflict(services, conversationId, error);
    },
  });
}

export function useTransfer(conversationId: string, onDone: (conversation: Conversation) => void) {
  const services = useServices();
  const showError = useShowError();
  return useMutation({
    mutationFn: (form: { agent_id: string | null; note: string | null }) =>
      take(
        services.api.POST("/api/conversations/{conversation_id}/transfer", {
          params: { path: { conversation_id: conversationId } },
          body: form,
        }),
      ),
    onSuccess: (conversation) => {
      services.inbox.put({ conversations: [conversation] });
      onDone(conversation);
    },
    onError: (error) => {
      showError(error);
      refreshAfterConflict(services, conversationId, error);
    },
  });
}

/** Somebody was faster: show what it is now. */
function refreshAfterConflict({ queries }: Services, conversationId: string, error: Error): void {
  if (error instanceof ApiError && error.status === 409) {
    void queries.invalidateQueries({ queryKey: ["conversation", conversationId] });
  }
}
