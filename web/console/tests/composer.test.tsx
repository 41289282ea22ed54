import { fireEvent, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { Composer } from "~/features/conversation/composer";
import { ShortcutListener } from "~/lib/shortcuts";
import { fakeServices, Refusal, renderAt, type Route } from "./fake_desk";
import { message } from "./builders";

const post = vi.fn<Route>();
const SEND = "POST /api/conversations/c1/messages";

function open(replyBlocked: React.ReactNode = null) {
  const services = fakeServices({ [SEND]: post });
  renderAt(
    "/inbox/mine/c1",
    services,
    <>
      <ShortcutListener />
      <Composer conversationId="c1" contactName="Meera" replyBlocked={replyBlocked} taken={false} />
    </>,
  );
  return { services, user: userEvent.setup({ delay: null }) };
}

const reply = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Reply to Meera" });
const note = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Note for your team" });

beforeEach(() => {
  post.mockReset();
  post.mockImplementation(({ body }) => message({ seq: 2, ...(body as object) }));
});

describe("writing", () => {
  test("Enter sends, under a client_id, and the field is empty again", async () => {
    const { user, services } = open();
    await user.type(reply(), "Namaste{Enter}");
    await vi.waitFor(() => expect(post).toHaveBeenCalledOnce());
    expect(post.mock.calls[0]?.[0].body).toMatchObject({ text: "Namaste", private: false });
    expect(reply().value).toBe("");
    await vi.waitFor(() => expect(services.inbox.getState().messages.c1).toHaveLength(1));
  });

  test("Shift+Enter makes a new line", async () => {
    const { user } = open();
    await user.type(reply(), "one{Shift>}{Enter}{/Shift}two");
    expect(reply().value).toBe("one\ntwo");
    expect(post).not.toHaveBeenCalled();
  });

  test("Enter that ends a composition (Hindi from Latin keys) does not send", () => {
    open();
    fireEvent.change(reply(), { target: { value: "नमस्ते" } });
    fireEvent.keyDown(reply(), { key: "Enter", isComposing: true });
    expect(post).not.toHaveBeenCalled();
  });

  test("blanks are nothing to send", async () => {
    const { user } = open();
    await user.type(reply(), "   {Enter}");
    expect(post).not.toHaveBeenCalled();
    expect(screen.getByRole("button", { name: "Send" })).toHaveProperty("disabled", true);
  });

  test("too long says by how much, and is not sent", () => {
    open();
    fireEvent.change(reply(), { target: { value: "x".repeat(4003) } });
    expect(screen.getByText("3 characters too many. At most 4000 fit.")).toBeTruthy();
    fireEvent.keyDown(reply(), { key: "Enter" });
    expect(post).not.toHaveBeenCalled();
  });
});

describe("reply and note", () => {
  test("a note is sent as private, from a field with another name", async () => {
    const { user } = open();
    await user.click(screen.getByText("Note"));
    await user.type(note(), "check the hub{Enter}");
    await vi.waitFor(() => expect(post).toHaveBeenCalledOnce());
    expect(post.mock.calls[0]?.[0].body).toMatchObject({ text: "check the hub", private: true });
    expect(screen.getByText("Only your team sees this")).toBeTruthy();
  });

  test("each keeps its own text: a note never becomes a reply by switching", async () => {
    const { user } = open();
    await user.type(reply(), "to the contact");
    await user.keyboard("{Control>}.{/Control}");
    expect(note().value).toBe("");
    await user.type(note(), "to the team");
    await user.keyboard("{Control>}.{/Control}");
    expect(reply().value).toBe("to the contact");
  });

  test("n and r choose, while nobody is typing", async () => {
    const { user } = open();
    await user.keyboard("n");
    await vi.waitFor(() => expect(document.activeElement).toBe(note()));
    expect(note().value).toBe("");
    await user.keyboard("{Escape}r");
    await vi.waitFor(() => expect(document.activeElement).toBe(reply()));
  });

  test("blocked for replies, open for notes", async () => {
    const { user } = open(<span>Ben has this conversation.</span>);
    expect(screen.getByText("Ben has this conversation.")).toBeTruthy();
    expect(screen.queryByRole("textbox")).toBeNull();
    await user.click(screen.getByText("Note"));
    expect(note()).toBeTruthy();
  });
});

describe("nothing is lost", () => {
  test("a draft is there again after a reload", async () => {
    const { user } = open();
    await user.type(reply(), "half a sen");
    open();
    expect(screen.getAllByRole<HTMLTextAreaElement>("textbox", { name: "Reply to Meera" }).at(-1)?.value).toBe(
      "half a sen",
    );
  });

  test("what the desk refuses stays in the outbox with its reason", async () => {
    post.mockImplementation(() => {
      throw new Refusal(409, "ConversationNotAssignedToYou");
    });
    const { user, services } = open();
    await user.type(reply(), "Namaste{Enter}");
    await vi.waitFor(() => expect(services.outbox.getState()[0]?.state).toBe("failed"));
    expect(services.outbox.getState()[0]?.error?.name).toBe("ConversationNotAssignedToYou");
  });
});
