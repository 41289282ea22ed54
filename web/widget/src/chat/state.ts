/** Everything the chat shows, and how each thing that happens changes it. Pure: no clock, no storage, no network. */
import type { Language } from "../shell";
import type { Pending } from "./outbox";
import type { Button, Conversation, Message, SessionStarted, Settings } from "./wire";

export interface ChatState {
  /** `unreachable`: no session yet because the desk does not answer. */
  phase: "starting" | "ready" | "unreachable";
  /** `polling`: sockets are blocked, HTTP works. Only `offline` is worth telling. */
  link: "connecting" | "online" | "polling" | "offline";
  conversation: Conversation | null;
  settings: Settings | null;
  /** Ascending and without gaps in `seq`. */
  messages: Message[];
  hasEarlier: boolean;
  loadingEarlier: boolean;
  /** The highest `seq` the desk has told of. Higher than the last message's: something was missed, `sync` is due. */
  knownSeq: number;
  /** Messages up to here were there when the session began: history, not news. */
  liveAfter: number;
  /** What the outbox holds: shown at once, below the stored messages. */
  pending: Pending[];
  agentTyping: string | null;
  /** Up to where the contact has read, in any tab. */
  readSeq: number;
  /** The earlier session was refused and a new one begun. */
  expired: boolean;
  /** Asking for a person: under way, or it did not get through. */
  handoff: "idle" | "asking" | "failed";
  /** The contact is writing a ticket. */
  ticketForm: boolean;
  /** Until when the desk wants no message, in milliseconds since 1970. */
  slowedUntil: number;
  language: Language;
  /** Replies always in `language`; otherwise in the language of each message. */
  pinned: boolean;
}

export type Action =
  | { type: "session_started"; session: SessionStarted; readSeq: number }
  | { type: "session_failed" }
  | { type: "session_expired" }
  | { type: "session_forgotten" }
  | { type: "message_received"; message: Message }
  | { type: "synced"; messages: Message[]; conversation?: Conversation }
  | { type: "earlier_requested" }
  | { type: "earlier_loaded"; messages: Message[] }
  | { type: "conversation_updated"; conversation: Conversation }
  | { type: "agent_typed"; name: string | null }
  | { type: "outbox_changed"; pending: Pending[] }
  | { type: "link_changed"; link: ChatState["link"] }
  | { type: "handoff_changed"; handoff: ChatState["handoff"] }
  | { type: "ticket_form_toggled"; shown: boolean }
  | { type: "read"; seq: number }
  | { type: "slowed"; until: number }
  | { type: "language_chosen"; language: Language; pinned: boolean };

export function initialState(language: Language, pinned: boolean): ChatState {
  return {
    phase: "starting",
    link: "connecting",
    conversation: null,
    settings: null,
    messages: [],
    hasEarlier: false,
    loadingEarlier: false,
    knownSeq: 0,
    liveAfter: 0,
    pending: [],
    agentTyping: null,
    readSeq: 0,
    expired: false,
    handoff: "idle",
    ticketForm: false,
    slowedUntil: 0,
    language,
    pinned,
  };
}

export function reduce(state: ChatState, action: Action): ChatState {
  switch (action.type) {
    case "session_started":
      return begin(state, action.session, action.readSeq);
    case "session_failed":
      return { ...state, phase: state.phase === "ready" ? "ready" : "unreachable" };
    case "session_expired":
      return { ...state, phase: "starting", expired: true };
    case "session_forgotten":
      return initialState(state.language, state.pinned);
    case "message_received":
      return receive(state, action.message);
    case "synced":
      return sync(state, action.messages, action.conversation);
    case "earlier_requested":
      return { ...state, loadingEarlier: true };
    case "earlier_loaded":
      return prepend(state, action.messages);
    case "conversation_updated":
      return update(state, action.conversation);
    case "agent_typed":
      return state.agentTyping === action.name ? state : { ...state, agentTyping: action.name };
    case "outbox_changed":
      return { ...state, pending: action.pending };
    case "link_changed":
      return state.link === action.link ? state : { ...state, link: action.link };
    case "handoff_changed":
      return { ...state, handoff: action.handoff };
    case "ticket_form_toggled":
      return { ...state, ticketForm: action.shown };
    case "read":
      return action.seq > state.readSeq ? { ...state, readSeq: action.seq } : state;
    case "slowed":
      return { ...state, slowedUntil: action.until };
    case "language_chosen":
      return { ...state, language: action.language, pinned: action.pinned };
  }
}

/** A session: of a new conversation, or of one kept from last time. */
function begin(state: ChatState, session: SessionStarted, readSeq: number): ChatState {
  const { conversation, settings } = session;
  const last = session.messages.at(-1)?.seq ?? 0;
  return {
    ...state,
    phase: "ready",
    conversation,
    settings,
    messages: session.messages,
    hasEarlier: session.has_earlier,
    loadingEarlier: false,
    knownSeq: Math.max(conversation.last_seq, last),
    liveAfter: last,
    agentTyping: null,
    readSeq,
  };
}

