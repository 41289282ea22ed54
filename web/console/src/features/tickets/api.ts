/** Tickets: lists, one with its history, and every change. */
import { useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { announce } from "~/lib/announce";
import { take } from "~/lib/api";
import { useShowError } from "~/lib/error_text";
import { useInbox, useServices } from "~/lib/services";
import type { Priority, Ticket, TicketCategory, TicketDetail, TicketStatus } from "~/lib/wire";

export interface TicketFilter {
  q: string;
  status: TicketStatus | null;
  /** `me`, `none`, an agent's id, or null for anybody */
  assignee: string | null;
}

const PAGE = 50;

export function useTicketList(filter: TicketFilter) {
  const { api, inbox } = useServices();
  const query = useInfiniteQuery({
    queryKey: ["tickets", filter],
    queryFn: async ({ pageParam }) => {
      const page = await take(
        api.GET("/api/tickets", {
          params: {
            query: {
              limit: PAGE,
              q: filter.q || undefined,
              status: filter.status ?? undefined,
              assignee: filter.assignee ?? undefined,
              cursor: pageParam ?? undefined,
            },
          },
        }),
      );
      inbox.put({ tickets: page.items });
      return { items: page.items, next: page.next_cursor ?? null };
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: (before) => before,
  });
  const known = useInbox((state) => state.tickets);
  const items: Ticket[] = (query.data?.pages ?? [])
    .flatMap((page) => page.items)
    .map((ticket) => known[ticket.id] ?? ticket);
  return { ...query, items };
}

export function useTicket(number: string) {
  const { api } = useServices();
  return useQuery({
    queryKey: ["ticket", number],
    queryFn: () => take(api.GET("/api/tickets/{number}", { params: { path: { number } } })),
  });
}

export interface TicketChanges {
  subject?: string;
  status?: TicketStatus;
  priority?: Priority;
  category?: TicketCategory;
  /** "" unassigns */
  assignee_id?: string;
}

export function useChangeTicket(number: string) {
  const { t } = useTranslation();
  const { api } = useServices();
  const keep = useKeepTicket(number);
  const showError = useShowError();
  return useMutation({
    mutationFn: (changes: TicketChanges) =>
      take(api.PATCH("/api/tickets/{number}", { params: { path: { number } }, body: changes })),
    onSuccess: (detail) => {
      keep(detail);
      announce(t("tickets.changed", { number }));
    },
    onError: showError,
  });
}

export function useCommentTicket(number: string) {
  const { api } = useServices();
  const keep = useKeepTicket(number);
  const showError = useShowError();
  return useMutation({
    mutationFn: (comment: string) =>
      take(api.POST("/api/tickets/{number}/comments", { params: { path: { number } }, body: { comment } })),
    onSuccess: keep,
    onError: showError,
  });
}

function useKeepTicket(number: string) {
  const { inbox, queries } = useServices();
  return (detail: TicketDetail) => {
    inbox.put({ tickets: [detail.ticket] });
    queries.setQueryData(["ticket", number], detail);
  };
}

export interface NewTicket {
  subject: string;
  description: string;
  category: TicketCategory;
  priority: Priority;
  order_number: string | null;
  email: string | null;
  phone: string | null;
}

export function useOpenTicket(conversationId: string) {
  const { api, inbox, queries } = useServices();
  return useMutation({
    mutationFn: (form: NewTicket) =>
      take(
        api.POST("/api/conversations/{conversation_id}/tickets", {
          params: { path: { conversation_id: conversationId } },
          body: form,
        }),
      ),
    onSuccess: (ticket) => {
      inbox.put({ tickets: [ticket] });
      void queries.invalidateQueries({ queryKey: ["tickets"] });
      void queries.invalidateQueries({ queryKey: ["contact", ticket.contact_id] });
    },
  });
}
