/** Holds the one InboxState of this page. Events and fetches go in, components select. */
import { createStore } from "zustand/vanilla";
import { applyEvent, applyFetched, EMPTY_INBOX, type Fetched, type InboxState } from "./inbox_state";
import type { ConsoleEvent } from "./wire";

export type InboxStore = ReturnType<typeof createInboxStore>;

export function createInboxStore(initial: InboxState = EMPTY_INBOX) {
  const store = createStore<InboxState>()(() => initial);
  return {
    ...store,
    /** Applies an event of the desk; `at` is when it came. */
    apply: (event: ConsoleEvent, at = Date.now()) => store.setState((state) => applyEvent(state, event, at), true),
    /** Takes in what a fetch brought. */
    put: (fetched: Fetched) => store.setState((state) => applyFetched(state, fetched), true),
    /** Forgets everything, for the next person at this screen. */
    clear: () => store.setState(EMPTY_INBOX, true),
  };
}
