/** What tests/contract/events.json cannot show: gaps, answers that come late, typing. */
import { expect, test } from "vitest";
import { applyEvent, applyFetched, EMPTY_INBOX, findGap } from "~/lib/inbox_state";
import { queueOf } from "~/lib/inbox_views";
import { conversation, message } from "./builders";

test("an answer that an event has overtaken does not bring old facts back", () => {
  const now = applyFetched(EMPTY_INBOX, { conversations: [conversation({ version: 5, contact_name: "Meera" })] });
  const late = applyFetched(now, { conversations: [conversation({ version: 4, contact_name: null })] });
  expect(late.conversations.c1?.contact_name).toBe("Meera");
});

test("the same message twice is one message, whatever the order", () => {
  const items = [message({ seq: 2 }), message({ seq: 1 })];
  const state = applyFetched(EMPTY_INBOX, { messages: { conversationId: "c1", items } });
  const again = applyEvent(state, { name: "message.created", payload: { message: message({ seq: 2 }) } });
  expect(again.messages.c1?.map(({ seq }) => seq)).toEqual([1, 2]);
});

test("a gap is found within a transcript and at its end", () => {
  const first = message({ seq: 3 });
  expect(findGap([first, message({ seq: 4 })], 4)).toBeNull();
  expect(findGap([first, message({ seq: 6 })], 6)).toBe(3);
  expect(findGap([first, message({ seq: 4 })], 5)).toBe(4);
  expect(findGap([], 5)).toBeNull();
});

test("a transcript ahead of the summary is no gap: the events come one after the other", () => {
  expect(findGap([message({ seq: 3 }), message({ seq: 4 })], 3)).toBeNull();
});

test("typing is over when the message is there", () => {
  const typed = applyEvent(EMPTY_INBOX, { name: "contact.typed", payload: { conversation_id: "c1" } }, 1000);
  expect(typed.typing.c1).toBe(1000);
  const said = applyEvent(typed, { name: "message.created", payload: { message: message() } });
  expect(said.typing).toEqual({});
});

test("the queue: urgent first, then the longest wait", () => {
  const conversations = [
    conversation({ id: "late", waiting_since: "2026-11-21T06:40:00Z" }),
    conversation({ id: "early", waiting_since: "2026-11-21T06:20:00Z" }),
    conversation({ id: "urgent", priority: "urgent", waiting_since: "2026-11-21T06:50:00Z" }),
    conversation({ id: "taken", assignee: { id: "ben", name: "Ben" } }),
    conversation({ id: "bot", status: "pending", waiting_since: null }),
  ];
  expect(queueOf(applyFetched(EMPTY_INBOX, { conversations })).map(({ id }) => id)).toEqual([
    "urgent",
    "early",
    "late",
  ]);
});
