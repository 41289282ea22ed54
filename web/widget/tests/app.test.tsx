// @vitest-environment jsdom
import "./browser";
import { act, fireEvent, render, screen, waitFor, within } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { useEffect, useReducer } from "preact/hooks";
import { beforeEach, describe, expect, it } from "vitest";
import { App } from "../src/chat/app";
import { Controller } from "../src/chat/controller";
import { pageStore } from "../src/chat/storage";
import { DeskRefused } from "../src/chat/wire";
import { FakeDesk, fakeShell } from "./desk";

let desk: FakeDesk;
let shell: ReturnType<typeof fakeShell>;
let controller: Controller;

/** What main.tsx does: draw again whenever the state changes. */
function Live() {
  const [, draw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => controller.subscribe(() => draw(undefined)), []);
  const drafts = pageStore("session");
  return (
    <App shell={shell} controller={controller} drafts={drafts} open={shell.open} focusOnOpen={{ current: true }} />
  );
}

async function open(over: Parameters<typeof fakeShell>[0] = {}): Promise<void> {
  shell = fakeShell(over);
  controller = new Controller({ shell, store: pageStore("local"), api: desk.api, connect: desk.connect });
  render(<Live />);
  await act(() => {
    controller.start();
    return new Promise((resolve) => setTimeout(resolve));
  });
}
const field = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: /message|संदेश/ });
const said = () => document.querySelector("[data-announcer]")!.textContent;
const log = () => within(screen.getByRole("log"));

beforeEach(() => {
  desk = new FakeDesk();
});

describe("the first view", () => {
  it("greets, suggests, says what happens to the words, and has the focus in the field", async () => {
    await open();
    expect(screen.getByRole("dialog", { name: "Aangan" })).toBeTruthy();
    expect(log().getByText("Hello! How can we help?")).toBeTruthy();
    expect(log().getByText("We keep this chat.")).toBeTruthy();
    expect(document.activeElement).toBe(field());
    await userEvent.click(log().getByRole("button", { name: "Track my order" }));
    expect(desk.sent[0]?.message).toMatchObject({ suggestion: "track_order" });
    await waitFor(() => expect(screen.queryByRole("button", { name: "Track my order" })).toBeNull());
  });

  it("changes its language with the switch, which holds for the replies too", async () => {
    await open();
    await userEvent.click(screen.getByRole("radio", { name: "हिंदी" }));
    expect(log().getByText("नमस्ते! हम आपकी क्या मदद करें?")).toBeTruthy();
    expect(screen.getByRole("dialog").lang).toBe("hi");
    await userEvent.type(field(), "नमस्ते{Enter}");
    expect(desk.sent[0]?.message).toMatchObject({ text: "नमस्ते", reply_language: "hi" });
  });

  it("says the shop's own greeting", async () => {
    await open({ greeting: { any: "Namaste from Aangan" }, title: "Aangan Care" });
    expect(log().getByText("Namaste from Aangan")).toBeTruthy();
    expect(screen.getByRole("dialog", { name: "Aangan Care" })).toBeTruthy();
  });
});

