/** Holds the state and tells whoever draws it. */
import { reduce, type Action, type ChatState } from "./state";

export class Model {
  private readonly listeners = new Set<() => void>();

  constructor(public state: ChatState) {}

  dispatch(action: Action): void {
    const next = reduce(this.state, action);
    if (next === this.state) return;
    this.state = next;
    this.changed();
  }

  /** Something that is shown but no part of the state has changed. */
  changed(): void {
    for (const listener of this.listeners) listener();
  }

  subscribe(listener: () => void): void {
    this.listeners.add(listener);
  }
}
