/** Names in the page's storage. Each desk has its own, so that two desks on one site do not mix. */

export interface StoredSession {
  token: string;
  conversation_id: string;
  /** Whether people have the conversation: then the chat is loaded at once, since an answer may come any moment. */
  open: boolean;
}

export const sessionKey = (base: string): string => `sahayak:${base}:session`;
export const readKey = (base: string): string => `sahayak:${base}:read`;
export const preferencesKey = (base: string): string => `sahayak:${base}:preferences`;
export const draftKey = (base: string): string => `sahayak:${base}:draft`;
export const outboxPrefix = (base: string): string => `sahayak:${base}:out:`;
/** In the tab's own storage: the panel stays open from page to page. */
export const openKey = (base: string): string => `sahayak:${base}:open`;
