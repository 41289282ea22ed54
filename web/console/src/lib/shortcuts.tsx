/** Single-key shortcuts. A component says which key does what; the overlay lists what is in force right now. */
import { useEffect, useRef } from "react";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { readPreferences } from "./preferences";

export interface Shortcut {
  key: string;
  label: string;
}

interface Registered extends Shortcut {
  run: () => void;
}

/** In order of registration; of two with the same key the later one counts. */
const store = createStore<readonly Registered[]>()(() => []);

/** While this component is on the page, `key` runs `run`. Texts being typed are left alone. */
export function useShortcut(key: string | undefined, label: string, run: () => void, enabled = true): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    if (!key || !enabled) return;
    const shortcut: Registered = { key, label, run: () => latest.current() };
    store.setState((all) => [...all, shortcut], true);
    return () => store.setState((all) => all.filter((other) => other !== shortcut), true);
  }, [key, label, enabled]);
}

/** The shortcuts in force, each key once. */
export function useShortcuts(): readonly Shortcut[] {
  const all = useStore(store);
  return all.filter((shortcut, index) => all.findLastIndex((other) => other.key === shortcut.key) === index);
}

/** Mounted once, by the shell. */
export function ShortcutListener() {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (!readPreferences().shortcuts || isTyping(event.target) || document.querySelector('[aria-modal="true"]'))
        return;
      const found = store.getState().findLast((shortcut) => shortcut.key === keyOf(event));
      if (!found) return;
      event.preventDefault();
      found.run();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
  return null;
}

/** The letter, also on a Devanagari keyboard, where the same key types another sign. */
function keyOf(event: KeyboardEvent): string {
  const key = event.key.toLowerCase();
  const code = /^Key([A-Z])$/.exec(event.code)?.[1];
  return code && !/^[\x20-\x7e]$/.test(key) ? code.toLowerCase() : key;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable], [role=combobox]");
}
