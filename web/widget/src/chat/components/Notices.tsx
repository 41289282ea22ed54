/** Quiet strips above the composer: no connection, a pause, a new conversation. One at a time, the gravest first. */
import { useChat } from "../context";

export function Notices({ now }: { now: number }) {
  const { controller, state, texts } = useChat();
  const { text, canRetry } = notice();
  return (
    <div class="notices" role="status">
      {text && (
        <p class="notice">
          <span>{text}</span>
          {canRetry && (
            <button type="button" class="plain" onClick={() => controller.hurry()}>
              {texts.tryAgain}
            </button>
          )}
        </p>
      )}
    </div>
  );

  function notice(): { text?: string; canRetry?: boolean } {
    if (!navigator.onLine && state.link !== "online") return { text: texts.offline };
    if (state.phase === "unreachable") return { text: texts.unreachable, canRetry: true };
    if (state.link === "offline") return { text: texts.reconnecting, canRetry: true };
    if (state.slowedUntil > now) return { text: texts.slowed(Math.ceil((state.slowedUntil - now) / 1000)) };
    if (state.expired) return { text: texts.expired };
    return {};
  }
}
