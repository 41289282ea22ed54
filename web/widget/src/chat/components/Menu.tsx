/** Options that are needed now and then: language, sound, leaving no trace. */
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import trashPaths from "tabler:trash";
import { useChat } from "../context";
import { Icon } from "./Icon";
import { LanguageSwitch } from "./LanguageSwitch";

interface MenuProps {
  id: string;
  button: { current: HTMLButtonElement | null };
  close: () => void;
}

export function Menu({ id, button, close }: MenuProps) {
  const { controller, shell, state, texts } = useChat();
  const menu = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    menu.current?.querySelector<HTMLElement>("input:checked")?.focus();
  }, []);

  useEffect(() => {
    const onPress = (event: Event): void => {
      const inside = [menu.current, button.current].some((element) => element?.contains(event.target as Node));
      if (!inside) close();
    };
    shell.root.addEventListener("pointerdown", onPress);
    return () => shell.root.removeEventListener("pointerdown", onPress);
  }, []);

  return (
    <div class="menu" id={id} ref={menu} role="group" aria-label={texts.menu}>
      <h3>{texts.replyLanguage}</h3>
      <LanguageSwitch name="sahayak-menu-language" />
      <label class="option">
        <input
          type="checkbox"
          checked={state.pinned}
          onChange={(event) => controller.chooseLanguage(state.language, event.currentTarget.checked)}
        />
        <span>{texts.alwaysThisLanguage}</span>
      </label>
      <label class="option">
        <input
          type="checkbox"
          checked={controller.soundOn}
          onChange={(event) => controller.setSound(event.currentTarget.checked)}
        />
        <span>{texts.sound}</span>
      </label>
      <button
        type="button"
        class="option"
        onClick={() => {
          close();
          controller.forget();
        }}
      >
        <Icon paths={trashPaths} size={18} />
        <span>
          {texts.startAfresh}
          <small>{texts.startAfreshHint}</small>
        </span>
      </button>
    </div>
  );
}
