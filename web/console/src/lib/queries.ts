/** Fetches that more than one feature needs. What they bring goes into the inbox's state, where events keep it fresh. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { take } from "./api";
import { agentsOf } from "./inbox_views";
import { useInbox, useServices } from "./services";
import type { Agent, FaqEntry } from "./wire";

/** Everybody on the team, by name; disabled ones too. */
export function useAgents(): readonly Agent[] {
  const { api, inbox } = useServices();
  useQuery({
    queryKey: ["agents"],
    queryFn: async () => {
      const agents = await take(api.GET("/api/agents"));
      inbox.put({ agents });
      return agents.length;
    },
    staleTime: Infinity,
  });
  const agents = useInbox((state) => state.agents);
  return useMemo(() => agentsOf({ agents }), [agents]);
}

/** The title of a FAQ entry in the interface's language; its id until the titles are there. */
export function useFaqTitle(locale: string): (faqId: string) => string {
  const { api } = useServices();
  const { data } = useQuery({
    queryKey: ["faq-titles"],
    queryFn: async () => {
      const entries: FaqEntry[] = await take(api.GET("/api/faq"));
      return Object.fromEntries(entries.map((entry) => [entry.id, entry.title]));
    },
    staleTime: 10 * 60 * 1000,
  });
  return (faqId) => data?.[faqId]?.[locale] ?? faqId;
}
