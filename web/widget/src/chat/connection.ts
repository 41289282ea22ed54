/** The socket to the desk: one room a conversation, the same for every tab. Speaks events, knows nothing of screens. */
import { io, type Socket } from "socket.io-client";
import {
  DeskUnreachable,
  type ContactEvents,
  type Conversation,
  type Message,
  type MessageAccepted,
  type MessageIn,
} from "./wire";
import { refusal } from "./api";

const ACK_TIMEOUT_MS = 6_000;
/** The contact's typing is told at most this often; the console forgets it after 5 seconds. */
const TYPING_EVERY_MS = 3_000;

export interface ConnectionEvents {
  onConnected(): void;
  onDisconnected(): void;
  /** The token was refused. */
  onUnauthenticated(): void;
  onMessage(message: Message): void;
  onConversation(conversation: Conversation): void;
  onAgentTyped(name: string): void;
}

export interface Synced {
  messages: Message[];
  conversation: Conversation;
}

export interface Connection {
  readonly connected: boolean;
  send(message: MessageIn): Promise<MessageAccepted>;
  sync(after: number): Promise<Synced>;
  requestHandoff(): Promise<Conversation>;
  read(seq: number): void;
  typing(): void;
  /** Do not wait for the next try. */
  retryNow(): void;
  close(): void;
}

interface Ack {
  ok: boolean;
  error?: string;
  detail?: string;
  data?: Record<string, unknown>;
}

/** Requests raise DeskRefused or DeskUnreachable, like those of `api.ts`. */
export function connect(base: string, token: string, events: ConnectionEvents): Connection {
  const address = new URL(base);
  const socket: Socket = io(`${address.origin}/widget`, {
    path: `${address.pathname}socket.io`,
    auth: { token },
    // The only one our engine has; where it is blocked, `polling.ts` takes over.
    transports: ["websocket"],
    reconnectionDelay: 500,
    reconnectionDelayMax: 8_000,
    timeout: 8_000,
  });
  let typedAt = 0;

  socket.on("connect", () => events.onConnected());
  socket.on("disconnect", (reason) => {
    events.onDisconnected();
    // After a disconnect by the server the client does not come back by itself.
    if (reason === "io server disconnect") socket.connect();
  });
  socket.on("connect_error", (error) => {
    // The desk's refusal comes with the name of its error; of our own conversation NotFound means that it was erased.
    if (/NotAuthenticated|NotFound/.test(error.message)) events.onUnauthenticated();
    else {
      events.onDisconnected();
      // A refusal of the namespace ends the tries; one by the network does not.
      if (!socket.active) setTimeout(() => socket.connect(), 3_000);
    }
  });
  on("contact_message.created", ({ message }) => events.onMessage(message));
  on("contact_conversation.updated", ({ conversation }) => events.onConversation(conversation));
  on("agent.typed", ({ agent_name }) => events.onAgentTyped(agent_name));

  function on<Name extends keyof ContactEvents>(name: Name, handle: (payload: ContactEvents[Name]) => void): void {
    // socket.io's own types know no events of ours.
    (socket as { on(name: string, handle: unknown): void }).on(name, handle);
  }

  async function request<Answer>(event: string, body: unknown): Promise<Answer> {
    let ack: Ack;
    try {
      ack = (await socket.timeout(ACK_TIMEOUT_MS).emitWithAck(event, body)) as Ack;
    } catch (error) {
      throw new DeskUnreachable(String(error));
    }
    if (ack.ok) return ack as unknown as Answer;
    throw refusal(400, ack);
  }

  return {
    get connected() {
      return socket.connected;
    },
    send: (message) => request("send_message", message),
    sync: (after) => request("sync", { after }),
    requestHandoff: async () => (await request<{ conversation: Conversation }>("request_handoff", {})).conversation,
    read(seq) {
      if (socket.connected) socket.emit("read", { seq });
    },
    typing() {
      const now = Date.now();
      if (!socket.connected || now - typedAt < TYPING_EVERY_MS) return;
      typedAt = now;
      socket.emit("typing", {});
    },
    retryNow() {
      if (!socket.connected) socket.disconnect().connect();
    },
    close() {
      socket.off();
      socket.disconnect();
    },
  };
}
