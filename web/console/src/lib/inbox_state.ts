/**
 * What the console knows of the desk, and how events change it. Pure: for each event, old state + event = a fresh fetch
 * (tests/contract/events.json).
 */
import type { Agent, AgentRef, ConsoleEvent, Conversation, InboxCounts, Message, Ticket } from "./wire";

type ById<Item> = Readonly<Record<string, Item>>;

export interface InboxState {
  conversations: ById<Conversation>;
  /** Messages by conversation, ascending by `seq`; only of conversations that were opened. */
  messages: ById<readonly Message[]>;
  tickets: ById<Ticket>;
  agents: ById<Agent>;
  counts: InboxCounts | null;
  /** When the contact of a conversation last typed, in milliseconds; see TYPING_MILLISECONDS. */
  typing: ById<number>;
}

/** What a fetch brought. `messages` opens the conversation's transcript, or adds to it. */
export interface Fetched {
  conversations?: readonly Conversation[];
  messages?: { conversationId: string; items: readonly Message[] };
  tickets?: readonly Ticket[];
  agents?: readonly Agent[];
  counts?: InboxCounts;
}

export const TYPING_MILLISECONDS = 5000;

export const EMPTY_INBOX: InboxState = {
  conversations: {},
  messages: {},
  tickets: {},
  agents: {},
  counts: null,
  typing: {},
};

/** The state after an event that came `at` this time (milliseconds). */
export function applyEvent(state: InboxState, event: ConsoleEvent, at = 0): InboxState {
  switch (event.name) {
    case "conversation.updated":
      return withContactName(applyFetched(state, { conversations: [event.payload.conversation] }), event.payload);
    case "message.created":
      return withMessage(state, event.payload.message);
    case "inbox.updated":
      return applyFetched(state, { counts: event.payload.counts });
    case "ticket.created":
    case "ticket.updated":
      return applyFetched(state, { tickets: [event.payload.ticket] });
    case "agent.updated":
      return withAgent(state, event.payload.agent);
    case "contact.typed":
      return { ...state, typing: { ...state.typing, [event.payload.conversation_id]: at } };
  }
}

/** The state after a fetch. An answer that was overtaken by an event does not bring old facts back. */
export function applyFetched(state: InboxState, fetched: Fetched): InboxState {
  const { conversations = [], messages, tickets = [], agents, counts } = fetched;
  return {
    ...state,
    conversations: upsert(state.conversations, conversations, (old, item) => item.version >= old.version),
    messages: messages
      ? {
          ...state.messages,
          [messages.conversationId]: merge(state.messages[messages.conversationId] ?? [], messages.items),
        }
      : state.messages,
    tickets: upsert(state.tickets, tickets, (old, item) => item.updated_at >= old.updated_at),
    agents: agents ? Object.fromEntries(agents.map((agent) => [agent.id, agent])) : state.agents,
    counts: counts ?? state.counts,
  };
}

/**
 * The `seq` after which messages of a transcript are missing, or null when none are: a hole within, or fewer than the
 * conversation's `lastSeq` says.
 */
export function findGap(messages: readonly Message[], lastSeq: number): number | null {
  const index = messages.findIndex((message, i) => message.seq + 1 !== (messages[i + 1]?.seq ?? lastSeq + 1));
  const before = messages[index];
  return before && before.seq < lastSeq ? before.seq : null;
}

function withMessage(state: InboxState, message: Message): InboxState {
  const known = state.messages[message.conversation_id];
  const typing = message.kind === "incoming" ? without(state.typing, message.conversation_id) : state.typing;
  if (!known) return typing === state.typing ? state : { ...state, typing };
  const messages = { ...state.messages, [message.conversation_id]: merge(known, [message]) };
  return { ...state, messages, typing };
}

/** Names stand in many rows; a new one must show in all of them, as in a fresh fetch. */
function withAgent(state: InboxState, agent: Agent): InboxState {
  const agents = { ...state.agents, [agent.id]: agent };
  if (state.agents[agent.id]?.name === agent.name) return { ...state, agents };
  const named = (ref: AgentRef | null) => (ref?.id === agent.id ? { id: agent.id, name: agent.name } : ref);
  const assigned = <Row extends { assignee: AgentRef | null }>(row: Row) => ({ ...row, assignee: named(row.assignee) });
  return {
    ...state,
    agents,
    conversations: mapValues(state.conversations, assigned),
    tickets: mapValues(state.tickets, assigned),
    messages: mapValues(state.messages, (list) => list.map((message) => ({ ...message, agent: named(message.agent) }))),
  };
}

function withContactName(state: InboxState, { conversation }: { conversation: Conversation }): InboxState {
  const { contact_id, contact_name } = conversation;
  const stale = Object.values(state.tickets).some(
    (ticket) => ticket.contact_id === contact_id && ticket.contact_name !== contact_name,
  );
  if (!stale) return state;
  const tickets = mapValues(state.tickets, (ticket) =>
    ticket.contact_id === contact_id ? { ...ticket, contact_name } : ticket,
  );
  return { ...state, tickets };
}

function mapValues<Item>(known: ById<Item>, change: (item: Item) => Item): ById<Item> {
  return Object.fromEntries(Object.entries(known).map(([id, item]) => [id, change(item)]));
}

function upsert<Item extends { id: string }>(
  known: ById<Item>,
  items: readonly Item[],
  isNewer: (old: Item, item: Item) => boolean,
): ById<Item> {
  const fresh = items.filter((item) => {
    const old = known[item.id];
    return !old || isNewer(old, item);
  });
  return fresh.length > 0 ? { ...known, ...Object.fromEntries(fresh.map((item) => [item.id, item])) } : known;
}

function merge(known: readonly Message[], items: readonly Message[]): readonly Message[] {
  const bySeq = new Map([...known, ...items].map((message) => [message.seq, message]));
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

function without<Item>(known: ById<Item>, id: string): ById<Item> {
  if (!(id in known)) return known;
  const { [id]: _, ...rest } = known;
  return rest;
}
