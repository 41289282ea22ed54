/** For each event: the console's old state + the event = a fresh fetch. The cases are made by the desk's own tests. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { applyEvent, applyFetched, EMPTY_INBOX, type InboxState } from "~/lib/inbox_state";
import { agentsOf, allOf, allTicketsOf, mineOf, queueOf } from "~/lib/inbox_views";
import type { Agent, ConsoleEvent, Conversation, InboxCounts, Message, Ticket } from "~/lib/wire";

/** What the API answers to the agent `me`; see tests/contract/test_console_events.py. */
interface Fetch {
  me: string;
  counts: InboxCounts | null;
  queue: Conversation[];
  mine: Conversation[];
  all: Conversation[];
  messages: Record<string, Message[]>;
  tickets: Ticket[];
  agents: Agent[];
}

interface Case {
  name: string;
  events: ConsoleEvent[];
  before: Fetch;
  after: Fetch;
}

function load({ counts: numbers, queue, mine, all, messages, tickets, agents }: Fetch): InboxState {
  const rows = applyFetched(EMPTY_INBOX, {
    counts: numbers ?? undefined,
    conversations: [...queue, ...mine, ...all],
    tickets,
    agents,
  });
  return Object.entries(messages).reduce(
    (state, [conversationId, items]) => applyFetched(state, { messages: { conversationId, items } }),
    rows,
  );
}

function show(state: InboxState, me: string): Fetch {
  return {
    me,
    counts: state.counts,
    queue: queueOf(state),
    mine: mineOf(state, me),
    all: allOf(state),
    messages: Object.fromEntries(Object.entries(state.messages).map(([id, items]) => [id, [...items]])),
    tickets: allTicketsOf(state),
    agents: agentsOf(state),
  };
}

const file = `${import.meta.dirname}/../../../tests/contract/events.json`;
const cases = JSON.parse(readFileSync(file, "utf8")) as Case[];

describe("old state + event = fresh fetch", () => {
  test.each(cases.map((given) => [given.name, given] as const))("%s", (_name, { before, events, after }) => {
    expect(show(load(before), before.me), "a fetch alone shows what the desk says").toEqual(before);
    const state = events.reduce((now, event) => applyEvent(now, event), load(before));
    expect(show(state, after.me)).toEqual(after);
  });

  test.each(cases.map((given) => [given.name, given] as const))(
    "twice, and late, changes nothing: %s",
    (_name, { events, after }) => {
      const fresh = load(after);
      const again = events.reduce((now, event) => applyEvent(now, event), fresh);
      // The numbers alone have no version: the desk sends the newest last.
      expect(show({ ...again, counts: fresh.counts }, after.me)).toEqual(after);
    },
  );

  test("every event of the console happens in the cases", () => {
    const names = new Set(cases.flatMap(({ events }) => events.map((event) => event.name)));
    expect([...names].sort()).toEqual([
      "agent.updated",
      "contact.typed",
      "conversation.updated",
      "inbox.updated",
      "message.created",
      "ticket.created",
      "ticket.updated",
    ]);
  });
});
