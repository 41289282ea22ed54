import { beforeEach, describe, expect, it, vi } from "vitest";
import { ADOPT_AFTER_MS, FAIL_AFTER_MS, isFailed, Outbox, STALE_AFTER_MS, type Pending } from "../src/chat/outbox";
import { memoryStore } from "../src/chat/storage";
import { DeskRefused, DeskUnreachable, type MessageIn } from "../src/chat/wire";

const PREFIX = "out:";
let store = memoryStore();
let shown: Pending[] = [];
let sent: MessageIn[] = [];
/** What the desk answers next; undefined: nothing, ever. */
let answer: () => Promise<unknown> = () => Promise.resolve();
const onSlowed = vi.fn();
const onUnauthenticated = vi.fn();

function outbox(): Outbox {
  return new Outbox({
    store,
    prefix: PREFIX,
    deliver: (message) => {
      sent.push(message);
      return answer();
    },
    onChange: (pending) => (shown = pending),
    onSlowed,
    onUnauthenticated,
  });
}
const unreachable = () => Promise.reject(new DeskUnreachable());
const refused =
  (error: string, data = {}) =>
  () =>
    Promise.reject(new DeskRefused(error, "", data));
const ids = () => sent.map(({ client_id }) => client_id);

beforeEach(() => {
  vi.useFakeTimers();
  store = memoryStore();
  shown = [];
  sent = [];
  answer = () => Promise.resolve();
  onSlowed.mockReset();
  onUnauthenticated.mockReset();
});

describe("sending", () => {
  it("echoes at once and forgets on acknowledgement", async () => {
    const box = outbox();
    box.add("a", "hello", { text: "hello" });
    expect(shown.map(({ text }) => text)).toEqual(["hello"]);
    await vi.advanceTimersByTimeAsync(0);
    expect(sent).toEqual([{ client_id: "a", text: "hello" }]);
    expect(shown).toEqual([]);
    expect(store.keys(PREFIX)).toEqual([]);
  });

  it("resends under the same client_id until acknowledged", async () => {
    answer = unreachable;
    const box = outbox();
    box.add("a", "hello", { text: "hello" });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(sent.length).toBeGreaterThan(3);
    expect(new Set(ids())).toEqual(new Set(["a"]));
    answer = () => Promise.resolve();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(shown).toEqual([]);
  });

  it("goes one at a time, oldest first, and waits for the answer", async () => {
    let finish: () => void = () => undefined;
    answer = () => new Promise<void>((resolve) => (finish = resolve));
    const box = outbox();
    box.add("a", "1", { text: "1" });
    await vi.advanceTimersByTimeAsync(5);
    box.add("b", "2", { text: "2" });
    await vi.advanceTimersByTimeAsync(3_000);
    expect(ids()).toEqual(["a"]);
    finish();
    await vi.advanceTimersByTimeAsync(0);
    expect(ids()).toEqual(["a", "b"]);
  });

  it("does not send what an event has shown to be stored", async () => {
    answer = unreachable;
    const box = outbox();
    box.add("a", "hello", { text: "hello" });
    await vi.advanceTimersByTimeAsync(0);
    box.settle(["a", null, "unknown"]);
    expect(shown).toEqual([]);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(sent).toHaveLength(1);
  });
});

