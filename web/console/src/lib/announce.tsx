/** One polite live region: what changes without a click is said once to people who do not see it. */
import { VisuallyHidden } from "@mantine/core";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";

const store = createStore<{ text: string; count: number }>()(() => ({ text: "", count: 0 }));

export function announce(text: string): void {
  store.setState(({ count }) => ({ text, count: count + 1 }));
}

export function LiveRegion() {
  const { text, count } = useStore(store);
  // The same text twice must be heard twice: a new node is a change, the same words in the old one are none.
  return (
    <VisuallyHidden role="status" aria-live="polite" aria-atomic="true">
      <span key={count}>{text}</span>
    </VisuallyHidden>
  );
}
