/**
 * The one script a shop puts on its pages: draws the launcher and fetches the chat when somebody is about to open it, or
 * when an earlier conversation has something new to say.
 */
import { readConfig } from "./attributes";
import { openKey, preferencesKey, readKey, sessionKey, type StoredSession } from "./keys";
import { createLauncher } from "./launcher";
import type { Chat, Language, Shell, WidgetConfig, WidgetEvents } from "./shell";

type Listener = (detail: never) => void;
interface Policy {
  createScriptURL(url: string): string;
}
let policy: Policy | undefined;

export interface SahayakApi {
  readonly isOpen: boolean;
  open(): void;
  close(): void;
  toggle(): void;
  /** Opens the chat and sends the text as the contact's message. */
  ask(text: string): void;
  setLanguage(language: Language): void;
  /** Removes this chat from the device, for instance when somebody logs out of the shop. */
  forget(): void;
  /** Returns a function that stops listening. */
  on<Name extends keyof WidgetEvents>(name: Name, listener: (detail: WidgetEvents[Name]) => void): () => void;
}

declare global {
  interface Window {
    Sahayak?: SahayakApi;
  }
}

const script = document.currentScript;
if (script instanceof HTMLScriptElement && !window.Sahayak) {
  const config = readConfig(script, document, navigator.languages);
  const begin = (): void => start(config, script);
  // In the head there may be no body yet.
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin, { once: true });
  else begin();
}

function start(config: WidgetConfig, script: HTMLScriptElement): void {
  const { base } = config;
  const launcher = createLauncher(config, script.dataset.launcher === "hidden");
  const listeners = new Map<string, Set<Listener>>();
  let language = storedLanguage() ?? config.language;
  let open = false;
  let unread = 0;
  let trouble = false;
  let chat: Chat | null = null;
  /** Where the focus goes back to. */
  let opener: Element | null = null;
  let loading: Promise<Chat> | null = null;

  const show = (): void => launcher.show({ open, unread, trouble, language, busy: loading !== null && chat === null });

  const shell: Shell = {
    config,
    root: launcher.root,
    isOpen: () => open,
    close,
    setUnread(count) {
      if (count === unread) return;
      unread = count;
      show();
      emit("unread", { count });
    },
    setLanguage(chosen) {
      language = chosen;
      show();
    },
    emit,
  };

  function emit<Name extends keyof WidgetEvents>(name: Name, detail: WidgetEvents[Name]): void {
    for (const listener of listeners.get(name) ?? []) {
      try {
        listener(detail as never);
      } catch (error) {
        // A mistake in the page's code must not stop the chat.
        console.error(error);
      }
    }
  }

  /** Fetches the chat once. A classic script, so that it needs no CORS headers on files. */
  function load(): Promise<Chat> {
    loading ??= new Promise<Chat>((resolve, reject) => {
      const element = document.createElement("script");
      element.src = trusted(`${base}widget/chat.js?v=${__CHAT_VERSION__}`);
      element.async = true;
      if (script.nonce) element.nonce = script.nonce;
      element.onload = () => {
        if (!window.__sahayakMount) {
          failed();
          return;
        }
        resolve((chat = window.__sahayakMount(shell)));
        show();
      };
      const failed = (): void => {
        element.remove();
        loading = null;
        reject(new Error("chat.js could not be loaded"));
      };
      element.onerror = failed;
      document.head.append(element);
    });
    show();
    return loading;
  }

  function openChat(then?: (chat: Chat) => void, focus = true): void {
    trouble = false;
    opener = launcher.root.activeElement ?? document.activeElement;
    load()
      .then((loaded) => {
        if (!open) {
          open = true;
          remember(true);
          show();
          loaded.opened(focus);
          emit("open", undefined);
        }
        then?.(loaded);
      })
      .catch(() => {
        trouble = true;
        show();
      });
  }

  function close(): void {
    if (!open) return;
    open = false;
    remember(false);
    show();
    chat?.closed();
    const target = opener instanceof HTMLElement && opener.isConnected ? opener : launcher.button;
    target.focus();
    emit("close", undefined);
  }

  const toggle = (): void => (open ? close() : openChat());

  /** Without a chat in memory: is there an answer the contact has not seen? One small request. */
  async function lookForNews(): Promise<void> {
    const stored = parse(localStorage.getItem(sessionKey(base))) as StoredSession | null;
    if (!stored) return;
    // People have the conversation: an answer may come any moment.
    if (stored.open) return void load();
    const seq = localStorage.getItem(readKey(base))?.split(":")[1] ?? "0";
    const response = await fetch(`${base}api/widget/messages?after=${seq}&limit=20`, {
      headers: { Authorization: `Bearer ${stored.token}` },
      credentials: "omit",
    });
    if (!response.ok) return;
    const messages = (await response.json()) as { sender_type: string }[];
    if (messages.some((message) => message.sender_type !== "contact")) void load();
  }

  function remember(isOpen: boolean): void {
    try {
      if (isOpen) sessionStorage.setItem(openKey(base), "1");
      else sessionStorage.removeItem(openKey(base));
    } catch {
      // No storage: the panel is closed on the next page, that is all.
    }
  }

  function storedLanguage(): Language | undefined {
    try {
      const stored = parse(localStorage.getItem(preferencesKey(base))) as { language: Language } | null;
      return stored?.language;
    } catch {
      return undefined;
    }
  }

  launcher.button.addEventListener("click", toggle);
  for (const hint of ["pointerenter", "touchstart", "focus"]) {
    launcher.button.addEventListener(hint, () => void load().catch(() => undefined), { once: true, passive: true });
  }

  window.Sahayak = {
    get isOpen() {
      return open;
    },
    open: () => openChat(),
    close,
    toggle,
    ask: (text) => openChat((loaded) => loaded.send(text)),
    setLanguage(chosen) {
      shell.setLanguage(chosen);
      void load().then((loaded) => loaded.setLanguage(chosen));
    },
    forget() {
      if (chat) {
        chat.forget();
        return;
      }
      const kept = preferencesKey(base);
      for (const key of Object.keys(localStorage)) {
        if (key.startsWith(`sahayak:${base}:`) && key !== kept) localStorage.removeItem(key);
      }
    },
    on(name, listener) {
      const known = listeners.get(name) ?? new Set();
      listeners.set(name, known.add(listener));
      return () => void known.delete(listener);
    },
  };

  show();
  document.dispatchEvent(new CustomEvent("sahayak:ready"));
  try {
    // From page to page the panel stays open; on a phone it would hide the page that was just asked for.
    if (sessionStorage.getItem(openKey(base)) && matchMedia("(min-width: 481px) and (min-height: 481px)").matches) {
      openChat(undefined, false);
    } else void lookForNews().catch(() => undefined);
  } catch {
    // Storage is denied: nothing is kept, so there is nothing to look for.
  }
}

/** For pages that require Trusted Types: they allow our policy by its name. */
function trusted(url: string): string {
  const types = (window as { trustedTypes?: { createPolicy(name: string, rules: object): Policy } }).trustedTypes;
  policy ??= types?.createPolicy("sahayak", { createScriptURL: (each: string) => each });
  return policy ? policy.createScriptURL(url) : url;
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null") as unknown;
  } catch {
    return null;
  }
}
