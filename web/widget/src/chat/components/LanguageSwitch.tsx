/** English · हिंदी · Hinglish: for the interface and for the replies. */
import { useChat } from "../context";
import { LANGUAGES } from "../i18n";

/** `name`: two of them may be on the screen, and radio buttons of one name are one group. */
export function LanguageSwitch({ name: group }: { name: string }) {
  const { controller, state, texts } = useChat();
  return (
    <fieldset class="languages">
      <legend class="unseen">{texts.replyLanguage}</legend>
      {LANGUAGES.map(({ language, name, lang }) => (
        <label key={language} lang={lang}>
          <input
            type="radio"
            name={group}
            checked={state.language === language}
            onChange={() => controller.chooseLanguage(language, true)}
            // The one already chosen can be pressed too: it then holds for the replies.
            onClick={() => controller.chooseLanguage(language, true)}
          />
          <span>{name}</span>
        </label>
      ))}
    </fieldset>
  );
}
