/** One message, with what belongs to it: links, buttons, and whether it got through. */
import alertPaths from "tabler:alert-circle";
import linkPaths from "tabler:arrow-up-right";
import { useChat } from "../context";
import { isDevanagari, langOf } from "../i18n";
import { isFailed } from "../outbox";
import type { Entry } from "../thread";
import type { Button, Message } from "../wire";
import { Icon } from "./Icon";
import { RichText, SafeLink } from "./RichText";

export function Bubble({ entry, buttons, now }: { entry: Entry; buttons?: Button[]; now: number }) {
  const { message, pending, text, lang } = entry;
  const fromUs = message !== undefined && message.sender_type !== "contact";
  const failed = pending !== undefined && isFailed(pending, now);
  return (
    <div class="entry">
      <div class={`bubble${isDevanagari(text) ? " devanagari" : ""}`} lang={lang}>
        <p dir="auto">
          <RichText text={text} links={fromUs} />
        </p>
        {message?.links?.map((link) => (
          <p class="link" key={link.url} dir="auto">
            <SafeLink url={link.url} label={link.label}>
              <Icon paths={linkPaths} size={16} />
            </SafeLink>
          </p>
        ))}
      </div>
      {failed && <NotSent entry={entry} />}
      {message && buttons && <Buttons message={message} buttons={buttons} />}
    </div>
  );
}

function NotSent({ entry }: { entry: Entry }) {
  const { controller, texts } = useChat();
  const { client_id, rejected } = entry.pending!;
  return (
    <div class="not-sent" role="alert">
      <Icon paths={alertPaths} size={16} />
      <span>{rejected ? texts.refused : texts.notSent}</span>
      {!rejected && (
        <button type="button" class="plain" onClick={() => controller.retry(client_id)}>
          {texts.tryAgain}
        </button>
      )}
      <button type="button" class="plain" onClick={() => controller.discard(client_id)}>
        {texts.remove}
      </button>
    </div>
  );
}

export function Buttons({ message, buttons }: { message: Message; buttons: Button[] }) {
  const { controller } = useChat();
  const lang = langOf(message.language, message.text);
  return (
    <div class="chips">
      {buttons.map((button) => (
        <button
          key={button.index}
          type="button"
          class={`chip${isDevanagari(button.title) ? " devanagari" : ""}`}
          lang={lang}
          dir="auto"
          onClick={() => controller.pressButton(message, button)}
        >
          {button.title}
        </button>
      ))}
    </div>
  );
}
