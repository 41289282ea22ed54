/** Brings the parts together: what happens on the line, in other tabs and under the contact's hands changes the state. */
import { outboxPrefix, preferencesKey, readKey, sessionKey } from "../keys";
import type { Language, Shell } from "../shell";
import type { Api } from "./api";
import type { Connection, ConnectionEvents } from "./connection";
import { Line } from "./line";
import { Model } from "./model";
import { Outbox } from "./outbox";
import { Session } from "./session";
import { playChime } from "./sound";
import { initialState, lastSeq, unreadCount, type ChatState } from "./state";
import { readJson, type Store } from "./storage";
import type { Button, Message, MessageIn, SessionStarted, Ticket, TicketIn } from "./wire";

interface Preferences {
  language: Language;
  pinned: boolean;
  sound: boolean;
}

export interface ControllerDependencies {
  shell: Shell;
  store: Store;
  api: Api;
  connect(token: string, events: ConnectionEvents): Connection;
}

export class Controller {
  private readonly base: string;
  private readonly model: Model;
  private readonly session: Session;
  private readonly line: Line;
  private readonly outbox: Outbox;
  private sound: boolean;
  private started = false;

  constructor(private readonly needs: ControllerDependencies) {
    const { shell, store, api } = needs;
    this.base = shell.config.base;
    const preferences = this.preferences();
    this.sound = preferences?.sound ?? false;
    this.model = new Model(initialState(preferences?.language ?? shell.config.language, preferences?.pinned ?? false));
    this.session = new Session({
      base: this.base,
      store,
      api,
      model: this.model,
      onBegun: (session) => this.begin(session),
      onEnded: () => this.line.close(),
      isWanted: () => shell.isOpen(),
    });
    this.line = new Line({
      model: this.model,
      session: this.session,
      api,
      connect: (token, events) => needs.connect(token, events),
      onMessages: (messages, news) => this.onMessages(messages, news),
      onOpen: () => this.outbox.resume(),
      isWatched: () => shell.isOpen() && !document.hidden,
    });
    this.outbox = new Outbox({
      store,
      prefix: outboxPrefix(this.base),
      deliver: (message) => this.line.send(message),
      onChange: (pending) => this.model.dispatch({ type: "outbox_changed", pending }),
      onSlowed: (until) => this.model.dispatch({ type: "slowed", until }),
      onUnauthenticated: () => this.session.renew(),
    });
    this.model.subscribe(() => this.countUnread());
  }

  get state(): ChatState {
    return this.model.state;
  }

  subscribe(listener: () => void): void {
    this.model.subscribe(listener);
  }

  /** Begins or takes up the session; does nothing while there is one. */
  start(): void {
    if (!this.started) this.outbox.load();
    this.started = true;
    window.addEventListener("storage", this.onStorage);
    window.addEventListener("online", this.onOnline);
    window.addEventListener("offline", this.onOffline);
    this.session.start();
  }

  // --- what the contact does ----------------------------------------------------------------------------------------

  send(text: string): void {
    this.post(text, { text });
  }

  pressButton(message: Message, { index, title, opens }: Button): void {
    // The bot would ask for the same one after the other; while people have the floor it is silent.
    if (opens === "ticket_form" && this.state.conversation?.status === "open") this.showTicketForm(true);
    else this.post(title, { button: { message_id: message.id, index } });
  }

  askSuggestion(faq_id: string, title: string): void {
    this.post(title, { suggestion: faq_id });
  }

  retry(client_id: string): void {
    this.hurry();
    this.outbox.retry(client_id);
  }

  discard(client_id: string): void {
    this.outbox.discard(client_id);
  }

  async requestPerson(): Promise<void> {
    if (this.state.handoff === "asking" || this.state.conversation?.status === "open") return;
    this.model.dispatch({ type: "handoff_changed", handoff: "asking" });
    try {
      await this.line.requestHandoff();
      this.model.dispatch({ type: "handoff_changed", handoff: "idle" });
    } catch {
      this.model.dispatch({ type: "handoff_changed", handoff: "failed" });
    }
  }

  async openTicket(ticket: TicketIn): Promise<Ticket> {
    const opened = await this.needs.api.openTicket(this.session.tokenOrFail(), ticket);
    this.needs.shell.emit("ticket", { number: opened.number });
    return opened;
  }

  showTicketForm(shown: boolean): void {
    this.model.dispatch({ type: "ticket_form_toggled", shown });
  }

