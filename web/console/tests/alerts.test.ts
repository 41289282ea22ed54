import { expect, test } from "vitest";
import { alertOf } from "~/lib/alerts";
import { applyFetched, EMPTY_INBOX } from "~/lib/inbox_state";
import type { ConsoleEvent, Conversation } from "~/lib/wire";
import { conversation, NOON } from "./builders";

const updated = (row: Conversation): ConsoleEvent => ({ name: "conversation.updated", payload: { conversation: row } });
const knowing = (...rows: Conversation[]) => applyFetched(EMPTY_INBOX, { conversations: rows });
const asha = { id: "asha", name: "Asha Rao" };
const ben = { id: "ben", name: "Ben Thomas" };

test("a conversation that the bot hands over is a hand-off", () => {
  const before = knowing(conversation({ status: "pending", waiting_since: null }));
  expect(alertOf(before, updated(conversation({ version: 2 })), "asha")?.kind).toBe("handoff");
});

test("news of a conversation that waits already is none", () => {
  const before = knowing(conversation());
  expect(alertOf(before, updated(conversation({ version: 2, last_message_text: "hello?" })), "asha")).toBeNull();
});

test("the same event again is none", () => {
  const before = knowing(conversation({ version: 2 }));
  expect(alertOf(before, updated(conversation({ version: 2 })), "asha")).toBeNull();
});

test("an unknown one counts only when it was handed off just now", () => {
  expect(alertOf(EMPTY_INBOX, updated(conversation()), "asha")?.kind).toBe("handoff");
  const old = conversation({ handed_off_at: "2026-11-20T06:30:00Z", last_message_at: NOON });
  expect(alertOf(EMPTY_INBOX, updated(old), "asha")).toBeNull();
});

test("back from a colleague into the queue is a hand-off", () => {
  const before = knowing(conversation({ assignee: ben }));
  expect(alertOf(before, updated(conversation({ version: 2 })), "asha")?.kind).toBe("handoff");
});

test("given to me by a colleague is a transfer, my own claim is nothing", () => {
  const mine = updated(conversation({ version: 2, assignee: asha }));
  expect(alertOf(knowing(conversation({ assignee: ben })), mine, "asha")?.kind).toBe("transfer");
  expect(alertOf(knowing(conversation()), mine, "asha")).toBeNull();
  expect(alertOf(knowing(conversation({ assignee: ben })), mine, "ben")).toBeNull();
});

test("a contact of mine who writes is a message, my own answer is not", () => {
  const before = knowing(conversation({ assignee: asha }));
  const later = { version: 2, assignee: asha, last_message_at: "2026-11-21T06:31:00Z" };
  expect(alertOf(before, updated(conversation(later)), "asha")?.kind).toBe("message");
  expect(alertOf(before, updated(conversation({ ...later, last_message_sender: "agent" })), "asha")).toBeNull();
  expect(
    alertOf(before, updated(conversation({ ...later, contact_read_seq: 3, last_message_at: NOON })), "asha"),
  ).toBeNull();
});
