/** Who is there, the way to a person, the place in line. */
import { useRef, useState } from "preact/hooks";
import closePaths from "tabler:x";
import dotsPaths from "tabler:dots-vertical";
import personPaths from "tabler:user";
import markPaths from "tabler:message-2";
import clockPaths from "tabler:clock";
import { useChat } from "../context";
import { nobodyThere } from "../state";
import { minutesRange } from "../time";
import { Icon } from "./Icon";
import { Menu } from "./Menu";

export function Header({ titleId }: { titleId: string }) {
  const { shell, state, texts } = useChat();
  const [menu, setMenu] = useState(false);
  const menuButton = useRef<HTMLButtonElement>(null);
  const closeMenu = (): void => {
    setMenu(false);
    menuButton.current?.focus();
  };
  return (
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions -- Esc, from whatever is inside
    <header
      onKeyDown={(event) => {
        if (!menu || event.key !== "Escape") return;
        // Esc closes what lies on top: here the menu, not the whole chat.
        event.stopPropagation();
        closeMenu();
      }}
    >
      <div class="title-row">
        <span class="shop-mark" aria-hidden="true">
          <Icon paths={markPaths} size={22} />
        </span>
        <div class="titles">
          <h2 id={titleId} dir="auto">
            {shell.config.title ?? state.settings?.shop_name ?? texts.help}
          </h2>
          <p dir="auto">{headline()}</p>
        </div>
        <button
          ref={menuButton}
          type="button"
          class="tool"
          aria-label={menu ? texts.closeMenu : texts.menu}
          title={menu ? texts.closeMenu : texts.menu}
          aria-expanded={menu}
          aria-controls="sahayak-menu"
          onClick={() => (menu ? closeMenu() : setMenu(true))}
        >
          <Icon paths={dotsPaths} />
        </button>
        <button type="button" class="tool" aria-label={texts.close} title={texts.close} onClick={() => shell.close()}>
          <Icon paths={closePaths} />
        </button>
      </div>
      <PersonRow />
      {menu && <Menu id="sahayak-menu" button={menuButton} close={closeMenu} />}
    </header>
  );

  function headline(): string {
    const { conversation } = state;
    if (conversation?.status === "resolved") return texts.headline.resolved;
    if (conversation?.status !== "open") return texts.headline.assistant;
    return conversation.agent_name ? texts.headline.agent(conversation.agent_name) : texts.headline.waiting;
  }
}

/** Before a hand-off the button, then the live place in line; once a person is there, their name is above. */
function PersonRow() {
  const { controller, state, texts } = useChat();
  const { conversation } = state;
  if (conversation?.status === "open") {
    if (conversation.agent_name) return null;
    return (
      <p class="queue">
        <Icon paths={clockPaths} size={18} />
        <span>
          <span role="status">{nobodyThere(state) ? texts.nobodyThere : place()}</span>
          {!nobodyThere(state) && waiting()}
        </span>
      </p>
    );
  }
  return (
    <button
      type="button"
      class="person"
      aria-busy={state.handoff === "asking"}
      onClick={() => void controller.requestPerson()}
    >
      <Icon paths={personPaths} size={18} />
      <span>{texts.talkToPerson}</span>
      {state.handoff === "failed" && (
        <span class="trouble" role="alert">
          {texts.notSent} {texts.tryAgain}
        </span>
      )}
    </button>
  );

  function place(): string {
    const position = conversation?.queue?.position;
    return position === undefined ? texts.headline.waiting : texts.place(position);
  }

  function waiting(): string {
    const { wait_low_seconds: low, wait_high_seconds: high } = conversation?.queue ?? {};
    return low == null || high == null ? "" : `, ${texts.wait(...minutesRange(low, high))}`;
  }
}
