/** How messages stand in the thread: by day, in groups of one sender with one time a group. Pure. */
import type { Language } from "../shell";
import { langOf } from "./i18n";
import type { Pending } from "./outbox";
import type { Message } from "./wire";

export interface Entry {
  /** The same before and after the desk has stored it, so that the bubble on the screen stays the same. */
  key: string;
  text: string;
  lang: string | undefined;
  at: number;
  message?: Message;
  pending?: Pending;
}

export interface Group {
  kind: "group";
  key: string;
  sender: Message["sender_type"];
  name: string | null;
  entries: Entry[];
  at: number;
}

export type Item =
  { kind: "day"; key: string; at: number } | { kind: "activity"; key: string; message: Message } | Group;

/** A longer silence begins a new group with its own time. */
const GROUP_SPAN_MS = 5 * 60_000;

export function arrange(messages: Message[], pending: Pending[], language: Language): Item[] {
  const items: Item[] = [];
  let day = "";

  function add(entry: Entry, sender: Group["sender"], name: string | null): void {
    const last = items.at(-1);
    const joins =
      last?.kind === "group" && last.sender === sender && last.name === name && entry.at - last.at < GROUP_SPAN_MS;
    if (joins) {
      last.entries.push(entry);
      last.at = entry.at;
    } else {
      items.push({ kind: "group", key: entry.key, sender, name, entries: [entry], at: entry.at });
    }
  }

  function turnDay(at: number): void {
    const name = new Date(at).toDateString();
    if (name !== day) items.push({ kind: "day", key: `day ${name}`, at });
    day = name;
  }

  for (const message of messages) {
    const at = Date.parse(message.created_at);
    turnDay(at);
    if (message.kind === "activity") {
      items.push({ kind: "activity", key: message.id, message });
      continue;
    }
    const { text } = message;
    const key = message.client_id ?? message.id;
    add({ key, text, lang: langOf(message.language, text), at, message }, message.sender_type, message.sender_name);
  }
  for (const each of pending) {
    // A clock that is behind the desk's must not put an answer's time before its question.
    const at = Math.max(each.created_at, messages.length > 0 ? Date.parse(messages.at(-1)!.created_at) : 0);
    turnDay(at);
    // What was pressed stands in the interface's language; what was typed speaks for itself.
    const lang = langOf(each.body.text === undefined ? language : null, each.text);
    add({ key: each.client_id, text: each.text, lang, at, pending: each }, "contact", null);
  }
  return items;
}
