/** Asks by HTTP again and again while the socket is away, and tells whether the desk can be reached at all. */

export interface PollingDependencies {
  /** One look; raises when the desk cannot be reached. */
  poll(round: number): Promise<void>;
  onResult(reached: boolean): void;
  /** Somebody is looking: ask more often. */
  isWatched(): boolean;
}

/** A short break of the line (a lift, a tunnel, a restart) is the socket's own business. */
const GRACE_MS = 4_000;
const WATCHED_MS = 3_000;
const UNWATCHED_MS = 20_000;

export class Polling {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running = false;
  private round = 0;

  constructor(private readonly needs: PollingDependencies) {}

  start(): void {
    if (this.running) return;
    this.running = true;
    this.round = 0;
    this.next(GRACE_MS);
  }

  stop(): void {
    this.running = false;
    clearTimeout(this.timer);
  }

  /** Look at once, for instance because the machine is online again. */
  hurry(): void {
    if (this.running) this.next(0);
  }

  private next(delay: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.look(), delay);
  }

  private async look(): Promise<void> {
    let reached = true;
    try {
      await this.needs.poll(this.round++);
    } catch {
      reached = false;
    }
    if (!this.running) return;
    this.needs.onResult(reached);
    this.next(this.needs.isWatched() ? WATCHED_MS : UNWATCHED_MS);
  }
}
