/** Messages of one sender: the mark and the name once, then what was said, then the time. */
import assistantPaths from "tabler:message-chatbot";
import deskPaths from "tabler:info-circle";
import { useChat } from "../context";
import { isFailed } from "../outbox";
import { clockTime } from "../time";
import type { Group } from "../thread";
import type { Button } from "../wire";
import { Bubble, Buttons } from "./Bubble";
import { Icon } from "./Icon";

export function GroupView({ group, buttons, now }: { group: Group; buttons: Map<string, Button[]>; now: number }) {
  const { state, texts } = useChat();
  const at = new Date(group.at).toISOString();
  // Below the time, at the very end; those of an earlier message stay with it.
  const last = group.entries.at(-1)!.message;
  const lastButtons = last && buttons.get(last.id);
  const pending = group.entries.flatMap((entry) => entry.pending ?? []);
  const isFailing = pending.some((each) => isFailed(each, now));
  return (
    <div class={`group ${group.sender}`}>
      <Sender sender={group.sender} name={group.name} />
      {group.entries.map((entry) => (
        <Bubble
          key={entry.key}
          entry={entry}
          now={now}
          buttons={entry.message && entry.message !== last ? buttons.get(entry.message.id) : undefined}
        />
      ))}
      {pending.length === 0 ? (
        <p class="time">
          <time dateTime={at}>{clockTime(at, state.language)}</time>
        </p>
      ) : (
        !isFailing && <p class="time sending">{texts.sending}</p>
      )}
      {last && lastButtons && <Buttons message={last} buttons={lastButtons} />}
    </div>
  );
}

/** The bot has a square mark with a machine's face, a person a round one with initials: different without colour. */
export function Sender({ sender, name }: { sender: Group["sender"]; name: string | null }) {
  const { state, texts, shell } = useChat();
  if (sender === "contact") return <p class="unseen">{texts.you}</p>;
  const isAgent = sender === "agent";
  const shop = shell.config.title ?? state.settings?.shop_name ?? texts.help;
  const shown = isAgent ? (name ?? texts.team) : sender === "bot" ? texts.assistant : shop;
  return (
    <p class="sender">
      <span class={`mark ${sender}`} aria-hidden="true">
        {isAgent ? initials(shown) : <Icon paths={sender === "bot" ? assistantPaths : deskPaths} size={16} />}
      </span>
      <span dir="auto">{shown}</span>
      {isAgent && <span class="of-team"> · {shop}</span>}
    </p>
  );
}

/** At most two signs; of Devanagari one whole sign with its vowel, since a cut one cannot be read. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const ends = words.length > 1 ? [words[0]!, words.at(-1)!] : words.slice(0, 1);
  const signs = ends.map((word) =>
    /^[\u0900-\u097f]/.test(word) ? (/^.[\u093e-\u094c\u0902]*/u.exec(word)?.[0] ?? "") : (Array.from(word)[0] ?? ""),
  );
  return signs.join("").toUpperCase();
}
