/** Makes the page's long-lived parts and ties them together. */
import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { ApiError, createApi, take } from "~/lib/api";
import { createInboxStore } from "~/lib/inbox_store";
import { createLive } from "~/lib/live";
import { createOutbox } from "~/lib/outbox";
import type { Services } from "~/lib/services";
import { ME } from "~/lib/session";
import type { ConsoleEvent } from "~/lib/wire";
import type { InboxState } from "~/lib/inbox_state";

export type EventListener = (before: InboxState, event: ConsoleEvent) => void;

/** `heard` is told of each event with the state before it, for alerts. */
export function createServices(heard: EventListener): Services {
  const api = createApi();
  const inbox = createInboxStore();

  const onError = (error: Error) => {
    if (error instanceof ApiError && error.name === "NotAuthenticated") queries.setQueryData(ME, null);
  };
  const queries = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        refetchOnWindowFocus: false,
        retry: (count, error) => error instanceof ApiError && error.passing && count < 3,
      },
    },
  });

  const live = createLive({
    onEvent: (event) => {
      const before = inbox.getState();
      inbox.apply(event);
      heard(before, event);
      if (event.name === "ticket.created" || event.name === "ticket.updated") {
        void queries.invalidateQueries({ queryKey: ["tickets"] });
        void queries.invalidateQueries({ queryKey: ["ticket", event.payload.ticket.number] });
      }
    },
    // Whatever was fetched before the line stood may have missed events since.
    onConnected: () => void queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== ME[0] }),
    onRefused: () => void queries.invalidateQueries({ queryKey: ME }),
  });

  const outbox = createOutbox({
    post: (pending) =>
      take(
        api.POST("/api/conversations/{conversation_id}/messages", {
          params: { path: { conversation_id: pending.conversation_id } },
          body: { client_id: pending.client_id, text: pending.text, private: pending.private },
        }),
      ),
    sent: (message) => inbox.put({ messages: { conversationId: message.conversation_id, items: [message] } }),
  });

  return { api, inbox, live, outbox, queries };
}
