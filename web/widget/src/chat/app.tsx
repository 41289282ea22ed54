/** The chat as one component: state in, panel out. */
import type { Shell } from "../shell";
import { Panel } from "./components/Panel";
import { Chat } from "./context";
import type { Controller } from "./controller";
import { TEXTS } from "./i18n";
import type { Store } from "./storage";

interface AppProps {
  shell: Shell;
  controller: Controller;
  drafts: Store;
  open: boolean;
  focusOnOpen: { current: boolean };
}

export function App({ shell, controller, drafts, open, focusOnOpen }: AppProps) {
  const { state } = controller;
  return (
    <Chat.Provider value={{ shell, controller, state, open, texts: TEXTS[state.language] }}>
      <Panel drafts={drafts} focusOnOpen={focusOnOpen} />
    </Chat.Provider>
  );
}
