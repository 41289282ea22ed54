/** What loader and chat know of each other: the only thing the two bundles share besides `keys.ts`. */

export type Language = "en" | "hi" | "hinglish";

export interface WidgetConfig {
  /** The desk's address with a trailing slash, taken from the script's own `src`. */
  base: string;
  accent: string;
  language: Language;
  position: "left" | "right";
  theme: "auto" | "light" | "dark";
  /** Shown in the header; without it the shop's name from the desk. */
  title: string | null;
  /** The shop's own greeting by language; `any` is used where a language has none. */
  greeting: Partial<Record<Language | "any", string>>;
}

/** What page scripts can listen to with `Sahayak.on`. */
export interface WidgetEvents {
  open: undefined;
  close: undefined;
  unread: { count: number };
  message: { id: string; sender_type: string; text: string };
  ticket: { number: string };
}

/** The loader's side, given to the chat. */
export interface Shell {
  config: WidgetConfig;
  root: ShadowRoot;
  isOpen(): boolean;
  close(): void;
  setUnread(count: number): void;
  setLanguage(language: Language): void;
  emit<Name extends keyof WidgetEvents>(name: Name, detail: WidgetEvents[Name]): void;
}

/** The chat's side, given to the loader. */
export interface Chat {
  /** `focus`: the contact asked for it; not when a page opens with the panel still open. */
  opened(focus: boolean): void;
  closed(): void;
  send(text: string): void;
  setLanguage(language: Language): void;
  forget(): void;
}

export type Mount = (shell: Shell) => Chat;

declare global {
  interface Window {
    /** Set by chat.js, read once by the loader. */
    __sahayakMount?: Mount;
  }
}
