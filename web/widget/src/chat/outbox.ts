/**
 * Messages on their way to the desk. Each lies in the page's storage under its own key until the desk has acknowledged
 * it, so that neither a reload nor a second tab loses or reorders one. Sending twice is harmless: the desk takes a
 * `client_id` it knows as the same message.
 */
import type { Store } from "./storage";
import { readJson } from "./storage";
import { DeskRefused, type MessageIn } from "./wire";

export interface Pending {
  client_id: string;
  /** What the contact sees: their words, or the title of the button. */
  text: string;
  body: Omit<MessageIn, "client_id">;
  created_at: number;
  /** From then on it is shown as "Not sent. Try again". */
  fail_at: number;
  /** Name of the desk's error when it will never take this message. */
  rejected?: string;
}

export interface OutboxDependencies {
  store: Store;
  prefix: string;
  /** Resolves once the desk has stored the message; raises DeskRefused or DeskUnreachable. */
  deliver(message: MessageIn): Promise<unknown>;
  onChange(pending: Pending[]): void;
  /** The desk wants a pause. */
  onSlowed(untilMs: number): void;
  /** The desk does not know the session any more. */
  onUnauthenticated(): void;
  now?: () => number;
}

/** Without an acknowledgement a message counts as not sent after this time; it is still tried. */
export const FAIL_AFTER_MS = 20_000;
/** Older messages are not sent by themselves: words from this morning must not arrive as a surprise. */
export const STALE_AFTER_MS = 10 * 60_000;
/** A message of another tab is taken over after this time. */
export const ADOPT_AFTER_MS = 8_000;
const BACKOFF_MS = [500, 1_000, 2_000, 4_000, 8_000];

export class Outbox {
  private pending: Pending[] = [];
  /** Those this tab is responsible for. */
  private readonly mine = new Set<string>();
  private sending = false;
  private closed = false;
  private failures = 0;
  private pausedUntil = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly now: () => number;

  constructor(private readonly needs: OutboxDependencies) {
    this.now = needs.now ?? Date.now;
  }

  /** Takes over what an earlier page left behind. Sends nothing yet: `resume` does, once there is a session. */
  load(): void {
    this.read();
    for (const item of this.pending) {
      this.mine.add(item.client_id);
      if (this.isStale(item)) continue;
      item.fail_at = this.now() + FAIL_AFTER_MS;
      this.write(item);
    }
    this.changed();
  }

  add(client_id: string, text: string, body: Pending["body"]): void {
    const created_at = this.now();
    const item: Pending = { client_id, text, body, created_at, fail_at: created_at + FAIL_AFTER_MS };
    this.mine.add(client_id);
    this.pending.push(item);
    this.write(item);
    this.changed();
    this.pump();
  }

  retry(client_id: string): void {
    const item = this.pending.find((pending) => pending.client_id === client_id);
    if (!item) return;
    // Its age counts from now: the contact has just asked for it.
    Object.assign(item, { created_at: this.now(), fail_at: this.now() + FAIL_AFTER_MS, rejected: undefined });
    this.mine.add(client_id);
    this.remove(client_id);
    this.pending.push(item);
    this.write(item);
    this.changed();
    this.resume();
  }

  discard(client_id: string): void {
    this.settle([client_id]);
  }

  /** These are stored by the desk (seen in an acknowledgement, an event or a sync). */
  settle(client_ids: Iterable<string | null>): void {
    const before = this.pending.length;
    for (const client_id of client_ids) if (client_id !== null) this.remove(client_id);
    if (this.pending.length !== before) this.changed();
  }

  /** The way is free (again): try at once. */
  resume(): void {
    this.failures = 0;
    this.pump();
  }

  /** Another tab changed the storage. */
  refresh(): void {
    this.read();
    this.changed();
    this.schedule();
  }

  clear(): void {
    for (const item of [...this.pending]) this.remove(item.client_id);
    this.changed();
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
  }

