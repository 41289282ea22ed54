/** The inbox's lists as selections of the state, in the desk's own order (desk/queries.py). */
import type { InboxState } from "./inbox_state";
import type { Agent, Conversation, Priority, Ticket } from "./wire";

const URGENCY: Record<Priority, number> = { urgent: 0, high: 1, normal: 2, low: 3 };

type Conversations = Pick<InboxState, "conversations">;
type Tickets = Pick<InboxState, "tickets">;
type Compare<Item> = (a: Item, b: Item) => number;

function byText<Item>(key: (item: Item) => string): Compare<Item> {
  return (a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0);
}

function descending<Item>(compare: Compare<Item>): Compare<Item> {
  return (a, b) => compare(b, a);
}

function first<Item>(...rules: Compare<Item>[]): Compare<Item> {
  return (a, b) => rules.reduce((result, rule) => result || rule(a, b), 0);
}

export const IN_QUEUE_ORDER = first<Conversation>(
  (a, b) => URGENCY[a.priority] - URGENCY[b.priority],
  byText((conversation) => conversation.waiting_since ?? ""),
  byText((conversation) => conversation.id),
);

export const LATEST_FIRST = descending(
  first<Conversation>(
    byText((conversation) => conversation.last_message_at),
    byText((conversation) => conversation.id),
  ),
);

export function isQueued(conversation: Conversation): boolean {
  return conversation.status === "open" && conversation.assignee === null;
}

export function isMine(conversation: Conversation, me: string): boolean {
  return conversation.status === "open" && conversation.assignee?.id === me;
}

export function queueOf(state: Conversations): Conversation[] {
  return Object.values(state.conversations).filter(isQueued).sort(IN_QUEUE_ORDER);
}

export function mineOf(state: Conversations, me: string): Conversation[] {
  return Object.values(state.conversations)
    .filter((conversation) => isMine(conversation, me))
    .sort(LATEST_FIRST);
}

export function allOf(state: Conversations): Conversation[] {
  return Object.values(state.conversations).sort(LATEST_FIRST);
}

export function ticketsOf(state: Tickets, contactId: string): Ticket[] {
  return allTicketsOf(state).filter((ticket) => ticket.contact_id === contactId);
}

export function allTicketsOf(state: Tickets): Ticket[] {
  return Object.values(state.tickets).sort(
    descending(
      first<Ticket>(
        byText((ticket) => ticket.updated_at),
        byText((ticket) => ticket.id),
      ),
    ),
  );
}

/** Everybody on the team, by name. */
export function agentsOf(state: Pick<InboxState, "agents">): Agent[] {
  return Object.values(state.agents).sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
}
