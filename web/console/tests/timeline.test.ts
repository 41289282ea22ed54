import { expect, test } from "vitest";
import { timelineOf } from "~/features/conversation/timeline";
import type { Pending } from "~/lib/outbox";
import { message } from "./builders";

const asha = { id: "asha", name: "Asha Rao" };

function pending(given: Partial<Pending> = {}): Pending {
  return {
    client_id: "echo-0001",
    conversation_id: "c1",
    text: "On it",
    private: false,
    created_at: "2026-11-21T06:31:00Z",
    state: "sending",
    error: null,
    ...given,
  };
}

test("one author's messages within minutes are one group; the bot and a person are two", () => {
  const items = timelineOf(
    [
      message({ seq: 1 }),
      message({ seq: 2, created_at: "2026-11-21T06:31:00Z" }),
      message({ seq: 3, kind: "outgoing", sender_type: "bot" }),
      message({ seq: 4, kind: "outgoing", sender_type: "agent", agent: asha }),
    ],
    [],
    asha,
  );
  const groups = items.filter((item) => item.kind === "group");
  expect(groups.map(({ author, entries }) => [author, entries.length])).toEqual([
    ["contact", 2],
    ["bot", 1],
    ["agent", 1],
  ]);
});

test("a note is never in a group with replies, though the same agent wrote both", () => {
  const from = { kind: "outgoing", sender_type: "agent", agent: asha } as const;
  const items = timelineOf(
    [message({ seq: 1, ...from }), message({ seq: 2, ...from, private: true, public_seq: null })],
    [],
    asha,
  );
  expect(items.flatMap((item) => (item.kind === "group" ? [item.author] : []))).toEqual(["agent", "note"]);
});

test("a message on its way is shown once: the stored one takes its place", () => {
  const stored = message({ seq: 2, kind: "outgoing", sender_type: "agent", agent: asha, client_id: "echo-0001" });
  const keys = (items: ReturnType<typeof timelineOf>) =>
    items.flatMap((item) => (item.kind === "group" ? item.entries.map(({ key }) => key) : []));
  const before = keys(timelineOf([message()], [pending()], asha));
  const after = keys(timelineOf([message(), stored], [pending()], asha));
  expect(before).toEqual(["m1", "echo-0001"]);
  expect(after).toEqual(before);
});

test("a new day and an activity end a group", () => {
  const items = timelineOf(
    [
      message({ seq: 1 }),
      message({ seq: 2, kind: "activity", sender_type: "system", content: { activity: "handed_off" } }),
      message({ seq: 3 }),
      message({ seq: 4, created_at: "2026-11-23T06:30:00Z" }),
    ],
    [],
    asha,
  );
  expect(items.map(({ kind }) => kind)).toEqual(["day", "group", "activity", "group", "day", "group"]);
});
