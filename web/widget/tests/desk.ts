/** A desk of a few lines: it keeps messages as the real one does, and can be unreachable, slow or strict. */
import type { Api } from "../src/chat/api";
import type { Connection, ConnectionEvents } from "../src/chat/connection";
import {
  DeskRefused,
  DeskUnreachable,
  type Conversation,
  type Message,
  type MessageIn,
  type SessionStarted,
  type TicketIn,
} from "../src/chat/wire";
import type { Shell, WidgetConfig } from "../src/shell";

export const nothing = (): void => undefined;
export const BASE = "https://desk.example/";

export function message(seq: number, over: Partial<Message> = {}): Message {
  return {
    id: `m${seq}`,
    seq,
    client_id: null,
    kind: "outgoing",
    sender_type: "bot",
    sender_name: null,
    text: `message ${seq}`,
    language: "en",
    created_at: new Date(Date.UTC(2026, 10, 21, 10, 0, seq)).toISOString(),
    ...over,
  };
}

export function conversation(over: Partial<Conversation> = {}): Conversation {
  return {
    id: "c1",
    version: 1,
    status: "pending",
    agent_name: null,
    queue: null,
    language: "en",
    last_seq: 0,
    ...over,
  };
}

export function session(messages: Message[] = [], over: Partial<Conversation> = {}): SessionStarted {
  return {
    token: "t1",
    contact_id: "p1",
    conversation: conversation({ last_seq: messages.at(-1)?.seq ?? 0, ...over }),
    messages,
    has_earlier: (messages[0]?.seq ?? 1) > 1,
    settings: {
      shop_name: "Aangan",
      agents_online: 1,
      consent: { en: "We keep this chat.", hi: "हम यह बातचीत सहेजते हैं।", hinglish: "Hum yeh chat save karte hain." },
      suggestions: [
        { faq_id: "track_order", title: { en: "Track my order", hi: "ऑर्डर ट्रैक करना", hinglish: "Order track karna" } },
      ],
      max_text: 50,
    },
  };
}

export class FakeDesk {
  messages: Message[] = [];
  state: Partial<Conversation> = {};
  tickets: TicketIn[] = [];
  reachable = true;
  /** Socket acknowledgements do not come although messages arrive. */
  deaf = false;
  refusal: DeskRefused | null = null;
  goodToken = "t1";
  sent: { by: "socket" | "http"; message: MessageIn }[] = [];
  handoffs = 0;
  sessions = 0;
  private listeners: ConnectionEvents[] = [];

  readonly api: Api = {
    startSession: (token) => {
      this.check();
      this.sessions += 1;
      if (token !== null && token !== this.goodToken) throw new DeskRefused("NotAuthenticated", "Log in first.");
      return Promise.resolve({ ...session(this.messages.slice(-50), this.conversation()), token: this.goodToken });
    },
    send: (token, sent) => this.accept("http", token, sent),
    messages: (token, range) => {
      this.check(token);
      const after = "after" in range ? range.after : 0;
      const before = "before" in range ? range.before : Infinity;
      return Promise.resolve(this.messages.filter(({ seq }) => seq > after && seq < before).slice(-50));
    },
    requestHandoff: () => this.handOff(),
    openTicket: (_token, ticket) => {
      this.check();
      this.tickets.push(ticket);
      const at = "2026-11-21T10:00:00Z";
      return Promise.resolve({ number: "SAH-7", status: "new", subject: "", created_at: at, updated_at: at });
    },
  };

  readonly connect = (token: string, events: ConnectionEvents): Connection => {
    this.listeners.push(events);
    let connected = false;
    const isConnected = (): boolean => connected && this.reachable;
    queueMicrotask(() => {
      if (!this.reachable || !this.listeners.includes(events)) return;
      connected = true;
      events.onConnected();
    });
    return {
      get connected() {
        return isConnected();
      },
      send: (sent) => this.accept("socket", token, sent),
      sync: async (after) => ({
        messages: await this.api.messages(token, { after }),
        conversation: conversation(this.conversation()),
      }),
      requestHandoff: () => this.handOff(),
      read: nothing,
      typing: nothing,
      retryNow: nothing,
      close: () => {
        this.listeners = this.listeners.filter((each) => each !== events);
      },
    };
  };

  /** The desk says or does something; every connected tab hears of it. */
  say(over: Partial<Message> = {}): Message {
    const said = message(this.messages.length + 1, over);
    this.messages.push(said);
    for (const listener of this.listeners) listener.onMessage(said);
    return said;
  }

  update(state: Partial<Conversation>): void {
    this.state = { ...this.state, ...state, version: (this.state.version ?? 1) + 1 };
    for (const listener of this.listeners) listener.onConversation(conversation(this.conversation()));
  }

  typed(name: string): void {
    for (const listener of this.listeners) listener.onAgentTyped(name);
  }

  /** The line is back. */
  reconnect(): void {
    this.reachable = true;
    for (const listener of this.listeners) listener.onConnected();
  }

  private conversation(): Partial<Conversation> {
    return { ...this.state, last_seq: this.messages.length };
  }

  private async accept(by: "socket" | "http", token: string, sent: MessageIn) {
    this.check(token);
    this.sent.push({ by, message: sent });
    await Promise.resolve();
    if (this.refusal) throw this.refusal;
    const known = this.messages.find((each) => each.client_id === sent.client_id);
    const text = sent.text ?? `pressed ${sent.button?.index ?? sent.suggestion}`;
    const stored = known ?? this.say({ client_id: sent.client_id, kind: "incoming", sender_type: "contact", text });
    if (this.deaf && by === "socket") throw new DeskUnreachable("no acknowledgement");
    return { message: stored, duplicate: known !== undefined };
  }

  private handOff(): Promise<Conversation> {
    this.check();
    this.handoffs += 1;
    this.state = { ...this.state, status: "open", version: 9, queue: { position: 3, agents_online: 1 } };
    return Promise.resolve(conversation(this.conversation()));
  }

  private check(token?: string): void {
    if (!this.reachable) throw new DeskUnreachable("no network");
    if (token !== undefined && token !== this.goodToken) throw new DeskRefused("NotAuthenticated", "Log in first.");
  }
}

export function fakeShell(
  over: Partial<WidgetConfig> = {},
): Shell & { open: boolean; unread: number; events: string[] } {
  const host = document.body.appendChild(document.createElement("div"));
  const shell = {
    config: {
      base: BASE,
      accent: "#0b6e6e",
      language: "en" as const,
      position: "right" as const,
      theme: "light" as const,
      title: null,
      greeting: {},
      ...over,
    },
    root: host.attachShadow({ mode: "open" }),
    open: true,
    unread: 0,
    events: [] as string[],
    isOpen: () => shell.open,
    close: () => void (shell.open = false),
    setUnread: (count: number) => void (shell.unread = count),
    setLanguage: nothing,
    emit: (name: string) => void shell.events.push(name),
  };
  return shell;
}
