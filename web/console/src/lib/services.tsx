/** The few long-lived things of a page, made once in app/ and handed down. */
import type { QueryClient } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import { useStore } from "zustand";
import { useShallow } from "zustand/react/shallow";
import type { Api } from "./api";
import type { InboxState } from "./inbox_state";
import type { InboxStore } from "./inbox_store";
import type { LineState, Live } from "./live";
import type { Outbox } from "./outbox";

export interface Services {
  api: Api;
  inbox: InboxStore;
  live: Live;
  outbox: Outbox;
  queries: QueryClient;
}

const Context = createContext<Services | null>(null);

export const ServicesProvider = Context.Provider;

export function useServices(): Services {
  const services = useContext(Context);
  if (!services) throw new Error("ServicesProvider is missing above this component.");
  return services;
}

/** Part of the inbox's state; renders again only when that part changed. */
export function useInbox<Part>(select: (state: InboxState) => Part): Part {
  return useStore(useServices().inbox, useShallow(select));
}

export function useLine(): LineState {
  return useStore(useServices().live);
}
