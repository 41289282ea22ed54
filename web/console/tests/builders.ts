/** Rows as the desk sends them, with the field that matters given by the test. */
import type { Agent, Conversation, InboxCounts, Message } from "~/lib/wire";

export const NOON = "2026-11-21T06:30:00Z";

export function agent(given: Partial<Agent> = {}): Agent {
  return {
    id: "asha",
    name: "Asha Rao",
    email: "asha@example.com",
    role: "agent",
    availability: "online",
    capacity: 6,
    locale: "en",
    disabled: false,
    created_at: NOON,
    last_seen_at: NOON,
    ...given,
  };
}

export function conversation(given: Partial<Conversation> = {}): Conversation {
  return {
    id: "c1",
    version: 1,
    contact_id: "meera",
    contact_name: "Meera Iyer",
    channel: "widget",
    status: "open",
    priority: "normal",
    assignee: null,
    language: "hinglish",
    handoff_reason: "requested",
    handed_off_at: NOON,
    waiting_since: NOON,
    first_reply_at: null,
    last_message_text: "mera order kab aayega",
    last_message_sender: "contact",
    last_message_at: NOON,
    last_seq: 1,
    contact_read_seq: 0,
    created_at: NOON,
    resolved_at: null,
    ...given,
  };
}

export function message(given: Partial<Message> = {}): Message {
  const seq = given.seq ?? 1;
  return {
    id: `m${seq}`,
    conversation_id: "c1",
    seq,
    public_seq: seq,
    client_id: null,
    kind: "incoming",
    sender_type: "contact",
    agent: null,
    private: false,
    text: "mera order kab aayega",
    language: "hinglish",
    content: {},
    trace: null,
    created_at: NOON,
    ...given,
  };
}

export function counts(given: Partial<InboxCounts> = {}): InboxCounts {
  return { queue: 0, open: 0, pending: 0, assigned: {}, longest_waiting_since: null, ...given };
}
