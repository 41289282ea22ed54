/** What the loader fetches: puts the chat into the loader's shadow root. */
import { render } from "preact";
import { sessionKey } from "../keys";
import type { Mount } from "../shell";
import { adoptStyles } from "../styles";
import { createApi } from "./api";
import { App } from "./app";
import chatCss from "./chat.css?inline";
import { connect } from "./connection";
import { Controller } from "./controller";
import { pageStore } from "./storage";

const mount: Mount = (shell) => {
  adoptStyles(shell.root, chatCss);
  const container = shell.root.appendChild(document.createElement("div"));
  const store = pageStore("local");
  const drafts = pageStore("session");
  const { base } = shell.config;
  const controller = new Controller({
    shell,
    store,
    api: createApi(base),
    connect: (token, events) => connect(base, token, events),
  });
  const focusOnOpen = { current: true };

  let due = false;
  /** Once after everything that happens in one go, and never within another drawing. */
  function draw(): void {
    if (due) return;
    due = true;
    queueMicrotask(() => {
      due = false;
      drawNow();
    });
  }
  function drawNow(): void {
    render(
      <App shell={shell} controller={controller} drafts={drafts} open={shell.isOpen()} focusOnOpen={focusOnOpen} />,
      container,
    );
  }
  controller.subscribe(draw);
  shell.setLanguage(controller.state.language);
  drawNow();
  // Somebody who has been here before: be ready, and know of what is unread.
  if (store.get(sessionKey(base))) controller.start();

  return {
    opened(focus) {
      focusOnOpen.current = focus;
      controller.start();
      drawNow();
    },
    closed() {
      controller.countUnread();
      drawNow();
    },
    send(text) {
      controller.start();
      controller.send(text);
    },
    setLanguage: (language) => controller.chooseLanguage(language, true),
    forget: () => controller.forget(),
  };
};

window.__sahayakMount = mount;
