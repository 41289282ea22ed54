/** The first view: greeting, language, likely questions, and what happens to what is written here. */
import arrowPaths from "tabler:chevron-right";
import { useChat } from "../context";
import { isDevanagari } from "../i18n";
import { pendingMessages } from "../state";
import { Icon } from "./Icon";
import { LanguageSwitch } from "./LanguageSwitch";

export function Welcome() {
  const { controller, shell, state, texts } = useChat();
  const { language, settings } = state;
  const own = shell.config.greeting[language] ?? shell.config.greeting.any;
  const isFresh = state.messages.length === 0 && pendingMessages(state).length === 0;
  const consent = settings?.consent[language] ?? settings?.consent.en;
  return (
    <section class="welcome" aria-label={own ?? texts.greeting}>
      <h3 class={isDevanagari(own ?? texts.greeting) ? "devanagari" : ""}>{own ?? texts.greeting}</h3>
      <p class="muted">{texts.introduction}</p>
      {isFresh && (
        <>
          <LanguageSwitch name="sahayak-language" />
          {settings && settings.suggestions.length > 0 && (
            <>
              <h4>{texts.oftenAsked}</h4>
              <ul class="suggestions">
                {settings.suggestions.slice(0, 3).map(({ faq_id, title }) => (
                  <li key={faq_id}>
                    <button type="button" onClick={() => controller.askSuggestion(faq_id, title[language])}>
                      <span>{title[language]}</span>
                      <Icon paths={arrowPaths} size={18} />
                    </button>
                  </li>
                ))}
              </ul>
            </>
          )}
        </>
      )}
      {consent && <p class="consent">{consent}</p>}
    </section>
  );
}
