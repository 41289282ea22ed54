/** What was typed and not sent, by conversation and kind; kept over reloads until it is sent or the agent logs out. */
import { readStored, writeStored } from "./storage";

export type DraftKind = "reply" | "note";

type Drafts = Record<string, string>;

const KEY = "drafts";

export function readDraft(conversationId: string, kind: DraftKind): string {
  return readStored<Drafts>(KEY, {})[`${conversationId}.${kind}`] ?? "";
}

export function keepDraft(conversationId: string, kind: DraftKind, text: string): void {
  const { [`${conversationId}.${kind}`]: _, ...rest } = readStored<Drafts>(KEY, {});
  writeStored(KEY, text.trim() ? { ...rest, [`${conversationId}.${kind}`]: text } : rest);
}

export function forgetDrafts(): void {
  writeStored(KEY, undefined);
}
