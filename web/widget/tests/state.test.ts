import { describe, expect, it } from "vitest";
import {
  hasGap,
  initialState,
  lastSeq,
  liveButtons,
  nobodyThere,
  pendingMessages,
  reduce,
  ticketOffered,
  ticketSinceHandoff,
  unreadCount,
  type Action,
  type ChatState,
} from "../src/chat/state";
import { conversation, message, session } from "./desk";

const BUTTON = { index: 0, title: "Yes", opens: null };
const started = (seqs: number[] = [1, 2]): ChatState =>
  after(initialState("en", false), {
    type: "session_started",
    session: session(seqs.map((seq) => message(seq))),
    readSeq: 0,
  });

function after(state: ChatState, ...actions: Action[]): ChatState {
  return actions.reduce(reduce, state);
}
const seqs = (state: ChatState): number[] => state.messages.map(({ seq }) => seq);

describe("messages", () => {
  it("come once, in order", () => {
    const state = after(
      started(),
      { type: "message_received", message: message(3) },
      { type: "message_received", message: message(3) },
      { type: "message_received", message: message(2) },
      { type: "message_received", message: message(4) },
    );
    expect(seqs(state)).toEqual([1, 2, 3, 4]);
    expect(hasGap(state)).toBe(false);
  });

  it("after a gap wait for the sync that fills it", () => {
    const gapped = after(started(), { type: "message_received", message: message(5) });
    expect(seqs(gapped)).toEqual([1, 2]);
    expect(hasGap(gapped)).toBe(true);

    const filled = after(gapped, { type: "synced", messages: [message(4), message(3), message(5)] });
    expect(seqs(filled)).toEqual([1, 2, 3, 4, 5]);
    expect(hasGap(filled)).toBe(false);
  });

  it("are known to be missing when the conversation counts more of them", () => {
    const state = after(started(), {
      type: "conversation_updated",
      conversation: conversation({ version: 2, last_seq: 3 }),
    });
    expect(hasGap(state)).toBe(true);
    expect(hasGap(after(state, { type: "message_received", message: message(3) }))).toBe(false);
  });

  it("of a sync that brings only the newest part replace the old ones, with the way up open", () => {
    const state = after(started(), {
      type: "synced",
      messages: [message(80), message(81)],
      conversation: conversation({ version: 2, last_seq: 81 }),
    });
    expect(seqs(state)).toEqual([80, 81]);
    expect(state.hasEarlier).toBe(true);
    expect(hasGap(state)).toBe(false);
  });

  it("from above are put in front, without what is there already", () => {
    const state = after(
      started([3, 4]),
      { type: "earlier_requested" },
      { type: "earlier_loaded", messages: [message(1), message(2), message(3)] },
    );
    expect(seqs(state)).toEqual([1, 2, 3, 4]);
    expect(state).toMatchObject({ hasEarlier: false, loadingEarlier: false });
  });

  it("from above that could not be fetched leave the way up open", () => {
    const state = after(started([3, 4]), { type: "earlier_requested" }, { type: "earlier_loaded", messages: [] });
    expect(state).toMatchObject({ hasEarlier: true, loadingEarlier: false });
  });
});

describe("the own echo", () => {
  const pending = { client_id: "own-1", text: "hello", body: { text: "hello" }, created_at: 0, fail_at: 1 };

  it("is replaced by the stored message, never shown beside it", () => {
    const echoed = after(started(), { type: "outbox_changed", pending: [pending] });
    expect(pendingMessages(echoed)).toHaveLength(1);
    const stored = after(echoed, {
      type: "message_received",
      message: message(3, { client_id: "own-1", sender_type: "contact", kind: "incoming" }),
    });
    expect(pendingMessages(stored)).toHaveLength(0);
    expect(seqs(stored)).toEqual([1, 2, 3]);
  });

  it("survives a session that has to begin anew", () => {
    const renewed = after(
      started(),
      { type: "outbox_changed", pending: [pending] },
      { type: "session_expired" },
      {
        type: "session_started",
        session: { ...session([], { id: "c2" }) },
        readSeq: 0,
      },
    );
    expect(renewed).toMatchObject({ phase: "ready", expired: true, messages: [] });
    expect(pendingMessages(renewed)).toHaveLength(1);
  });
});

