/** The round button and the shadow root that everything lives in. */
import chevronPaths from "tabler:chevron-down";
import messagePaths from "tabler:message-2";
import { css, DEFAULT_ACCENT, parseColor, textOn } from "./color";
import launcherCss from "./launcher.css?inline";
import type { Language, WidgetConfig } from "./shell";
import { adoptStyles } from "./styles";

const TEXTS: Record<Language, { open: string; close: string; unread: string; trouble: string; lang: string }> = {
  en: {
    open: "Chat with us",
    close: "Close chat",
    unread: "new messages",
    trouble: "The chat could not be loaded. Check your connection and press the button again.",
    lang: "en",
  },
  hi: {
    open: "हमसे चैट करें",
    close: "चैट बंद करें",
    unread: "नए संदेश",
    trouble: "चैट नहीं खुल पाई। इंटरनेट जाँचकर बटन फिर दबाइए।",
    lang: "hi",
  },
  hinglish: {
    open: "Humse chat karein",
    close: "Chat band karein",
    unread: "naye message",
    trouble: "Chat nahi khul paayi. Internet check karke button phir dabaiye.",
    lang: "hi-Latn",
  },
};

export interface Launcher {
  root: ShadowRoot;
  button: HTMLButtonElement;
  show(state: { open: boolean; busy: boolean; unread: number; trouble: boolean; language: Language }): void;
}

export function createLauncher(config: WidgetConfig, hidden: boolean): Launcher {
  const host = document.createElement("sahayak-widget");
  // The page's own rules win over `:host`; inline and important they do not.
  for (const [name, value] of [
    ["all", "initial"],
    ["position", "fixed"],
    ["z-index", "2147483000"],
  ] as const) {
    host.style.setProperty(name, value, "important");
  }
  const root = host.attachShadow({ mode: "open" });
  adoptStyles(root, launcherCss);

  const frame = root.appendChild(document.createElement("div"));
  const button = frame.appendChild(document.createElement("button"));
  button.type = "button";
  button.className = "launcher";
  button.setAttribute("aria-haspopup", "dialog");
  const icons = [icon(messagePaths), icon(chevronPaths)] as const;
  button.append(...icons);
  const badge = button.appendChild(document.createElement("span"));
  badge.className = "badge";
  badge.setAttribute("aria-hidden", "true");
  const trouble = frame.appendChild(document.createElement("div"));
  trouble.className = "launch-trouble";
  trouble.setAttribute("role", "alert");

  document.body.append(host);
  config.accent = applyAccent(frame, config.accent);

  return {
    root,
    button,
    show(state) {
      const texts = TEXTS[state.language];
      const label = state.open ? texts.close : texts.open;
      frame.className = `${config.position}${state.open ? " open" : ""}`;
      frame.lang = texts.lang;
      button.hidden = hidden;
      button.setAttribute("aria-label", state.unread > 0 ? `${label}, ${texts.unread}: ${state.unread}` : label);
      button.setAttribute("aria-expanded", String(state.open));
      button.setAttribute("aria-busy", String(state.busy));
      icons[0].toggleAttribute("hidden", state.open);
      icons[1].toggleAttribute("hidden", !state.open);
      badge.hidden = state.unread === 0 || state.open;
      badge.textContent = state.unread > 9 ? "9+" : String(state.unread);
      trouble.hidden = !state.trouble;
      // Set anew each time, so that a screen reader says it each time.
      trouble.textContent = state.trouble ? texts.trouble : "";
    },
  };
}

/** Any CSS colour is welcome: the browser itself says what it is made of. Returns it as `rgb(…)`. */
function applyAccent(frame: HTMLElement, accent: string): string {
  frame.style.color = accent;
  const color = parseColor(getComputedStyle(frame).color) ?? parseColor(DEFAULT_ACCENT)!;
  frame.style.setProperty("--accent", css(color));
  frame.style.setProperty("--on-accent", textOn(color));
  return css(color);
}

function icon(paths: string[]): SVGSVGElement {
  const namespace = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(namespace, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  for (const path of paths) svg.appendChild(document.createElementNS(namespace, "path")).setAttribute("d", path);
  return svg;
}
