import { Notifications, notifications } from "@mantine/notifications";
import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { MessageGroup } from "~/features/conversation/message_group";
import { timelineOf } from "~/features/conversation/timeline";
import { chooseLocale } from "~/lib/i18n";
import type { FaqEntry, Label, LabelDraft, Message } from "~/lib/wire";
import { expectAccessible } from "./accessible";
import { agent, message, NOON } from "./builders";
import { fakeServices, Refusal, renderAt, type Route } from "./fake_desk";

const entry = (id: string, en: string, hi: string): FaqEntry => ({
  id,
  topic: "delivery",
  title: { en, hi, hinglish: en },
  answer: {},
  links: [],
  related: [],
  handoff: "never",
});
const ENTRIES = [
  entry("delivery_time", "How long delivery takes", "डिलीवरी में कितना समय"),
  entry("track_order", "Track my order", "ऑर्डर ट्रैक करना"),
];
const DRAFT: LabelDraft = {
  question: "mera order kab aayega",
  max_characters: 200,
  language: "hinglish",
  guesses: ["track_order"],
};
const label = (given: Partial<Label> = {}): Label => ({
  id: "l1",
  message_id: "m1",
  conversation_id: "c1",
  question: DRAFT.question,
  language: "hinglish",
  faq_id: "track_order",
  agent: { id: "asha", name: "Asha Rao" },
  created_at: NOON,
  undone_at: null,
  ...given,
});

const labels = vi.fn<Route>();
const draft = vi.fn<Route>();
const teach = vi.fn<Route>();
const undo = vi.fn<Route>();
const search = vi.fn<Route>();

beforeEach(() => {
  notifications.clean();
  labels.mockReset().mockReturnValue([]);
  draft.mockReset().mockReturnValue(DRAFT);
  teach.mockReset().mockImplementation(({ body }) => label(body as Partial<Label>));
  undo.mockReset().mockReturnValue({ ok: true });
  search
    .mockReset()
    .mockImplementation(({ url }) =>
      ENTRIES.filter(({ title }) => title.en?.toLowerCase().includes(url.searchParams.get("q") ?? "")),
    );
});

function open(...given: Message[]) {
  const services = fakeServices({
    "GET /api/conversations/c1/labels": labels,
    "GET /api/messages/m1/label": draft,
    "POST /api/messages/m1/label": teach,
    "DELETE /api/messages/m1/label": undo,
    "GET /api/faq": search,
  });
  const groups = timelineOf(given.length > 0 ? given : [message()], [], agent());
  const { container } = renderAt(
    "/inbox/mine/c1",
    services,
    <>
      <Notifications />
      {groups.map(
        (item) =>
          item.kind === "group" && <MessageGroup key={item.key} group={item} contactName="Meera" seenSeq={null} />,
      )}
    </>,
  );
  return { container, user: userEvent.setup({ delay: null, pointerEventsCheck: 0 }) };
}

const action = () => screen.findByRole("button", { name: "Teach the bot" });
const dialog = () => screen.findByRole("dialog", { name: "Teach the bot" });

describe("what can be taught", () => {
  test("what a contact typed, and nothing else", async () => {
    open(
      message(),
      message({ seq: 2, text: "Track my order", content: { payload: "/faq/track_order" } }),
      message({ seq: 3, kind: "outgoing", sender_type: "bot" }),
      message({ seq: 4, kind: "outgoing", sender_type: "agent", private: true, public_seq: null }),
    );
    await action();
    expect(screen.getAllByRole("button", { name: "Teach the bot" })).toHaveLength(1);
  });

  test("the answer is searched for, the bot's guess stands first", async () => {
    const { user } = open();
    await user.click(await action());
    await screen.findByRole("radio", { name: "How long delivery takes" });
    const choices = within(await dialog()).getAllByRole("radio", { name: /order|delivery|business/ });
    expect(choices.map(({ textContent }) => textContent)).toEqual([
      "Track my orderthe bot's guess",
      "How long delivery takes",
      "Not our businessWe do not do this. The bot learns not to answer it.",
    ]);
    await user.type(screen.getByRole("searchbox", { name: "Search the answers" }), "long");
    await vi.waitFor(() => expect(screen.queryByRole("radio", { name: /Track my order/ })).toBeNull());
    expect(screen.getByRole("radio", { name: "How long delivery takes" })).toBeTruthy();
    await user.type(screen.getByRole("searchbox", { name: "Search the answers" }), " way home");
    expect(await screen.findByText("No answer has these words.")).toBeTruthy();
  });
});

