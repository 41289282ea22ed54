/** What in an event deserves a person's attention, and the ways to get it: a sound, a desktop notification. */
import type { InboxState } from "./inbox_state";
import { isQueued } from "./inbox_views";
import type { ConsoleEvent, Conversation } from "./wire";

export type Alert =
  | { kind: "handoff"; conversation: Conversation } // a conversation came into the queue
  | { kind: "transfer"; conversation: Conversation } // somebody gave it to me
  | { kind: "message"; conversation: Conversation }; // a contact of mine wrote

/** The alert in an event, seen from the state before it; null when it is nothing new for me. */
export function alertOf(before: InboxState, event: ConsoleEvent, me: string): Alert | null {
  if (event.name !== "conversation.updated") return null;
  const { conversation } = event.payload;
  const old = before.conversations[conversation.id];
  if (old && old.version >= conversation.version) return null;
  if (isQueued(conversation) && isFresh(conversation, old)) return { kind: "handoff", conversation };
  if (!old || conversation.assignee?.id !== me) return null;
  if (old.status === "open" && old.assignee && old.assignee.id !== me) return { kind: "transfer", conversation };
  const wrote = conversation.last_message_sender === "contact" && conversation.last_message_at > old.last_message_at;
  return wrote ? { kind: "message", conversation } : null;
}

const JUST_NOW_MILLISECONDS = 30_000;

/** Into the queue just now: from the bot or an agent. One we never saw counts when its hand-off is its latest news. */
function isFresh(conversation: Conversation, old: Conversation | undefined): boolean {
  if (old) return !isQueued(old);
  if (!conversation.handed_off_at || conversation.first_reply_at) return false;
  return Date.parse(conversation.last_message_at) - Date.parse(conversation.handed_off_at) < JUST_NOW_MILLISECONDS;
}

let audio: AudioContext | null = null;

/** Two soft tones, made here: nothing is loaded. Browsers allow it after the first click on the page. */
export function playChime(): void {
  audio ??= new AudioContext();
  const context = audio;
  void context.resume().then(() => {
    [659.25, 880].forEach((frequency, index) => {
      const start = context.currentTime + index * 0.16;
      const tone = context.createOscillator();
      const volume = context.createGain();
      tone.frequency.value = frequency;
      volume.gain.setValueAtTime(0, start);
      volume.gain.linearRampToValueAtTime(0.12, start + 0.02);
      volume.gain.exponentialRampToValueAtTime(0.0001, start + 0.5);
      tone.connect(volume).connect(context.destination);
      tone.start(start);
      tone.stop(start + 0.55);
    });
  });
}

export type NotificationPermissionState = NotificationPermission | "unsupported";

export function notificationPermission(): NotificationPermissionState {
  return "Notification" in window ? Notification.permission : "unsupported";
}

export async function askForNotifications(): Promise<NotificationPermissionState> {
  return "Notification" in window ? Notification.requestPermission() : "unsupported";
}

/** Shows a desktop notification when it is allowed; a newer one of the same `tag` takes its place. */
export function showNotification(title: string, body: string, tag: string, onClick: () => void): void {
  if (notificationPermission() !== "granted") return;
  const notification = new Notification(title, { body, tag, icon: "/console/icon.svg" });
  notification.onclick = () => {
    window.focus();
    onClick();
    notification.close();
  };
}
