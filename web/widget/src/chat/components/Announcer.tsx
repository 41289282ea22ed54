/**
 * Tells a screen reader of new messages, each exactly once. The thread itself is not live: history, earlier messages and
 * the own echo would be read out with it.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { useChat } from "../context";
import { langOf } from "../i18n";
import { lastSeq } from "../state";
import type { Message } from "../wire";
import { activityText } from "./Activity";

/** Long enough to be read, short enough that nobody finds it again while moving through the panel. */
const KEPT_MS = 10_000;
/** After a long break nobody wants twenty messages read out. */
const MOST_AT_ONCE = 4;

export function Announcer() {
  const { open, state, texts } = useChat();
  const [spoken, setSpoken] = useState<Message[]>([]);
  const announced = useRef(0);

  useEffect(() => {
    const from = Math.max(announced.current, state.liveAfter);
    announced.current = Math.max(from, lastSeq(state));
    if (!open || document.hidden) return;
    const news = state.messages.filter((message) => message.seq > from && message.sender_type !== "contact");
    if (news.length === 0) return;
    setSpoken((before) => [...before, ...news.slice(-MOST_AT_ONCE)]);
    setTimeout(() => setSpoken((before) => before.filter((each) => !news.includes(each))), KEPT_MS);
  }, [state.messages, open]);

  return (
    <div class="unseen" aria-live="polite" data-announcer>
      {spoken.map((message) => (
        <p key={message.id} lang={langOf(message.language, message.text)}>
          {message.kind === "activity" ? activityText(message, texts) : `${who(message)}: ${message.text}`}
        </p>
      ))}
    </div>
  );

  function who(message: Message): string {
    return message.sender_type === "agent" ? (message.sender_name ?? texts.team) : texts.assistant;
  }
}