function receive(state: ChatState, message: Message): ChatState {
  const last = lastSeq(state);
  if (message.seq <= last) return state;
  const knownSeq = Math.max(state.knownSeq, message.seq);
  if (message.seq > last + 1) return { ...state, knownSeq };
  return {
    ...state,
    messages: [...state.messages, message],
    knownSeq,
    // The agent has said it: no longer typing.
    agentTyping: message.sender_type === "agent" ? null : state.agentTyping,
    expired: state.expired && message.sender_type !== "contact",
  };
}

function sync(state: ChatState, messages: Message[], conversation?: Conversation): ChatState {
  const news = messages.filter((message) => message.seq > lastSeq(state)).sort((a, b) => a.seq - b.seq);
  const first = news[0];
  let next = state;
  if (first && state.messages.length > 0 && first.seq > lastSeq(state) + 1) {
    // The desk gave only the newest part: show it, the rest is above on request.
    next = { ...state, messages: news, hasEarlier: true, liveAfter: first.seq - 1 };
  } else {
    for (const message of news) next = receive(next, message);
  }
  next = update(next, conversation);
  // Nothing more came: what the desk last said of its count is all there is.
  return { ...next, knownSeq: Math.max(next.conversation?.last_seq ?? 0, lastSeq(next)) };
}

/** The newer of the two: events and answers of requests may overtake each other. */
function update(state: ChatState, conversation: Conversation | undefined): ChatState {
  const known = state.conversation;
  if (!conversation || (known?.id === conversation.id && conversation.version < known.version)) return state;
  return {
    ...state,
    conversation,
    knownSeq: Math.max(state.knownSeq, conversation.last_seq),
    agentTyping: conversation.agent_name === null ? null : state.agentTyping,
    ticketForm: state.ticketForm && conversation.status === "open",
  };
}

/** None come when the request failed: the way up stays open. */
function prepend(state: ChatState, messages: Message[]): ChatState {
  const first = state.messages[0]?.seq ?? Infinity;
  const all = [...messages.filter((message) => message.seq < first), ...state.messages];
  return { ...state, messages: all, hasEarlier: (all[0]?.seq ?? 1) > 1, loadingEarlier: false };
}

// --- questions about the state --------------------------------------------------------------------------------------

export function lastSeq(state: ChatState): number {
  return state.messages.at(-1)?.seq ?? 0;
}

export const hasGap = (state: ChatState): boolean => state.knownSeq > lastSeq(state);

/** What is not stored yet. A pending message whose stored twin has arrived is replaced by it, never shown twice. */
export function pendingMessages(state: ChatState): Pending[] {
  if (state.pending.length === 0) return state.pending;
  const stored = new Set(state.messages.map((message) => message.client_id));
  return state.pending.filter((pending) => !stored.has(pending.client_id));
}

/** Buttons that may be pressed now, by the id of their message: of everything said since the contact's last message. */
export function liveButtons(state: ChatState): Map<string, Button[]> {
  const live = new Map<string, Button[]>();
  if (pendingMessages(state).length > 0) return live;
  const isOpen = state.conversation?.status === "open";
  // With people on the floor the bot hears nothing: what is left is the way to the ticket form, until there is a ticket.
  const isLive = ({ opens }: Button): boolean =>
    !isOpen || (opens === "ticket_form" && ticketSinceHandoff(state) === null);
  for (let at = state.messages.length - 1; at >= 0; at--) {
    const message = state.messages[at]!;
    if (message.sender_type === "contact") break;
    const buttons = message.buttons?.filter(isLive) ?? [];
    if (buttons.length > 0) live.set(message.id, buttons);
  }
  return live;
}

/** The way to the ticket form is offered by a message already. */
export function ticketOffered(state: ChatState): boolean {
  return [...liveButtons(state).values()].flat().some((button) => button.opens === "ticket_form");
}

export function unreadCount(state: ChatState): number {
  return state.messages.filter(
    (message) => message.seq > state.readSeq && message.kind === "outgoing" && message.sender_type !== "contact",
  ).length;
}

/** People have the conversation, but none of them is there and nobody has taken it. */
export function nobodyThere(state: ChatState): boolean {
  const conversation = state.conversation;
  return conversation?.status === "open" && !conversation.agent_name && conversation.queue?.agents_online === 0;
}

/** The ticket opened since the last hand-off, if any: then the form has done its work. */
export function ticketSinceHandoff(state: ChatState): string | null {
  for (let at = state.messages.length - 1; at >= 0; at--) {
    const message = state.messages[at]!;
    if (message.activity === "ticket_opened") return ticketNumber(message);
    if (message.activity === "handed_off") return null;
  }
  return null;
}

export function ticketNumber(message: Message): string {
  const number = message.activity_data?.number;
  return typeof number === "string" ? number : "";
}
