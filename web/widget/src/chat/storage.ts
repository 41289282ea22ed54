/** The page's storage, or memory where the browser denies it (then nothing survives a reload, and nothing breaks). */

export interface Store {
  get(key: string): string | null;
  set(key: string, value: string): void;
  remove(key: string): void;
  /** Keys that begin with the prefix, sorted. */
  keys(prefix: string): string[];
}

/** `local`: shared by the tabs of the site and kept; `session`: this tab's, kept over a reload. */
export function pageStore(kind: "local" | "session"): Store {
  try {
    const storage = kind === "local" ? window.localStorage : window.sessionStorage;
    const probe = "sahayak:probe";
    storage.setItem(probe, "");
    storage.removeItem(probe);
    return webStore(storage);
  } catch {
    return memoryStore();
  }
}

function webStore(storage: Storage): Store {
  return {
    get: (key) => storage.getItem(key),
    set(key, value) {
      try {
        storage.setItem(key, value);
      } catch {
        // Full: the message is still in this tab's memory and on its way.
      }
    },
    remove: (key) => storage.removeItem(key),
    keys: (prefix) =>
      Object.keys(storage)
        .filter((key) => key.startsWith(prefix))
        .sort(),
  };
}

export function memoryStore(): Store {
  const values = new Map<string, string>();
  return {
    get: (key) => values.get(key) ?? null,
    set: (key, value) => void values.set(key, value),
    remove: (key) => void values.delete(key),
    keys: (prefix) => [...values.keys()].filter((key) => key.startsWith(prefix)).sort(),
  };
}

/** Parsed JSON, or null for nothing and for what another program put there. */
export function readJson(store: Store, key: string): unknown {
  try {
    return JSON.parse(store.get(key) ?? "null") as unknown;
  } catch {
    return null;
  }
}
