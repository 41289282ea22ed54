// @vitest-environment jsdom
import "./browser";
import { afterEach, beforeEach, describe, expect, it, vi, type MockInstance } from "vitest";
import { Controller } from "../src/chat/controller";
import { lastSeq, pendingMessages } from "../src/chat/state";
import { pageStore } from "../src/chat/storage";
import { DeskRefused } from "../src/chat/wire";
import { sessionKey } from "../src/keys";
import { BASE, FakeDesk, fakeShell, nothing } from "./desk";

let desk: FakeDesk;
let shell: ReturnType<typeof fakeShell>;
let listening: MockInstance<typeof window.addEventListener>;

/** One tab of the site. */
function tab(): Controller {
  const controller = new Controller({ shell, store: pageStore("local"), api: desk.api, connect: desk.connect });
  controller.start();
  return controller;
}
/** Browsers tell the other tabs; jsdom has only one. */
function tellOtherTabs(key: string): void {
  window.dispatchEvent(new StorageEvent("storage", { key, newValue: localStorage.getItem(key) }));
}
const settled = (milliseconds = 0) => vi.advanceTimersByTimeAsync(milliseconds);
const texts = (controller: Controller) => controller.state.messages.map(({ text }) => text);

beforeEach(() => {
  vi.useFakeTimers();
  listening = vi.spyOn(window, "addEventListener");
  desk = new FakeDesk();
  shell = fakeShell();
});

// A tab is never closed by the widget itself, so the tests close theirs.
afterEach(() => {
  for (const [name, listener] of listening.mock.calls) window.removeEventListener(name, listener as EventListener);
});

describe("a session", () => {
  it("begins, and is taken up again after a reload with its history", async () => {
    const first = tab();
    await settled();
    expect(first.state).toMatchObject({ phase: "ready", link: "online" });
    desk.say({ text: "Hello" });
    const reloaded = tab();
    await settled();
    expect(texts(reloaded)).toEqual(["Hello"]);
    expect(reloaded.state.liveAfter).toBe(1);
    expect(JSON.parse(localStorage.getItem(sessionKey(BASE))!)).toMatchObject({ token: "t1", open: false });
  });

  it("that has expired begins anew and keeps what was typed", async () => {
    const controller = tab();
    await settled();
    controller.send("first");
    await settled();
    desk.goodToken = "t2";
    desk.messages = [];
    desk.state = { id: "c2" };
    controller.send("second");
    await settled(2_000);
    expect(controller.state).toMatchObject({ phase: "ready", expired: false });
    expect(texts(controller)).toEqual(["second"]);
    expect(pendingMessages(controller.state)).toEqual([]);
  });

  it("is tried until the desk can be reached, with the message kept", async () => {
    desk.reachable = false;
    const controller = tab();
    await settled();
    expect(controller.state.phase).toBe("unreachable");
    controller.send("Are you there?");
    await settled(1_000);
    expect(pendingMessages(controller.state)).toHaveLength(1);
    desk.reachable = true;
    await settled(5_000);
    expect(controller.state.phase).toBe("ready");
    expect(texts(controller)).toEqual(["Are you there?"]);
    expect(desk.sent).toHaveLength(1);
  });

  it("forgotten leaves nothing on the device but the language", async () => {
    const controller = tab();
    await settled();
    controller.chooseLanguage("hi", true);
    desk.reachable = false;
    controller.send("secret");
    await settled();
    shell.open = false;
    controller.forget();
    expect(Object.keys(localStorage)).toEqual([`sahayak:${BASE}:preferences`]);
    expect(controller.state).toMatchObject({ messages: [], conversation: null, language: "hi" });
  });
});

