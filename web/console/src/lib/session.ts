/** Who is logged in. `null`: nobody. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import { ApiError, take } from "./api";
import { forgetDrafts } from "./drafts";
import { isLocale } from "./i18n";
import { useInbox, useServices, type Services } from "./services";
import { readStored, writeStored } from "./storage";
import type { Agent, Availability, Me } from "./wire";

export const ME = ["me"] as const;
const LAST_AGENT = "last-agent";

async function fetchMe({ api }: Services): Promise<Me | null> {
  try {
    const me = await take(api.GET("/api/auth/me"));
    api.setCsrfToken(me.csrf_token);
    return me;
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null;
    throw error;
  }
}

export function useSession() {
  const services = useServices();
  return useQuery({ queryKey: ME, queryFn: () => fetchMe(services), staleTime: Infinity });
}

const Context = createContext<Agent | null>(null);

/** Hands the agent of the session down. A context, so that pages keep theirs until they are gone after a log-out. */
export const MeProvider = Context.Provider;

/** The agent at this screen, as the desk last told. Only for pages behind the log-in. */
export function useMe(): Agent {
  const agent = useContext(Context);
  const fresh = useInbox((state) => (agent ? state.agents[agent.id] : undefined));
  if (!agent) throw new Error("useMe needs a session: put the page behind RequireSession.");
  return fresh ?? agent;
}

/** Editors read conversations and tickets; the others also write. */
export function mayAnswer(agent: Agent): boolean {
  return agent.role !== "editor";
}

/** Supervisors and administrators may step into a colleague's conversation. */
export function mayStepIn(agent: Agent): boolean {
  return agent.role === "supervisor" || agent.role === "administrator";
}

/** Takes over a fresh log-in, whichever way it was made. */
export function enter(services: Services, me: Me): void {
  const { api, queries } = services;
  // After a session that ran out its agent finds the drafts again; anybody else finds nothing.
  if (readStored<string | null>(LAST_AGENT, null) !== me.agent.id) forgetTexts(services);
  forgetData(services);
  writeStored(LAST_AGENT, me.agent.id);
  api.setCsrfToken(me.csrf_token);
  queries.setQueryData(ME, me);
}

/** Takes over a fresh account: it keeps the language in which it was made. */
export async function enterNew(services: Services, me: Me, locale: string): Promise<void> {
  services.api.setCsrfToken(me.csrf_token);
  let { agent } = me;
  if (isLocale(locale) && locale !== agent.locale) {
    // Not worth failing for: the language can be chosen in the settings.
    agent = await take(services.api.PATCH("/api/me", { body: { locale } })).catch(() => agent);
  }
  enter(services, { ...me, agent });
}

/** Forgets everything of this agent on this page. */
export function leave(services: Services): void {
  services.queries.setQueryData(ME, null);
  services.api.setCsrfToken(null);
  forgetTexts(services);
  // When the pages behind the log-in are gone: they would fetch again what is taken from them.
  setTimeout(() => forgetData(services));
}

function forgetTexts({ outbox }: Services): void {
  outbox.clear();
  forgetDrafts();
}

function forgetData({ inbox, queries }: Services): void {
  inbox.clear();
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== ME[0] });
}

export function useLogout() {
  const services = useServices();
  return useMutation({
    mutationFn: () => take(services.api.POST("/api/auth/logout")),
    onSettled: () => leave(services),
  });
}

export function useUpdateMe() {
  const services = useServices();
  return useMutation({
    mutationFn: (changes: { name?: string; locale?: "en" | "hi"; availability?: Availability }) =>
      take(services.api.PATCH("/api/me", { body: changes })),
    onSuccess: (agent) => {
      const me = services.queries.getQueryData<Me | null>(ME);
      if (me) services.queries.setQueryData(ME, { ...me, agent });
      services.inbox.apply({ name: "agent.updated", payload: { agent } });
    },
  });
}
