/** The dialog: focus in and out, Esc, the whole screen on a phone with room for its keyboard. */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { useChat } from "../context";
import { isFailed } from "../outbox";
import type { Store } from "../storage";
import { paint } from "../theme";
import { Announcer } from "./Announcer";
import { Composer } from "./Composer";
import { Header } from "./Header";
import { Notices } from "./Notices";
import { Thread } from "./Thread";

export const PHONE = "(max-width: 480px), (max-height: 480px)";
const TITLE_ID = "sahayak-title";

export function Panel({ drafts, focusOnOpen }: { drafts: Store; focusOnOpen: { current: boolean } }) {
  const { open, shell, state, texts } = useChat();
  const panel = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLTextAreaElement>(null);
  const isPhone = useMedia(PHONE);
  const prefersDark = useMedia("(prefers-color-scheme: dark)");
  const { accent, position, theme } = shell.config;
  const now = useClock(state.slowedUntil > Date.now() || state.pending.some((each) => !isFailed(each, Date.now())));

  useLayoutEffect(() => {
    paint(panel.current!, accent, theme === "dark" || (theme === "auto" && prefersDark));
  }, [accent, theme, prefersDark]);

  useEffect(() => {
    if (open && focusOnOpen.current) takeFocus();
  }, [open]);

  /** What had the focus may go away by being pressed: a chip, a question, "Talk to a person". */
  const focused = useRef<Element | null>(null);
  useLayoutEffect(() => {
    if (!open || !focused.current || focused.current.isConnected || shell.root.activeElement) return;
    focused.current = null;
    takeFocus();
  });

  function takeFocus(): void {
    // On a touch screen the field would bring up the keyboard over what is to be read.
    if (matchMedia("(pointer: coarse)").matches) panel.current?.focus();
    else input.current?.focus();
  }

  function onFocusOut(event: FocusEvent): void {
    const left = event.target as Element;
    // Gone somewhere else, not away with its element.
    queueMicrotask(() => {
      if (left.isConnected && focused.current === left) focused.current = null;
    });
  }

  useEffect(() => (open && isPhone ? fillScreen(panel.current!) : undefined), [open, isPhone]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === "Escape") {
      event.stopPropagation();
      shell.close();
    } else if (event.key === "Tab" && isPhone) {
      keepFocus(event, panel.current!);
    }
  }

  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a dialog hears Esc and Tab
    <div
      ref={panel}
      class={`panel ${position}${isPhone ? " phone" : ""}`}
      role="dialog"
      aria-labelledby={TITLE_ID}
      aria-modal={isPhone}
      lang={texts.lang}
      hidden={!open}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      onFocusIn={(event) => (focused.current = event.target as Element)}
      onFocusOut={onFocusOut}
    >
      <Header titleId={TITLE_ID} />
      <Thread now={now} />
      <Notices now={now} />
      <Composer drafts={drafts} input={input} />
      <Announcer />
    </div>
  );
}

/** On a phone the page behind cannot be reached, so Tab goes round within the panel. */
function keepFocus(event: KeyboardEvent, panel: HTMLElement): void {
  const all = [...panel.querySelectorAll<HTMLElement>("a[href], button, textarea, input, [tabindex='0']")].filter(
    (element) => element.offsetParent !== null,
  );
  const active = (panel.getRootNode() as ShadowRoot).activeElement;
  const edge = event.shiftKey ? all[0] : all.at(-1);
  if (active !== edge && active !== panel) return;
  if (active === panel && !event.shiftKey) return;
  event.preventDefault();
  (event.shiftKey ? all.at(-1) : all[0])?.focus();
}

/** The panel follows the part of the screen that the keyboard leaves free; the page behind stands still. */
function fillScreen(panel: HTMLElement): () => void {
  const page = document.documentElement;
  const overflow = page.style.overflow;
  page.style.overflow = "hidden";
  const view = window.visualViewport;
  const fit = (): void => {
    if (!view) return;
    panel.style.height = `${view.height}px`;
    panel.style.top = `${view.offsetTop}px`;
  };
  fit();
  view?.addEventListener("resize", fit);
  view?.addEventListener("scroll", fit);
  return () => {
    page.style.overflow = overflow;
    panel.style.height = panel.style.top = "";
    view?.removeEventListener("resize", fit);
    view?.removeEventListener("scroll", fit);
  };
}

function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const look = (): void => setMatches(media.matches);
    look();
    media.addEventListener("change", look);
    return () => media.removeEventListener("change", look);
  }, [query]);
  return matches;
}

/** The time, each second while something on the screen counts down, else as of the last change. */
function useClock(ticking: boolean): number {
  const [, tick] = useState(0);
  useEffect(() => {
    if (!ticking) return;
    const timer = setInterval(() => tick((count) => count + 1), 1_000);
    return () => clearInterval(timer);
  }, [ticking]);
  return Date.now();
}