describe("messages", () => {
  it("carry the interface's language, and the pinned one once chosen", async () => {
    const controller = tab();
    await settled();
    controller.send("one");
    controller.chooseLanguage("hinglish", true);
    controller.send("two");
    controller.chooseLanguage("hinglish", false);
    controller.send("three");
    await settled();
    expect(desk.sent.map(({ message }) => [message.language, message.reply_language])).toEqual([
      ["en", null],
      ["hinglish", "hinglish"],
      ["hinglish", null],
    ]);
  });

  it("missed while the line was down come with the next connection", async () => {
    const controller = tab();
    await settled();
    desk.say({ text: "one" });
    desk.messages.push({ ...desk.messages[0]!, id: "x", seq: 2, text: "two" });
    desk.reconnect();
    await settled();
    expect(texts(controller)).toEqual(["one", "two"]);
  });

  it("missed without anybody noticing are fetched when the count shows a gap", async () => {
    const controller = tab();
    await settled();
    desk.messages.push({ ...desk.say({ text: "one" }), id: "x", seq: 2, text: "two" });
    desk.say({ text: "three" });
    expect(texts(controller)).toEqual(["one"]);
    await settled(500);
    expect(texts(controller)).toEqual(["one", "two", "three"]);
  });

  it("whose acknowledgement is lost are sent again by HTTP and stored once", async () => {
    const controller = tab();
    await settled();
    desk.deaf = true;
    controller.send("once");
    await settled(2_000);
    expect(texts(controller)).toEqual(["once"]);
    expect(desk.messages).toHaveLength(1);
    expect(pendingMessages(controller.state)).toEqual([]);
  });

  it("go by HTTP where sockets are blocked, and answers are asked for", async () => {
    const blocked = new FakeDesk();
    const controller = new Controller({
      shell,
      store: pageStore("local"),
      api: blocked.api,
      connect: () => ({
        connected: false,
        send: () => Promise.reject(new Error("unused")),
        sync: () => Promise.reject(new Error("unused")),
        requestHandoff: () => Promise.reject(new Error("unused")),
        read: nothing,
        typing: nothing,
        retryNow: nothing,
        close: nothing,
      }),
    });
    controller.start();
    await settled();
    controller.send("by post");
    await settled();
    expect(blocked.sent).toMatchObject([{ by: "http", message: { text: "by post" } }]);
    blocked.say({ text: "answer" });
    blocked.state = { status: "open", version: 2, agent_name: "Asha" };
    await settled(5_000);
    expect(controller.state.link).toBe("polling");
    expect(texts(controller)).toEqual(["by post", "answer"]);
    expect(controller.state.conversation?.agent_name).toBe("Asha");
  });

  it("are asked for the ones before when the contact goes up", async () => {
    for (let seq = 1; seq <= 120; seq++) desk.say({ text: String(seq) });
    const controller = tab();
    await settled();
    expect([controller.state.messages[0]?.seq, lastSeq(controller.state)]).toEqual([71, 120]);
    await controller.loadEarlier();
    await controller.loadEarlier();
    expect(controller.state.messages[0]?.seq).toBe(1);
    expect(controller.state.hasEarlier).toBe(false);
  });
});

describe("several tabs", () => {
  it("show the same: what one sends, the other has", async () => {
    const [here, there] = [tab(), tab()];
    await settled();
    here.send("hello");
    await settled();
    expect(texts(there)).toEqual(["hello"]);
    expect(desk.messages).toHaveLength(1);
  });

  it("begun at the same moment end in one conversation", async () => {
    const here = tab();
    await settled();
    desk.goodToken = "t9";
    desk.state = { id: "c9" };
    localStorage.setItem(sessionKey(BASE), JSON.stringify({ token: "t9", conversation_id: "c9", open: false }));
    tellOtherTabs(sessionKey(BASE));
    await settled();
    expect(here.state.conversation?.id).toBe("c9");
  });

  it("know what has been read in the other", async () => {
    const [here, there] = [tab(), tab()];
    await settled();
    desk.say();
    expect(there.state.readSeq).toBe(0);
    here.markRead();
    tellOtherTabs(`sahayak:${BASE}:read`);
    expect(there.state.readSeq).toBe(1);
    expect(shell.unread).toBe(0);
  });
});

describe("a person", () => {
  it("can be asked for, with the place in line as the answer", async () => {
    const controller = tab();
    await settled();
    await controller.requestPerson();
    expect(controller.state.conversation).toMatchObject({ status: "open", queue: { position: 3 } });
    await controller.requestPerson();
    expect(desk.handoffs).toBe(1);
  });

  it("that could not be asked for leaves the button with a word", async () => {
    const controller = tab();
    await settled();
    desk.reachable = false;
    await controller.requestPerson();
    expect(controller.state.handoff).toBe("failed");
    desk.reachable = true;
    await controller.requestPerson();
    expect(controller.state.handoff).toBe("idle");
  });

  it("who is typing is forgotten after five seconds", async () => {
    const controller = tab();
    await settled();
    desk.typed("Asha");
    expect(controller.state.agentTyping).toBe("Asha");
    await settled(5_100);
    expect(controller.state.agentTyping).toBeNull();
  });
});

it("tells of a pause that the desk asks for", async () => {
  const controller = tab();
  await settled();
  desk.refusal = new DeskRefused("RateLimited", "", { retry_after_seconds: 10 });
  controller.send("too quick");
  await settled();
  expect(controller.state.slowedUntil).toBe(Date.now() + 10_000);
  desk.refusal = null;
  await settled(10_100);
  expect(texts(controller)).toEqual(["too quick"]);
});

it("counts as unread what comes while the panel is closed, and tells the page", async () => {
  tab();
  await settled();
  desk.say();
  expect(shell.unread).toBe(0);
  shell.open = false;
  desk.say({ sender_type: "agent" });
  expect(shell.unread).toBe(2);
  expect(shell.events).toEqual(["message", "message"]);
});