describe("teaching", () => {
  test("with keys alone: to an entry, with the question corrected, and back", async () => {
    const { user } = open();
    (await action()).focus();
    await user.keyboard("{Enter}");
    const field = await screen.findByRole("textbox", { name: "Question as the bot learns it" });
    await user.clear(field);
    await user.type(field, "order kab aayega");
    const submit = screen.getByRole<HTMLButtonElement>("button", { name: "Teach" });
    expect(submit.disabled).toBe(true);
    screen.getByRole("radio", { name: /^Track my order/ }).focus();
    await user.keyboard(" ");
    submit.focus();
    await user.keyboard("{Enter}");

    expect(await screen.findByText("The bot knows this after the next training (`make train`).")).toBeTruthy();
    expect(teach.mock.calls[0]?.[0].body).toEqual({
      faq_id: "track_order",
      question: "order kab aayega",
      language: "hinglish",
    });
    expect(screen.getByRole("article", { name: "Meera" }).textContent).toContain("Taught: Track my order");

    const back = screen.getByRole("button", { name: "Undo" });
    await vi.waitFor(() => expect(document.activeElement).toBe(back));
    await user.keyboard("{Enter}");
    const again = await action();
    await vi.waitFor(() => expect(document.activeElement).toBe(again));
    expect(undo).toHaveBeenCalledOnce();
  });

  test("not our business", async () => {
    const { user } = open();
    await user.click(await action());
    await user.click(await screen.findByRole("radio", { name: /^Not our business/ }));
    await user.click(screen.getByRole("button", { name: "Teach" }));
    await vi.waitFor(() => expect(teach).toHaveBeenCalledOnce());
    expect(teach.mock.calls[0]?.[0].body).toMatchObject({ faq_id: null });
  });

  test("what was taught before is shown, in the language of the screen", async () => {
    labels.mockReturnValue([label(), label({ message_id: "other", faq_id: null })]);
    await chooseLocale("hi");
    try {
      open();
      expect(await screen.findByText(/^सिखाया: ऑर्डर ट्रैक करना/)).toBeTruthy();
    } finally {
      await chooseLocale("en");
    }
  });

  test("a refusal says in the dialog where the question stands; nothing typed is lost", async () => {
    teach.mockImplementation(() => {
      throw new Refusal(409, "QuestionKnown", { faq_id: "delivery_time" });
    });
    const { user } = open();
    await user.click(await action());
    await user.click(await screen.findByRole("radio", { name: /^Track my order/ }));
    await user.click(screen.getByRole("button", { name: "Teach" }));
    expect((await screen.findByRole("alert")).textContent).toBe(
      "This question stands under “How long delivery takes” already. Change the words, or ask an editor to move it.",
    );
    expect(screen.getByRole<HTMLInputElement>("radio", { name: /^Track my order/ }).ariaChecked).toBe("true");
  });

  test("too long says by how much, and cannot be sent", async () => {
    draft.mockReturnValue({ ...DRAFT, question: "x".repeat(203) });
    const { user } = open();
    await user.click(await action());
    expect(await screen.findByText("3 characters too many. Shorten it to one question.")).toBeTruthy();
    await user.click(screen.getByRole("radio", { name: /^Not our business/ }));
    expect(screen.getByRole<HTMLButtonElement>("button", { name: "Teach" }).disabled).toBe(true);
  });
});

test("can be used by everybody", async () => {
  const { container, user } = open();
  await expectAccessible(container);
  await user.click(await action());
  await screen.findByRole("radio", { name: /^Track my order/ });
  await expectAccessible(await dialog());
});
