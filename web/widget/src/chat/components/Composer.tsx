/** Where the contact writes. The draft survives a reload; Enter sends, Shift and Enter begins a new line. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import sendPaths from "tabler:send-2";
import { draftKey } from "../../keys";
import { useChat } from "../context";
import type { Store } from "../storage";
import { Icon } from "./Icon";

/** Signs that nobody sees: a message of them alone is empty. */
const INVISIBLE = /[\s\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]/g;
const DEFAULT_MAX = 2000;

export function Composer({ drafts, input }: { drafts: Store; input: { current: HTMLTextAreaElement | null } }) {
  const { controller, open, shell, state, texts } = useChat();
  const key = draftKey(shell.config.base);
  const [draft, setDraft] = useState(() => drafts.get(key) ?? "");
  const max = state.settings?.max_text ?? DEFAULT_MAX;
  const over = Array.from(draft).length - max;
  const isEmpty = draft.replace(INVISIBLE, "") === "";
  const form = useRef<HTMLFormElement>(null);

  function write(text: string): void {
    setDraft(text);
    if (text === "") drafts.remove(key);
    else drafts.set(key, text);
  }

  useLayoutEffect(() => {
    const field = input.current;
    if (!field || !open) return;
    // As high as the text, up to the limit in the style sheet.
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + 2}px`;
  }, [draft, open, state.language]);

  function submit(): void {
    if (isEmpty || over > 0) return;
    controller.send(draft.trim());
    write("");
    input.current?.focus();
  }

  return (
    <form
      class="composer"
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <textarea
        ref={input}
        rows={1}
        dir="auto"
        value={draft}
        placeholder={texts.placeholder}
        aria-label={texts.placeholder}
        aria-invalid={over > 0}
        aria-describedby={over > 0 ? "sahayak-over" : undefined}
        enterkeyhint="send"
        onInput={(event) => {
          write(event.currentTarget.value);
          controller.typed();
        }}
        onKeyDown={(event) => {
          // While a word is being composed (Hindi keyboards) Enter belongs to the keyboard.
          if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          submit();
        }}
      />
      <button type="submit" class="send" aria-label={texts.send} title={texts.send} aria-disabled={isEmpty || over > 0}>
        <Icon paths={sendPaths} />
      </button>
      {over > 0 && (
        <p class="over" id="sahayak-over" role="alert">
          {texts.tooLong(over)}
        </p>
      )}
    </form>
  );
}