describe("failing", () => {
  it("says so after 20 seconds and still keeps trying", async () => {
    answer = unreachable;
    const box = outbox();
    box.add("a", "hello", { text: "hello" });
    await vi.advanceTimersByTimeAsync(FAIL_AFTER_MS - 100);
    expect(isFailed(shown[0]!, Date.now())).toBe(false);
    await vi.advanceTimersByTimeAsync(200);
    expect(isFailed(shown[0]!, Date.now())).toBe(true);
    answer = () => Promise.resolve();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(shown).toEqual([]);
  });

  it("tries at once when asked to, with twenty fresh seconds", async () => {
    answer = unreachable;
    const box = outbox();
    box.add("a", "hello", { text: "hello" });
    await vi.advanceTimersByTimeAsync(FAIL_AFTER_MS + 1_000);
    answer = () => Promise.resolve();
    sent = [];
    box.retry("a");
    expect(isFailed(shown[0]!, Date.now())).toBe(false);
    await vi.advanceTimersByTimeAsync(0);
    expect(ids()).toEqual(["a"]);
    expect(shown).toEqual([]);
  });

  it("does not hold up the next one when the desk refuses a message for good", async () => {
    answer = refused("MessageTooLong");
    const box = outbox();
    box.add("a", "too long", { text: "too long" });
    await vi.advanceTimersByTimeAsync(0);
    expect(shown[0]).toMatchObject({ client_id: "a", rejected: "MessageTooLong" });
    answer = () => Promise.resolve();
    box.add("b", "fine", { text: "fine" });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ids()).toEqual(["a", "b"]);
    box.discard("a");
    expect(shown).toEqual([]);
  });

  it("waits as long as the desk asks when it is too much at once", async () => {
    answer = refused("RateLimited", { retry_after_seconds: 12 });
    const box = outbox();
    box.add("a", "quick", { text: "quick" });
    await vi.advanceTimersByTimeAsync(0);
    expect(onSlowed).toHaveBeenCalledWith(Date.now() + 12_000);
    answer = () => Promise.resolve();
    await vi.advanceTimersByTimeAsync(11_900);
    expect(sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(sent).toHaveLength(2);
    expect(shown).toEqual([]);
  });

  it("keeps the message and asks for a new session when the token is refused", async () => {
    answer = refused("NotAuthenticated");
    const box = outbox();
    box.add("a", "hello", { text: "hello" });
    await vi.advanceTimersByTimeAsync(0);
    expect(onUnauthenticated).toHaveBeenCalledOnce();
    expect(shown).toHaveLength(1);
    answer = () => Promise.resolve();
    box.resume();
    await vi.advanceTimersByTimeAsync(0);
    expect(shown).toEqual([]);
  });

  it("says the words of a button that is gone with its conversation", async () => {
    answer = () => (sent.at(-1)?.button ? refused("ButtonNotOffered")() : Promise.resolve());
    const box = outbox();
    box.add("a", "Track my order", { button: { message_id: "m1", index: 0 } });
    await vi.advanceTimersByTimeAsync(0);
    expect(sent.at(-1)).toEqual({ client_id: "a", text: "Track my order", button: undefined });
    expect(shown).toEqual([]);
  });
});

describe("over reloads and tabs", () => {
  it("sends after a reload what the page before could not", async () => {
    answer = unreachable;
    const before = outbox();
    before.add("a", "1", { text: "1" });
    await vi.advanceTimersByTimeAsync(5);
    before.add("b", "2", { text: "2" });
    before.close();

    answer = () => Promise.resolve();
    sent = [];
    const reloaded = outbox();
    reloaded.load();
    expect(shown.map(({ client_id }) => client_id)).toEqual(["a", "b"]);
    reloaded.resume();
    await vi.advanceTimersByTimeAsync(0);
    await vi.advanceTimersByTimeAsync(0);
    expect(ids()).toEqual(["a", "b"]);
    expect(shown).toEqual([]);
  });

  it("does not send yesterday's words by itself, but on request", async () => {
    answer = unreachable;
    outbox().add("a", "old", { text: "old" });
    vi.setSystemTime(Date.now() + STALE_AFTER_MS + 1);
    sent = [];
    answer = () => Promise.resolve();
    const reloaded = outbox();
    reloaded.load();
    reloaded.resume();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toEqual([]);
    expect(isFailed(shown[0]!, Date.now())).toBe(true);
    reloaded.retry("a");
    await vi.advanceTimersByTimeAsync(0);
    expect(ids()).toEqual(["a"]);
  });

  it("shows another tab's message, and sends it only when that tab does not", async () => {
    const here = outbox();
    here.load();
    const there: Pending = {
      client_id: "a",
      text: "there",
      body: { text: "there" },
      created_at: Date.now(),
      fail_at: Date.now() + FAIL_AFTER_MS,
    };
    store.set(PREFIX + "a", JSON.stringify(there));
    here.refresh();
    expect(shown.map(({ text }) => text)).toEqual(["there"]);
    await vi.advanceTimersByTimeAsync(ADOPT_AFTER_MS - 500);
    expect(sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(ids()).toEqual(["a"]);
  });

  it("drops what another tab has brought through", () => {
    answer = unreachable;
    const here = outbox();
    here.add("a", "hello", { text: "hello" });
    store.remove(PREFIX + "a");
    here.refresh();
    expect(shown).toEqual([]);
  });

  it("is not stopped by something else in the storage", () => {
    store.set(PREFIX + "x", "not json");
    store.set(PREFIX + "y", '"a string"');
    store.set(PREFIX + "z", "null");
    const box = outbox();
    box.load();
    expect(shown).toEqual([]);
  });
});