  async loadEarlier(): Promise<void> {
    const { messages, loadingEarlier, hasEarlier } = this.state;
    if (loadingEarlier || !hasEarlier || !this.session.exists) return;
    this.model.dispatch({ type: "earlier_requested" });
    let earlier: Message[] = [];
    try {
      earlier = await this.needs.api.messages(this.session.tokenOrFail(), { before: messages[0]?.seq ?? 1 });
    } catch {
      // The button is still there.
    }
    this.model.dispatch({ type: "earlier_loaded", messages: earlier });
  }

  typed(): void {
    // While the bot has the floor nobody watches.
    if (this.state.conversation?.status === "open") this.line.typing();
  }

  /** Everything shown has been seen. */
  markRead(): void {
    const seq = lastSeq(this.state);
    const { conversation, readSeq } = this.state;
    if (!conversation || seq <= readSeq) return;
    this.model.dispatch({ type: "read", seq });
    this.needs.store.set(readKey(this.base), `${conversation.id}:${seq}`);
    this.line.read(seq);
  }

  chooseLanguage(language: Language, pinned: boolean): void {
    this.model.dispatch({ type: "language_chosen", language, pinned });
    this.savePreferences();
    this.needs.shell.setLanguage(language);
  }

  /** For the launcher. What comes while somebody is looking is not unread, whatever the moment it takes to be marked. */
  countUnread(): void {
    const { shell } = this.needs;
    shell.setUnread(shell.isOpen() && !document.hidden ? 0 : unreadCount(this.state));
  }

  get soundOn(): boolean {
    return this.sound;
  }

  setSound(on: boolean): void {
    this.sound = on;
    if (on) playChime();
    this.savePreferences();
    this.model.changed();
  }

  /** Nothing of this chat stays on the device; the desk keeps its record. */
  forget(): void {
    this.outbox.clear();
    this.session.forget();
  }

  /** Try to reach the desk now. */
  hurry(): void {
    this.session.hurry();
    this.line.hurry();
  }

  // --- what happens -------------------------------------------------------------------------------------------------

  private begin(session: SessionStarted): void {
    const { conversation, messages, token } = session;
    const [readConversation, readSeq] = (this.needs.store.get(readKey(this.base)) ?? "").split(":");
    const isSame = readConversation === conversation.id;
    this.model.dispatch({
      type: "session_started",
      session,
      readSeq: isSame ? Number(readSeq) : (messages.at(-1)?.seq ?? 0),
    });
    this.outbox.settle(messages.map((message) => message.client_id));
    this.line.open(token);
    this.outbox.resume();
  }

  private onMessages(messages: Message[], news: Message[]): void {
    this.outbox.settle(messages.map((message) => message.client_id));
    const spoken = news.filter((message) => message.kind === "outgoing" && message.sender_type !== "contact");
    for (const { id, sender_type, text } of spoken) this.needs.shell.emit("message", { id, sender_type, text });
    if (spoken.length > 0 && this.sound && (document.hidden || !this.needs.shell.isOpen())) playChime();
  }

  private readonly onStorage = ({ key, newValue }: StorageEvent): void => {
    if (key === sessionKey(this.base)) this.session.followOtherTab();
    else if (key === readKey(this.base)) {
      const [conversation, seq] = (newValue ?? "").split(":");
      if (conversation === this.state.conversation?.id) this.model.dispatch({ type: "read", seq: Number(seq) });
    } else if (key === preferencesKey(this.base)) {
      const preferences = this.preferences();
      if (!preferences) return;
      const { language, pinned } = preferences;
      this.sound = preferences.sound;
      this.model.dispatch({ type: "language_chosen", language, pinned });
      this.needs.shell.setLanguage(language);
    } else if (key?.startsWith(outboxPrefix(this.base))) this.outbox.refresh();
  };

  private readonly onOnline = (): void => this.hurry();
  private readonly onOffline = (): void => this.model.dispatch({ type: "link_changed", link: "offline" });

  private post(text: string, body: Omit<MessageIn, "client_id" | "language" | "reply_language">): void {
    const { language, pinned } = this.state;
    this.outbox.add(newClientId(), text, { ...body, language, reply_language: pinned ? language : null });
  }

  private preferences(): Preferences | null {
    return readJson(this.needs.store, preferencesKey(this.base)) as Preferences | null;
  }

  private savePreferences(): void {
    const { language, pinned } = this.state;
    const preferences: Preferences = { language, pinned, sound: this.sound };
    this.needs.store.set(preferencesKey(this.base), JSON.stringify(preferences));
  }
}

export function newClientId(): string {
  // randomUUID is missing on plain http pages.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
