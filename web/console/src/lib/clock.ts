/** One clock for all that ticks on the page: waiting times change together, and one timer is enough. */
import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    now = Date.now();
    timer = setInterval(() => {
      now = Date.now();
      listeners.forEach((notify) => notify());
    }, 1000);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clearInterval(timer);
  };
}

/** The time in milliseconds, new every `step` seconds. */
export function useNow(step = 1): number {
  const tick = step * 1000;
  return useSyncExternalStore(subscribe, () => Math.floor(now / tick) * tick);
}
