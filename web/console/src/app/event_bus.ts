/** Carries events from the line, which is older than any page, to the shell that alerts people. */
import type { EventListener } from "./services";

export class EventBus {
  private readonly listeners = new Set<EventListener>();

  readonly emit: EventListener = (before, event) => this.listeners.forEach((listener) => listener(before, event));

  subscribe(listener: EventListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
