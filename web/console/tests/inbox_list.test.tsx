import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { InboxList } from "~/features/inbox/inbox_list";
import { ShortcutListener } from "~/lib/shortcuts";
import type { Conversation, InboxView } from "~/lib/wire";
import { conversation, counts } from "./builders";
import { expectAccessible } from "./accessible";
import { fakeServices, Refusal, renderAt, type Route } from "./fake_desk";

const waiting = [
  conversation({ id: "c1", contact_name: "Meera Iyer", waiting_since: "2026-11-21T06:20:00Z" }),
  conversation({
    id: "c2",
    contact_id: "7f3a",
    contact_name: null,
    language: "hi",
    waiting_since: "2026-11-21T06:25:00Z",
  }),
];

function open(list: Route, view: InboxView = "queue") {
  const services = fakeServices({ "GET /api/conversations": list });
  services.inbox.put({ counts: counts({ queue: 2, open: 3, assigned: { asha: 1 } }) });
  const screens = renderAt(
    `/inbox/${view}`,
    services,
    <>
      <ShortcutListener />
      <InboxList view={view} selectedId={undefined} />
    </>,
  );
  return { services, user: userEvent.setup({ delay: null }), ...screens };
}

const page = (items: Conversation[]) => ({ items, next_cursor: null });
const names = async () => {
  const list = await screen.findByRole("list", { name: "Queue" });
  return within(list)
    .getAllByRole("link")
    .map((link) => /Meera Iyer|Ravi|Visitor 7F3A/.exec(link.textContent)?.[0]);
};

test("shows who waits, the longest first, each line in its language", async () => {
  open(() => page(waiting));
  expect(await names()).toEqual(["Meera Iyer", "Visitor 7F3A"]);
  const lines = screen.getAllByText("mera order kab aayega");
  expect(lines.map((line) => line.lang)).toEqual(["hi-Latn", "hi"]);
});

test("an event brings a new one in and takes a claimed one out, without a fetch", async () => {
  let fetches = 0;
  const { services } = open(() => {
    fetches += 1;
    return page(waiting);
  });
  await names();
  const claimed = conversation({ ...waiting[0], version: 2, assignee: { id: "ben", name: "Ben" } });
  const fresh = conversation({ id: "c3", contact_name: "Ravi", waiting_since: "2026-11-21T06:29:00Z" });
  act(() => services.inbox.apply({ name: "conversation.updated", payload: { conversation: claimed } }));
  act(() => services.inbox.apply({ name: "conversation.updated", payload: { conversation: fresh } }));
  expect(await names()).toEqual(["Visitor 7F3A", "Ravi"]);
  expect(fetches).toBe(1);
});

test("the tabs carry the numbers, live", async () => {
  const { services } = open(() => page(waiting));
  expect(screen.getByRole("link", { name: "Queue 2" })).toBeTruthy();
  expect(screen.getByRole("link", { name: "Mine 1" })).toBeTruthy();
  act(() => services.inbox.apply({ name: "inbox.updated", payload: { counts: counts({ queue: 7 }) } }));
  expect(screen.getByRole("link", { name: "Queue 7" })).toBeTruthy();
  await names();
});

test("an empty queue says what will come", async () => {
  open(() => page([]));
  expect(await screen.findByRole("heading", { name: "Nobody is waiting" })).toBeTruthy();
});

test("a failed fetch says so and can be tried again", async () => {
  let broken = true;
  const { user } = open(() => {
    if (broken) throw new Refusal(503, "ServiceUnavailable");
    return page(waiting);
  });
  const again = await screen.findByRole("button", { name: "Try again" });
  broken = false;
  await user.click(again);
  expect(await names()).toEqual(["Meera Iyer", "Visitor 7F3A"]);
});

test("a search asks the desk and shows its order", async () => {
  const asked: (string | null)[] = [];
  const { user } = open(({ url }) => {
    asked.push(url.searchParams.get("q"));
    return page(
      url.searchParams.get("q") ? [conversation({ id: "c9", contact_name: "Ravi", status: "resolved" })] : waiting,
    );
  });
  await names();
  await user.keyboard("/");
  await user.keyboard("ravi");
  expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "Search conversations" }));
  expect(await screen.findByText("Ravi")).toBeTruthy();
  expect(await names()).toEqual(["Ravi"]);
  expect(asked).toEqual([null, "ravi"]);
});

test("no rule of accessibility is broken", async () => {
  const { container } = open(() => page(waiting));
  await names();
  await expectAccessible(container);
});
