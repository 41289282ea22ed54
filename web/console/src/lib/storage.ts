/** Browser storage that never throws: it may be full, or forbidden. What is lost then is convenience only. */

/** `local` is shared by all tabs and stays; `session` is this tab's own and outlives a reload. */
export type StorageArea = "local" | "session";

export function readStored<Value>(key: string, fallback: Value, area: StorageArea = "local"): Value {
  try {
    const text = open(area).getItem(`sahayak.${key}`);
    return text === null ? fallback : (JSON.parse(text) as Value);
  } catch {
    return fallback;
  }
}

/** `undefined` forgets the key. */
export function writeStored(key: string, value: unknown, area: StorageArea = "local"): void {
  try {
    if (value === undefined) open(area).removeItem(`sahayak.${key}`);
    else open(area).setItem(`sahayak.${key}`, JSON.stringify(value));
  } catch {
    // Nothing to do: see above.
  }
}

function open(area: StorageArea): Storage {
  return area === "local" ? window.localStorage : window.sessionStorage;
}
