/** For tests that need a page (`@vitest-environment jsdom`): what jsdom has not got, and a clean page for each test. */
import { cleanup } from "@testing-library/preact";
import { afterEach, vi } from "vitest";

const nothing = (): void => undefined;

globalThis.ResizeObserver = class {
  observe = nothing;
  unobserve = nothing;
  disconnect = nothing;
};
window.matchMedia = (query) =>
  ({ matches: false, media: query, addEventListener: nothing, removeEventListener: nothing }) as never;

afterEach(() => {
  cleanup();
  localStorage.clear();
  sessionStorage.clear();
  vi.useRealTimers();
});
