/** Choices that belong to this browser, not to the account. */
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { readStored, writeStored } from "./storage";

export interface Preferences {
  /** Play a sound for a new hand-off. */
  sound: boolean;
  /** Show a desktop notification for a new hand-off; needs the browser's permission, too. */
  notifications: boolean;
  /** Single-key shortcuts; people who dictate turn them off. */
  shortcuts: boolean;
  /** One line a conversation instead of two. */
  denseList: boolean;
}

const DEFAULTS: Preferences = { sound: true, notifications: false, shortcuts: true, denseList: false };

const store = createStore<Preferences>()(() => ({
  ...DEFAULTS,
  ...readStored<Partial<Preferences>>("preferences", {}),
}));
store.subscribe((state) => writeStored("preferences", state));

export function readPreferences(): Preferences {
  return store.getState();
}

export function setPreferences(changes: Partial<Preferences>): void {
  store.setState(changes);
}

export function usePreferences(): Preferences {
  return useStore(store);
}
