import { useQuery } from "@tanstack/react-query";
import { take } from "~/lib/api";
import { useServices } from "~/lib/services";

/** Fetches the inbox's numbers once; from then on events bring them. */
export function useInboxCounts(): void {
  const { api, inbox } = useServices();
  useQuery({
    queryKey: ["inbox-counts"],
    queryFn: async () => {
      const counts = await take(api.GET("/api/inbox/counts"));
      inbox.put({ counts });
      return counts;
    },
    staleTime: Infinity,
  });
}
