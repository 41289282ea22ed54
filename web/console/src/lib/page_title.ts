/** The document's title: the page, and in front of it how many conversations wait. */
import { useEffect } from "react";
import { createStore } from "zustand/vanilla";

const store = createStore(() => ({ page: "", waiting: 0 }));

store.subscribe(({ page, waiting }) => {
  document.title = [waiting > 0 ? `(${waiting})` : "", page ? `${page} · Sahayak` : "Sahayak"]
    .filter(Boolean)
    .join(" ");
});

export function usePageTitle(page: string): void {
  useEffect(() => store.setState({ page }), [page]);
}

export function setWaitingBadge(waiting: number): void {
  store.setState({ waiting });
}