describe("the conversation", () => {
  it("never goes back to an older version", () => {
    const state = after(
      started(),
      { type: "conversation_updated", conversation: conversation({ version: 5, status: "open", last_seq: 2 }) },
      { type: "conversation_updated", conversation: conversation({ version: 4, status: "pending", last_seq: 2 }) },
    );
    expect(state.conversation?.status).toBe("open");
  });

  it("without agents online and without assignee has nobody there", () => {
    const waiting = (over: object) =>
      after(started(), {
        type: "conversation_updated",
        conversation: conversation({ version: 2, status: "open", last_seq: 2, ...over }),
      });
    expect(nobodyThere(waiting({ queue: { position: 1, agents_online: 0 } }))).toBe(true);
    expect(nobodyThere(waiting({ queue: { position: 1, agents_online: 1 } }))).toBe(false);
    expect(nobodyThere(waiting({ agent_name: "Asha" }))).toBe(false);
  });

  it("forgets that the agent is typing when the message comes or the agent leaves", () => {
    const typing = after(started(), { type: "agent_typed", name: "Asha" });
    expect(
      after(typing, { type: "message_received", message: message(3, { sender_type: "agent" }) }).agentTyping,
    ).toBeNull();
    expect(
      after(typing, { type: "conversation_updated", conversation: conversation({ version: 2, last_seq: 2 }) })
        .agentTyping,
    ).toBeNull();
  });
});

describe("buttons", () => {
  const withButtons = (seq: number) => message(seq, { buttons: [BUTTON] });

  it("of everything said since the contact's last message can be pressed", () => {
    const state = after(
      started(),
      { type: "message_received", message: withButtons(3) },
      { type: "message_received", message: withButtons(4) },
    );
    expect([...liveButtons(state).keys()].sort()).toEqual(["m3", "m4"]);
  });

  it("go away with the contact's answer, stored or on its way", () => {
    const asked = after(started(), { type: "message_received", message: withButtons(3) });
    const answered = after(asked, { type: "message_received", message: message(4, { sender_type: "contact" }) });
    expect(liveButtons(answered).size).toBe(0);
    const answering = after(asked, {
      type: "outbox_changed",
      pending: [{ client_id: "x", text: "", body: {}, created_at: 0, fail_at: 0 }],
    });
    expect(liveButtons(answering).size).toBe(0);
  });

  it("of the bot go away when people take over", () => {
    const asked = after(started(), { type: "message_received", message: withButtons(3) });
    const open = conversation({ version: 2, status: "open", last_seq: 3 });
    expect(liveButtons(after(asked, { type: "conversation_updated", conversation: open })).size).toBe(0);
  });

  it("to the ticket form go away with the ticket", () => {
    const handedOff = message(3, { kind: "activity", activity: "handed_off" });
    const offer = message(4, { sender_type: "system", buttons: [{ ...BUTTON, opens: "ticket_form" }] });
    const opened = message(5, { kind: "activity", activity: "ticket_opened", activity_data: { number: "SAH-9" } });
    const open = conversation({ version: 2, status: "open", last_seq: 4, queue: { position: 1, agents_online: 0 } });
    const offered = after(started(), { type: "synced", messages: [handedOff, offer], conversation: open });
    expect(ticketOffered(offered)).toBe(true);
    expect(ticketSinceHandoff(offered)).toBeNull();
    const done = after(offered, { type: "message_received", message: opened });
    expect(ticketOffered(done)).toBe(false);
    expect(ticketSinceHandoff(done)).toBe("SAH-9");
  });
});

it("counts as unread what others said after the last message read", () => {
  const state = after(
    started(),
    { type: "message_received", message: message(3, { sender_type: "contact", kind: "incoming" }) },
    { type: "message_received", message: message(4, { kind: "activity" }) },
    { type: "message_received", message: message(5) },
  );
  expect(unreadCount(state)).toBe(3);
  expect(unreadCount(after(state, { type: "read", seq: 2 }))).toBe(1);
  expect(unreadCount(after(state, { type: "read", seq: 5 }, { type: "read", seq: 1 }))).toBe(0);
  expect(lastSeq(state)).toBe(5);
});
