/** The inbox's lists: pages come from the desk, rows live in the inbox's state, where events keep them fresh. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { take } from "~/lib/api";
import { allOf, LATEST_FIRST, mineOf, queueOf } from "~/lib/inbox_views";
import { useInbox, useServices } from "~/lib/services";
import { useMe } from "~/lib/session";
import type { Conversation, ConversationStatus, InboxView } from "~/lib/wire";

export interface InboxFilter {
  q: string;
  status: ConversationStatus | null;
}

const PAGE = 50;

/** The conversations of a view, with what loads more of them. */
export function useConversationList(view: InboxView, filter: InboxFilter) {
  const { api, inbox } = useServices();
  const me = useMe();
  const narrowed = filter.q !== "" || filter.status !== null;

  const query = useInfiniteQuery({
    queryKey: ["conversations", view, filter],
    queryFn: async ({ pageParam }) => {
      const page = await take(
        api.GET("/api/conversations", {
          params: {
            query: {
              view,
              limit: PAGE,
              q: filter.q || undefined,
              status: filter.status ?? undefined,
              cursor: pageParam ?? undefined,
            },
          },
        }),
      );
      inbox.put({ conversations: page.items });
      return { items: page.items, next: page.next_cursor ?? null };
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    // Events keep a plain view fresh; what a search finds only the desk knows.
    staleTime: narrowed ? 10_000 : Infinity,
  });

  const conversations = useInbox((state) => state.conversations);
  const items = useMemo(() => {
    if (!query.data) return [];
    const fetched = query.data.pages.flatMap((page) => page.items);
    if (narrowed) return current(fetched, conversations);
    if (view === "queue") return queueOf({ conversations });
    if (view === "mine") return mineOf({ conversations }, me.id);
    return query.hasNextPage ? upTo(allOf({ conversations }), fetched.at(-1)) : allOf({ conversations });
  }, [query.data, query.hasNextPage, conversations, narrowed, view, me.id]);

  return { ...query, items };
}

function current(fetched: readonly Conversation[], known: Readonly<Record<string, Conversation>>): Conversation[] {
  return fetched.map((conversation) => known[conversation.id] ?? conversation);
}

/** Of a list that is not loaded to its end, the part without holes. */
function upTo(items: Conversation[], last: Conversation | undefined): Conversation[] {
  return last ? items.filter((conversation) => LATEST_FIRST(conversation, last) <= 0) : items;
}