  private pump(): void {
    const isFree = !this.sending && !this.closed && this.now() >= this.pausedUntil;
    const item = isFree ? this.next() : undefined;
    if (!item) {
      this.schedule();
      return;
    }
    this.sending = true;
    this.needs
      .deliver({ client_id: item.client_id, ...item.body })
      .then(() => {
        this.failures = 0;
        this.settle([item.client_id]);
      })
      .catch((error: unknown) => this.failed(item.client_id, error))
      .finally(() => {
        this.sending = false;
        if (this.failures === 0) this.pump();
        else this.schedule();
      });
  }

  /** One at a time and oldest first, so that they arrive in the order they were written. */
  private next(): Pending | undefined {
    return this.pending.find(
      (item) =>
        !item.rejected &&
        !this.isStale(item) &&
        (this.mine.has(item.client_id) || this.now() - item.created_at >= ADOPT_AFTER_MS),
    );
  }

  private failed(client_id: string, error: unknown): void {
    this.failures += 1;
    // Looked up anew: meanwhile another tab may have brought it through.
    const item = this.pending.find((pending) => pending.client_id === client_id);
    if (!item || !(error instanceof DeskRefused)) return;
    const pause = error.retryAfterMs;
    if (error.error === "NotAuthenticated") {
      this.needs.onUnauthenticated();
    } else if (error.error === "RateLimited" || pause !== null) {
      this.pausedUntil = this.now() + (pause ?? 5_000);
      item.fail_at = this.pausedUntil + FAIL_AFTER_MS;
      this.write(item);
      this.needs.onSlowed(this.pausedUntil);
    } else {
      // A button of a conversation that is gone: its words still say what the contact wants.
      if (error.error === "ButtonNotOffered" && item.body.button)
        item.body = { ...item.body, button: undefined, text: item.text };
      else item.rejected = error.error;
      this.write(item);
      this.failures = 0;
    }
    this.changed();
  }

  /** Wakes for whatever comes first: the next try, the end of a pause, a message that now counts as not sent. */
  private schedule(): void {
    clearTimeout(this.timer);
    if (this.closed || this.pending.length === 0) return;
    const now = this.now();
    const moments = this.pending.map((item) => item.fail_at).filter((moment) => moment > now);
    if (this.pausedUntil > now) moments.push(this.pausedUntil);
    else if (this.next()) moments.push(now + BACKOFF_MS[Math.min(this.failures, BACKOFF_MS.length) - 1 || 0]!);
    else moments.push(...this.pending.filter((item) => !item.rejected && !this.isStale(item)).map(adoptAt));
    if (moments.length === 0) return;
    this.timer = setTimeout(
      () => {
        this.changed();
        this.pump();
      },
      Math.max(Math.min(...moments) - now, 50),
    );
  }

  private isStale(item: Pending): boolean {
    return this.now() - item.created_at > STALE_AFTER_MS;
  }

  private changed(): void {
    this.pending.sort((a, b) => a.created_at - b.created_at);
    this.needs.onChange(this.pending.map((item) => ({ ...item })));
  }

  private read(): void {
    const stored = this.needs.store
      .keys(this.needs.prefix)
      .map((key) => readJson(this.needs.store, key) as Partial<Pending> | null)
      .filter((item): item is Pending => typeof item?.client_id === "string" && typeof item.created_at === "number");
    this.pending = stored.sort((a, b) => a.created_at - b.created_at);
  }

  private write(item: Pending): void {
    this.needs.store.set(this.needs.prefix + item.client_id, JSON.stringify(item));
  }

  private remove(client_id: string): void {
    this.pending = this.pending.filter((item) => item.client_id !== client_id);
    this.needs.store.remove(this.needs.prefix + client_id);
  }
}

const adoptAt = (item: Pending): number => item.created_at + ADOPT_AFTER_MS;

export function isFailed(item: Pending, now: number): boolean {
  return item.rejected !== undefined || now >= item.fail_at;
}
