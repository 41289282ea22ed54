/**
 * Messages on their way to the desk. Shown at once (local echo), sent one after the other in each conversation, sent
 * again under the same `client_id` while the line is bad: the desk takes a repeated id as the same message.
 */
import { createStore } from "zustand/vanilla";
import { ApiError } from "./api";
import { readStored, writeStored } from "./storage";
import type { Message } from "./wire";

export interface Pending {
  client_id: string;
  conversation_id: string;
  text: string;
  private: boolean;
  created_at: string;
  state: "sending" | "failed";
  /** Why it failed; only the names and facts survive a reload. */
  error: { name: string; detail: string; data: Readonly<Record<string, unknown>> } | null;
}

export interface OutboxOptions {
  post: (pending: Pending) => Promise<Message>;
  sent: (message: Message) => void;
  /** Waits between tries of one message; after the last one it is failed. About 20 seconds in all. */
  pauses?: readonly number[];
}

const PAUSES = [1000, 2000, 4000, 5000, 8000];
const KEY = "outbox";

export type Outbox = ReturnType<typeof createOutbox>;

export function createOutbox({ post, sent, pauses = PAUSES }: OutboxOptions) {
  const store = createStore<readonly Pending[]>()(() => interrupted());
  const lines = new Map<string, Promise<void>>();
  store.subscribe((items) => writeStored(KEY, items.length > 0 ? items : undefined, "session"));

  const change = (clientId: string, changes: Partial<Pending>) =>
    store.setState(
      (items) => items.map((item) => (item.client_id === clientId ? { ...item, ...changes } : item)),
      true,
    );
  const remove = (clientId: string) =>
    store.setState((items) => items.filter((item) => item.client_id !== clientId), true);

  async function deliver(pending: Pending): Promise<void> {
    for (const pause of [...pauses, null]) {
      try {
        const message = await post(pending);
        sent(message);
        remove(pending.client_id);
        return;
      } catch (error) {
        const known = error instanceof ApiError ? error : new ApiError("Unexpected", String(error));
        if (pause === null || !known.passing) {
          const { name, message: detail, data } = known;
          change(pending.client_id, { state: "failed", error: { name, detail, data } });
          return;
        }
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  }

  function enqueue(pending: Pending): void {
    const before = lines.get(pending.conversation_id) ?? Promise.resolve();
    lines.set(
      pending.conversation_id,
      before.then(() => deliver(pending)),
    );
  }

  return {
    ...store,
    send(conversationId: string, text: string, isPrivate: boolean): void {
      const pending: Pending = {
        client_id: newClientId(),
        conversation_id: conversationId,
        text,
        private: isPrivate,
        created_at: new Date().toISOString(),
        state: "sending",
        error: null,
      };
      store.setState((items) => [...items, pending], true);
      enqueue(pending);
    },
    retry(clientId: string): void {
      const pending = store.getState().find((item) => item.client_id === clientId);
      if (!pending || pending.state === "sending") return;
      change(clientId, { state: "sending", error: null });
      enqueue(pending);
    },
    discard: remove,
    clear: () => store.setState([], true),
  };
}

/** What a closed page had not delivered: never sent by itself later, the agent decides. */
function interrupted(): Pending[] {
  return readStored<Pending[]>(KEY, [], "session").map((item) => ({
    ...item,
    state: "failed",
    error: item.error ?? { name: "Interrupted", detail: "", data: {} },
  }));
}

/** crypto.randomUUID exists on https pages only; a console on a plain address in the office must work, too. */
function newClientId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
