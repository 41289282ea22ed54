/** Who the contact is to the desk: a token kept in the page's storage and shared by all tabs of the site. */
import { readKey, sessionKey, type StoredSession } from "../keys";
import type { Api } from "./api";
import type { Model } from "./model";
import { readJson, type Store } from "./storage";
import { DeskRefused, DeskUnreachable, type Conversation, type SessionStarted } from "./wire";

const RETRY_MS = [2_000, 4_000, 8_000, 15_000];
/** Time for another tab to begin the session that this one then shares. */
const OTHER_TAB_MS = 1_500;

export interface SessionDependencies {
  base: string;
  store: Store;
  api: Api;
  model: Model;
  onBegun(session: SessionStarted): void;
  onEnded(): void;
  /** Whether a new session would be seen by anybody. */
  isWanted(): boolean;
}

export class Session {
  private token: string | null = null;
  private wanted = false;
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly needs: SessionDependencies) {}

  /** Takes up the session of last time, or begins one. Does nothing while there is one or one is under way. */
  start(): void {
    if (this.wanted) return;
    this.wanted = true;
    void this.attempt();
  }

  /** Do not wait for the next try. */
  hurry(): void {
    if (this.wanted && this.token === null && this.timer !== undefined) void this.attempt();
  }

  /** Raises DeskUnreachable when there is no session yet. */
  tokenOrFail(): string {
    if (this.token === null) throw new DeskUnreachable("no session yet");
    return this.token;
  }

  get exists(): boolean {
    return this.token !== null;
  }

  /** The token does not hold any more: begin anew. */
  renew(): void {
    if (this.token === null) return;
    this.end();
    this.needs.store.remove(sessionKey(this.needs.base));
    this.needs.model.dispatch({ type: "session_expired" });
    this.start();
  }

  /** Nothing of it stays on the device. */
  forget(): void {
    this.end();
    for (const key of [sessionKey, readKey]) this.needs.store.remove(key(this.needs.base));
    this.needs.model.dispatch({ type: "session_forgotten" });
    if (this.needs.isWanted()) this.start();
  }

  /** Two tabs begun at once, or one whose session was renewed or forgotten: all follow the last. */
  followOtherTab(): void {
    const other = this.stored();
    if (other?.conversation_id === this.needs.model.state.conversation?.id) return;
    if (other) {
      this.end();
      this.start();
    } else if (this.token !== null) {
      this.end();
      this.needs.model.dispatch({ type: "session_forgotten" });
      if (this.needs.isWanted()) this.timer = setTimeout(() => this.start(), OTHER_TAB_MS);
    }
  }

  /** So that the loader of the next page knows whether an answer may come any moment. */
  noteStatus(conversation: Conversation): void {
    if (this.token !== null) this.save(this.token, conversation);
  }

  private async attempt(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const { api, model } = this.needs;
    const stored = this.stored();
    try {
      const session = await api.startSession(stored?.token ?? null, model.state.language);
      this.failures = 0;
      this.token = session.token;
      this.save(session.token, session.conversation);
      this.needs.onBegun(session);
    } catch (error) {
      if (isUnauthenticated(error) && stored) {
        this.needs.store.remove(sessionKey(this.needs.base));
        model.dispatch({ type: "session_expired" });
        return this.attempt();
      }
      model.dispatch({ type: "session_failed" });
      const pause = error instanceof DeskRefused ? error.retryAfterMs : null;
      const delay = pause ?? RETRY_MS[Math.min(this.failures++, RETRY_MS.length - 1)];
      this.timer = setTimeout(() => void this.attempt(), delay);
    }
  }

  private end(): void {
    this.token = null;
    this.wanted = false;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.needs.onEnded();
  }

  private stored(): StoredSession | null {
    return readJson(this.needs.store, sessionKey(this.needs.base)) as StoredSession | null;
  }

  private save(token: string, { id, status }: Conversation): void {
    const stored: StoredSession = { token, conversation_id: id, open: status === "open" };
    const text = JSON.stringify(stored);
    const key = sessionKey(this.needs.base);
    if (this.needs.store.get(key) !== text) this.needs.store.set(key, text);
  }
}

export function isUnauthenticated(error: unknown): boolean {
  return error instanceof DeskRefused && error.error === "NotAuthenticated";
}
