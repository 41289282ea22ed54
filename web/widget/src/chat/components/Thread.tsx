/** The messages, with earlier ones on the way up and the newest in sight unless the contact is reading above. */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import downPaths from "tabler:arrow-down";
import { useChat } from "../context";
import { lastSeq, liveButtons, pendingMessages } from "../state";
import { arrange, type Item } from "../thread";
import { dayName, daysAgo } from "../time";
import { Activity } from "./Activity";
import { GroupView, Sender } from "./Group";
import { Icon } from "./Icon";
import { TicketCard } from "./TicketCard";
import { Welcome } from "./Welcome";

/** Nearer to the end than this counts as being there. */
const NEAR_END_PX = 60;

export function Thread({ now }: { now: number }) {
  const { controller, open, state, texts } = useChat();
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const [news, setNews] = useState(false);
  const pending = pendingMessages(state);
  const buttons = liveButtons(state);
  const firstSeq = state.messages[0]?.seq;
  const typing = typingSender();

  /** From the end, so that earlier messages put above do not move what is being read. */
  const fromEnd = useRef(0);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || atEnd.current) return;
    element.scrollTop = element.scrollHeight - fromEnd.current;
  }, [firstSeq]);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element || !open) return;
    if (atEnd.current) element.scrollTop = element.scrollHeight;
    else setNews(true);
  }, [lastSeq(state), typing !== null, open]);

  // What the contact sends is always shown, wherever they were reading.
  useLayoutEffect(() => {
    if (pending.length > 0) toEnd();
  }, [pending.length]);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    // A keyboard that slides in, chips that appear: the end stays in sight.
    const observer = new ResizeObserver(() => {
      if (atEnd.current) element.scrollTop = element.scrollHeight;
    });
    observer.observe(element);
    if (element.firstElementChild) observer.observe(element.firstElementChild);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    const look = (): void => {
      if (open && !document.hidden && atEnd.current) controller.markRead();
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [lastSeq(state), open, news]);

  function onScroll(): void {
    const { scrollTop, scrollHeight, clientHeight } = box.current!;
    atEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
    fromEnd.current = scrollHeight - scrollTop;
    if (atEnd.current) setNews(false);
    if (scrollTop < NEAR_END_PX && !atEnd.current) void controller.loadEarlier();
  }

  function toEnd(): void {
    atEnd.current = true;
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
    setNews(false);
  }

  function typingSender(): "bot" | "agent" | null {
    if (state.agentTyping !== null) return "agent";
    return state.conversation?.status === "pending" && state.conversation.bot_busy ? "bot" : null;
  }

  return (
    <div class="thread-frame">
      <div
        class="thread"
        ref={box}
        role="log"
        aria-live="off"
        aria-label={texts.messages}
        aria-busy={state.loadingEarlier}
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard
        tabIndex={0}
        onScroll={onScroll}
      >
        <div class="thread-inside">
          {state.hasEarlier ? (
            <button type="button" class="plain earlier" onClick={() => void controller.loadEarlier()}>
              {state.loadingEarlier ? texts.loading : texts.loadEarlier}
            </button>
          ) : (
            <Welcome />
          )}
          {arrange(state.messages, pending, state.language).map(show)}
          {typing && <Typing sender={typing} />}
          <TicketCard />
        </div>
      </div>
      {news && (
        <button type="button" class="to-end" onClick={toEnd}>
          <Icon paths={downPaths} size={16} />
          {texts.newMessages}
        </button>
      )}
    </div>
  );

  function show(item: Item, index: number) {
    switch (item.kind) {
      case "day": {
        const today = new Date(now);
        const at = new Date(item.at).toISOString();
        const ago = daysAgo(at, today);
        // A chat that begins today needs no heading.
        if (index === 0 && ago === 0) return null;
        const name = ago === 0 ? texts.today : ago === 1 ? texts.yesterday : dayName(at, state.language, today);
        return (
          <h3 class="day" key={item.key}>
            {name}
          </h3>
        );
      }
      case "activity":
        return <Activity key={item.key} message={item.message} />;
      case "group":
        return <GroupView key={item.key} group={item} buttons={buttons} now={now} />;
    }
  }
}

function Typing({ sender }: { sender: "bot" | "agent" }) {
  const { state, texts } = useChat();
  return (
    <div class={`group ${sender}`}>
      <Sender sender={sender} name={state.agentTyping} />
      <div class="bubble typing">
        <span class="unseen">{sender === "agent" ? texts.agentTyping(state.agentTyping!) : texts.assistantTyping}</span>
        <i />
        <i />
        <i />
      </div>
    </div>
  );
}
