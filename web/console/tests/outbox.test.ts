import { expect, test, vi } from "vitest";
import { ApiError } from "~/lib/api";
import { createOutbox, type Pending } from "~/lib/outbox";
import { message } from "./builders";

const stored = (pending: Pending) => message({ client_id: pending.client_id, text: pending.text });
const unreachable = () => Promise.reject(new ApiError("Unreachable", "no line"));

test("a message is shown at once and goes when the desk has it", async () => {
  const sent = vi.fn();
  const outbox = createOutbox({ post: (pending) => Promise.resolve(stored(pending)), sent });
  outbox.send("c1", "Namaste", false);
  expect(outbox.getState()).toMatchObject([{ text: "Namaste", state: "sending", private: false }]);
  await vi.waitFor(() => expect(outbox.getState()).toEqual([]));
  expect(sent).toHaveBeenCalledOnce();
});

test("while the line is bad it is sent again under the same client_id", async () => {
  const ids: string[] = [];
  const post = vi.fn((pending: Pending) => {
    ids.push(pending.client_id);
    return ids.length < 3 ? unreachable() : Promise.resolve(stored(pending));
  });
  const outbox = createOutbox({ post, sent: vi.fn(), pauses: [1, 1, 1] });
  outbox.send("c1", "Namaste", false);
  await vi.waitFor(() => expect(outbox.getState()).toEqual([]));
  expect(new Set(ids).size).toBe(1);
  expect(ids).toHaveLength(3);
  expect(ids[0]).toMatch(/^[A-Za-z0-9_-]{8,64}$/);
});

test("a refusal is final and says why; trying again is the agent's choice", async () => {
  let refuse = true;
  const refusal = new ApiError("ConversationNotAssignedToYou", "Claim first.", 409, { assignee_name: "Ben" });
  const post = vi.fn((pending: Pending) => (refuse ? Promise.reject(refusal) : Promise.resolve(stored(pending))));
  const outbox = createOutbox({ post, sent: vi.fn(), pauses: [1, 1] });
  outbox.send("c1", "Namaste", false);
  await vi.waitFor(() => expect(outbox.getState()[0]?.state).toBe("failed"));
  expect(post).toHaveBeenCalledOnce();
  expect(outbox.getState()[0]?.error).toMatchObject({
    name: "ConversationNotAssignedToYou",
    data: { assignee_name: "Ben" },
  });
  refuse = false;
  outbox.retry(outbox.getState()[0]?.client_id ?? "");
  await vi.waitFor(() => expect(outbox.getState()).toEqual([]));
});

test("messages of one conversation arrive in the order they were written", async () => {
  const arrived: string[] = [];
  const post = async (pending: Pending) => {
    await new Promise((resolve) => setTimeout(resolve, pending.text === "first" ? 20 : 0));
    arrived.push(pending.text);
    return stored(pending);
  };
  const outbox = createOutbox({ post, sent: vi.fn() });
  outbox.send("c1", "first", false);
  outbox.send("c1", "second", false);
  await vi.waitFor(() => expect(outbox.getState()).toEqual([]));
  expect(arrived).toEqual(["first", "second"]);
});

test("what a closed page had not delivered is there again, marked as not sent", () => {
  const before = createOutbox({ post: () => new Promise(() => undefined), sent: vi.fn() });
  before.send("c1", "Namaste", true);
  const post = vi.fn();
  const after = createOutbox({ post, sent: vi.fn() });
  expect(after.getState()).toMatchObject([{ text: "Namaste", state: "failed", error: { name: "Interrupted" } }]);
  expect(post).not.toHaveBeenCalled();
});
