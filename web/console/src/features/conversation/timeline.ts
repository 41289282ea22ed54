/** A transcript as it is read: days, groups of one author, quiet lines, and the messages still on their way. */
import type { Pending } from "~/lib/outbox";
import { daysBetween } from "~/lib/time";
import type { AgentRef, Language, Message } from "~/lib/wire";

export type Author = "contact" | "bot" | "agent" | "note" | "system";

export interface Entry {
  /** The same before and after the desk has the message, so that the bubble stays the same one. */
  key: string;
  at: string;
  text: string;
  language: Language | null;
  message: Message | null;
  pending: Pending | null;
}

export type TimelineItem =
  | { kind: "day"; key: string; at: string }
  | { kind: "activity"; key: string; message: Message }
  | { kind: "group"; key: string; author: Author; agent: AgentRef | null; at: string; entries: Entry[] };

type Group = Extract<TimelineItem, { kind: "group" }>;

const TOGETHER_MILLISECONDS = 5 * 60 * 1000;

/** `me` signs what is still on its way. */
export function timelineOf(messages: readonly Message[], pending: readonly Pending[], me: AgentRef): TimelineItem[] {
  const items: TimelineItem[] = [];
  let group: Group | null = null;
  let day: Date | null = null;

  const at = (time: string) => {
    const date = new Date(time);
    if (!day || daysBetween(day, date) !== 0) {
      items.push({ kind: "day", key: `day-${time}`, at: time });
      group = null;
    }
    day = date;
  };
  const say = (author: Author, agent: AgentRef | null, entry: Entry) => {
    at(entry.at);
    if (group && isSameAuthor(group, author, agent) && isSoonAfter(group, entry)) {
      group.entries.push(entry);
      return;
    }
    group = { kind: "group", key: entry.key, author, agent, at: entry.at, entries: [entry] };
    items.push(group);
  };

  for (const message of messages) {
    if (message.kind === "activity") {
      at(message.created_at);
      items.push({ kind: "activity", key: message.id, message });
      group = null;
    } else {
      say(authorOf(message), message.agent, entryOf(message));
    }
  }
  const stored = new Set(messages.map((message) => message.client_id));
  for (const item of pending.filter(({ client_id }) => !stored.has(client_id))) {
    say(item.private ? "note" : "agent", me, echoOf(item));
  }
  return items;
}

function authorOf(message: Message): Author {
  return message.private ? "note" : message.sender_type;
}

function entryOf(message: Message): Entry {
  return {
    key: message.client_id ?? message.id,
    at: message.created_at,
    text: message.text,
    language: message.language,
    message,
    pending: null,
  };
}

function echoOf(pending: Pending): Entry {
  return {
    key: pending.client_id,
    at: pending.created_at,
    text: pending.text,
    language: null,
    message: null,
    pending,
  };
}

function isSameAuthor(group: Group, author: Author, agent: AgentRef | null): boolean {
  return group.author === author && group.agent?.id === agent?.id;
}

function isSoonAfter(group: Group, entry: Entry): boolean {
  const last = group.entries.at(-1);
  return last !== undefined && Date.parse(entry.at) - Date.parse(last.at) < TOGETHER_MILLISECONDS;
}
