/** The team: who is here, invitations, changes by an administrator. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { take } from "~/lib/api";
import { useShowError } from "~/lib/error_text";
import { useAgents } from "~/lib/queries";
import { useServices } from "~/lib/services";
import type { Role } from "~/lib/wire";

const INVITES = ["invites"] as const;

export function useInvites(enabled: boolean) {
  const { api, queries } = useServices();
  const agents = useAgents();
  // Whoever accepts an invitation joins or changes as an agent: then it is used up.
  useEffect(() => void queries.invalidateQueries({ queryKey: INVITES }), [agents, queries]);
  return useQuery({ queryKey: INVITES, queryFn: () => take(api.GET("/api/agents/invites")), enabled });
}

export function useCreateInvite() {
  const { api, queries } = useServices();
  return useMutation({
    mutationFn: (form: { email: string; role: Role }) => take(api.POST("/api/agents/invites", { body: form })),
    onSuccess: () => queries.invalidateQueries({ queryKey: INVITES }),
  });
}

export function useWithdrawInvite(onDone: () => void) {
  const { api, queries } = useServices();
  const showError = useShowError();
  return useMutation({
    mutationFn: (id: string) =>
      take(api.DELETE("/api/agents/invites/{invite_id}", { params: { path: { invite_id: id } } })),
    onSuccess: onDone,
    onError: showError,
    onSettled: () => queries.invalidateQueries({ queryKey: INVITES }),
  });
}

export interface AgentChanges {
  name?: string;
  role?: Role;
  capacity?: number;
  disabled?: boolean;
}

export function useChangeAgent(id: string, onDone: () => void) {
  const { api, inbox } = useServices();
  const showError = useShowError();
  return useMutation({
    mutationFn: (changes: AgentChanges) =>
      take(api.PATCH("/api/agents/{agent_id}", { params: { path: { agent_id: id } }, body: changes })),
    onSuccess: (agent) => {
      inbox.apply({ name: "agent.updated", payload: { agent } });
      onDone();
    },
    onError: showError,
  });
}