describe("messages", () => {
  it("of the contact appear at once and only once, and are not announced", async () => {
    await open();
    await userEvent.type(field(), "Where is my order?{Enter}");
    expect(log().getAllByText("Where is my order?")).toHaveLength(1);
    await waitFor(() => expect(desk.messages).toHaveLength(1));
    expect(log().getAllByText("Where is my order?")).toHaveLength(1);
    expect(field().value).toBe("");
    expect(said()).toBe("");
  });

  it("of others are announced once, in their language; history is not", async () => {
    desk.say({ text: "from yesterday" });
    await open();
    expect(said()).toBe("");
    await act(() => void desk.say({ text: "आपका ऑर्डर रास्ते में है।", language: "hi" }));
    await act(
      () => void desk.say({ text: "Namaste!", sender_type: "agent", sender_name: "Asha", language: "hinglish" }),
    );
    await act(() => desk.reconnect());
    const region = document.querySelector("[data-announcer]")!;
    expect([...region.children].map((child) => [child.getAttribute("lang"), child.textContent])).toEqual([
      ["hi", "Assistant: आपका ऑर्डर रास्ते में है।"],
      ["hi-Latn", "Asha: Namaste!"],
    ]);
    expect(log().getByText("आपका ऑर्डर रास्ते में है।").closest("[lang]")?.getAttribute("lang")).toBe("hi");
  });

  it("are text, whatever they contain", async () => {
    await open();
    const nasty = '<img src=x onerror="alert(1)"><script>alert(2)</script> javascript:alert(3)';
    await act(() => void desk.say({ text: nasty, links: [{ url: "javascript:alert(4)", label: "click" }] }));
    expect(log().getByText(nasty)).toBeTruthy();
    expect(document.querySelector("img, script, a[href^='javascript']")).toBeNull();
    expect(log().getByText("click").closest("a")).toBeNull();
  });

  it("link addresses of the bot and of agents, in a new tab and without a way back", async () => {
    await open();
    await act(() => void desk.say({ text: "See https://aangan.example/help." }));
    const link = log().getByRole("link", { name: "https://aangan.example/help, opens in a new tab" });
    expect(link.getAttribute("href")).toBe("https://aangan.example/help");
    expect(link.getAttribute("rel")).toBe("noopener noreferrer");
    await act(() => void desk.say({ text: "mine https://own.example", sender_type: "contact", kind: "incoming" }));
    expect(log().queryByRole("link", { name: /own/ })).toBeNull();
  });

  it("that the desk refuses say so, and can be deleted", async () => {
    await open();
    desk.refusal = new DeskRefused("MessageTooLong", "");
    await userEvent.type(field(), "x{Enter}");
    await userEvent.click(await log().findByRole("button", { name: "Delete" }));
    expect(log().queryByText("x")).toBeNull();
  });
});

describe("the field", () => {
  it("sends nothing that nobody could see", async () => {
    await open();
    await userEvent.type(field(), "   \u200b\u2060{Enter}");
    await userEvent.click(screen.getByRole("button", { name: "Send" }));
    expect(desk.sent).toEqual([]);
  });

  it("takes a new line with Shift and Enter, and leaves Enter to a keyboard that composes a word", async () => {
    await open();
    await userEvent.type(field(), "one{Shift>}{Enter}{/Shift}two");
    expect(field().value).toBe("one\ntwo");
    fireEvent.keyDown(field(), { key: "Enter", isComposing: true });
    expect(desk.sent).toEqual([]);
  });

  it("says how much is too much, counted in signs", async () => {
    await open();
    fireEvent.input(field(), { target: { value: "🙂".repeat(53) } });
    expect(screen.getByRole("alert").textContent).toBe("3 characters too long");
    await userEvent.type(field(), "{Enter}");
    expect(desk.sent).toEqual([]);
  });

  it("keeps a draft over a reload", async () => {
    await open();
    await userEvent.type(field(), "half a sen");
    document.body.replaceChildren();
    await open();
    expect(field().value).toBe("half a sen");
  });
});

describe("buttons of the bot", () => {
  const buttons = [
    { index: 0, title: "Yes", opens: null },
    { index: 1, title: "No", opens: null },
  ];

  it("are pressed once and then gone", async () => {
    await open();
    await act(() => void desk.say({ id: "asks", text: "Did this help?", buttons }));
    await userEvent.click(log().getByRole("button", { name: "No" }));
    expect(desk.sent[0]?.message).toMatchObject({ button: { message_id: "asks", index: 1 } });
    await waitFor(() => expect(log().queryByRole("button", { name: "Yes" })).toBeNull());
    // The focus is not lost with the button.
    expect(document.activeElement).toBe(field());
  });
});

describe("people", () => {
  it("are one press away, then the place in line is live", async () => {
    await open();
    await userEvent.click(screen.getByRole("button", { name: "Talk to a person" }));
    expect(await screen.findByText("You are 3rd in line")).toBeTruthy();
    await act(() =>
      desk.update({
        version: 10,
        queue: { position: 1, agents_online: 2, wait_low_seconds: 240, wait_high_seconds: 360 },
      }),
    );
    expect(screen.getByText("You are next in line").closest("p")?.textContent).toBe(
      "You are next in line, about 4–6 minutes",
    );
    await act(() => desk.update({ agent_name: "Asha", queue: null }));
    expect(screen.getByText("You are talking to Asha")).toBeTruthy();
  });

  it("are told apart from the bot by mark and name", async () => {
    await open();
    await act(() => void desk.say({ text: "from the bot" }));
    await act(() => void desk.say({ text: "from her", sender_type: "agent", sender_name: "Asha Verma" }));
    expect(log().getByText("Assistant")).toBeTruthy();
    expect(log().getByText("AV").className).toContain("agent");
    await act(() => void desk.say({ kind: "activity", activity: "agent_left", activity_data: { agent_name: "Asha" } }));
    expect(log().getByText("Asha has left")).toBeTruthy();
  });
});

describe("when nobody is there", () => {
  async function waitAlone(): Promise<void> {
    await open();
    await userEvent.type(field(), "My cooker does not heat any more{Enter}");
    await waitFor(() => expect(desk.messages).toHaveLength(1));
    await act(() => void desk.say({ kind: "activity", activity: "handed_off" }));
    await act(() => desk.update({ status: "open", queue: { position: 1, agents_online: 0 } }));
  }

  it("a ticket can be left, and has a number", async () => {
    await waitAlone();
    await userEvent.click(screen.getByRole("button", { name: "Leave a ticket" }));
    expect(screen.getByLabelText<HTMLTextAreaElement>("What is it about?").value).toBe(
      "My cooker does not heat any more",
    );
    await userEvent.click(screen.getByRole("button", { name: "Send ticket" }));
    const email = screen.getByLabelText("E-mail");
    expect(email.getAttribute("aria-invalid")).toBe("true");
    await waitFor(() => expect(document.activeElement).toBe(email));
    await userEvent.type(email, "ravi@example.in");
    await userEvent.click(screen.getByRole("button", { name: "Send ticket" }));
    expect(await screen.findByText("Your ticket is SAH-7")).toBeTruthy();
    expect(desk.tickets).toMatchObject([{ email: "ravi@example.in", phone: null, order_number: null }]);
    expect(shell.events).toContain("ticket");
  });

  it("a ticket that fails keeps the words and is the same one at the next try", async () => {
    await waitAlone();
    await userEvent.click(screen.getByRole("button", { name: "Leave a ticket" }));
    await userEvent.type(screen.getByLabelText("Phone"), "98765 43210");
    desk.reachable = false;
    await userEvent.click(screen.getByRole("button", { name: "Send ticket" }));
    expect(await screen.findByText(/could not be sent/)).toBeTruthy();
    desk.reachable = true;
    await userEvent.click(screen.getByRole("button", { name: "Send ticket" }));
    expect(await screen.findByText("Your ticket is SAH-7")).toBeTruthy();
    expect(desk.tickets[0]?.client_id).toMatch(/^[\w-]{8,64}$/);
  });
});

describe("the keyboard", () => {
  it("closes the options with Esc, then the chat", async () => {
    await open();
    const options = screen.getByRole("button", { name: "Options" });
    await userEvent.click(options);
    expect(screen.getByRole("group", { name: "Options" })).toBeTruthy();
    await userEvent.keyboard("{Escape}");
    expect(screen.queryByRole("group", { name: "Options" })).toBeNull();
    expect(document.activeElement).toBe(options);
    expect(shell.open).toBe(true);
    await userEvent.keyboard("{Escape}");
    expect(shell.open).toBe(false);
  });
});

it("has nothing that axe objects to", async () => {
  desk.say({ text: "Did this help?", buttons: [{ index: 0, title: "Yes", opens: null }] });
  await open();
  await userEvent.click(screen.getByRole("button", { name: "Options" }));
  // Colours are looked at in a real browser.
  const { violations } = await axe.run(document.body, {
    rules: { "color-contrast": { enabled: false }, region: { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
});
