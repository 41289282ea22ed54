/**
 * The line to the desk: the socket while it works, HTTP while it does not, and after every break what was missed. Requests
 * raise DeskRefused and DeskUnreachable; a refused token renews the session.
 */
import type { Api } from "./api";
import type { Connection, ConnectionEvents } from "./connection";
import type { Model } from "./model";
import { Polling } from "./polling";
import { isUnauthenticated, type Session } from "./session";
import { hasGap, lastSeq } from "./state";
import { DeskUnreachable, type Conversation, type Message, type MessageIn } from "./wire";

export interface LineDependencies {
  model: Model;
  session: Session;
  api: Api;
  connect(token: string, events: ConnectionEvents): Connection;
  /** Stored messages have come, by whatever way; `news` are those that were not known. */
  onMessages(messages: Message[], news: Message[]): void;
  /** What waits in the outbox may be tried at once. */
  onOpen(): void;
  isWatched(): boolean;
}

const TYPING_SHOWN_MS = 5_000;
/** A message and the conversation's new state come as two events; only a lasting difference is a gap. */
const GAP_PATIENCE_MS = 400;

export class Line {
  private connection: Connection | null = null;
  private readonly polling: Polling;
  private catchingUp = false;
  /** The socket says it is connected but an acknowledgement did not come: HTTP until it connects anew. */
  private socketDoubted = false;
  private gapTimer: ReturnType<typeof setTimeout> | undefined;
  private typingTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly needs: LineDependencies) {
    this.polling = new Polling({
      poll: (round) => this.poll(round),
      onResult: (reached) => needs.model.dispatch({ type: "link_changed", link: reached ? "polling" : "offline" }),
      isWatched: () => needs.isWatched(),
    });
  }

  open(token: string): void {
    this.close();
    this.connection = this.needs.connect(token, {
      onConnected: () => this.onConnected(),
      onDisconnected: () => this.onDisconnected(),
      onUnauthenticated: () => this.needs.session.renew(),
      onMessage: (message) => this.receive([message]),
      onConversation: (conversation) => this.update(conversation),
      onAgentTyped: (name) => this.onAgentTyped(name),
    });
    this.polling.start();
    if (hasGap(this.needs.model.state)) void this.catchUp();
  }

  close(): void {
    this.connection?.close();
    this.connection = null;
    this.polling.stop();
    clearTimeout(this.gapTimer);
    clearTimeout(this.typingTimer);
  }

  /** Do not wait for the next try: the machine is online again, or the contact asks. */
  hurry(): void {
    this.connection?.retryNow();
    this.polling.hurry();
  }

  async send(message: MessageIn): Promise<void> {
    const token = this.needs.session.tokenOrFail();
    const socket = this.socketDoubted ? null : this.socket();
    try {
      const accepted = await (socket ? socket.send(message) : this.needs.api.send(token, message));
      this.receive([accepted.message]);
    } catch (error) {
      if (socket && error instanceof DeskUnreachable) this.socketDoubted = true;
      throw error;
    }
  }

  async requestHandoff(): Promise<void> {
    const token = this.needs.session.tokenOrFail();
    const socket = this.socket();
    try {
      this.update(await (socket ? socket.requestHandoff() : this.needs.api.requestHandoff(token)));
    } catch (error) {
      if (isUnauthenticated(error)) this.needs.session.renew();
      throw error;
    }
  }

  read(seq: number): void {
    this.connection?.read(seq);
  }

  typing(): void {
    this.connection?.typing();
  }

  private socket(): Connection | null {
    return this.connection?.connected ? this.connection : null;
  }

  private onConnected(): void {
    this.socketDoubted = false;
    this.polling.stop();
    this.needs.model.dispatch({ type: "link_changed", link: "online" });
    void this.catchUp();
    this.needs.onOpen();
  }

  private onDisconnected(): void {
    if (this.needs.model.state.link === "online")
      this.needs.model.dispatch({ type: "link_changed", link: "connecting" });
    this.polling.start();
  }

  private onAgentTyped(name: string): void {
    const { model } = this.needs;
    model.dispatch({ type: "agent_typed", name });
    clearTimeout(this.typingTimer);
    this.typingTimer = setTimeout(() => model.dispatch({ type: "agent_typed", name: null }), TYPING_SHOWN_MS);
  }

  /** Messages one by one, and with a sync the conversation as of the same moment. */
  private receive(messages: Message[], synced?: { conversation?: Conversation }): void {
    const { model } = this.needs;
    const before = lastSeq(model.state);
    if (synced) model.dispatch({ type: "synced", messages, conversation: synced.conversation });
    else for (const message of messages) model.dispatch({ type: "message_received", message });
    if (synced?.conversation) this.needs.session.noteStatus(synced.conversation);
    const after = lastSeq(model.state);
    this.needs.onMessages(
      messages,
      messages.filter(({ seq }) => seq > before && seq <= after),
    );
    this.watchGap();
  }

  private update(conversation: Conversation): void {
    const { model, session } = this.needs;
    if (conversation.id !== model.state.conversation?.id) return;
    model.dispatch({ type: "conversation_updated", conversation });
    session.noteStatus(conversation);
    this.watchGap();
  }

  private watchGap(): void {
    clearTimeout(this.gapTimer);
    if (hasGap(this.needs.model.state)) this.gapTimer = setTimeout(() => void this.catchUp(), GAP_PATIENCE_MS);
  }

  /** Fetches what was missed, page by page; asks at least once, since what is missing is not always known. */
  private async catchUp(): Promise<void> {
    const { api, model, session } = this.needs;
    if (this.catchingUp) return;
    this.catchingUp = true;
    try {
      let before: number;
      do {
        before = lastSeq(model.state);
        const token = session.tokenOrFail();
        const socket = this.socket();
        const synced = socket ? await socket.sync(before) : { messages: await api.messages(token, { after: before }) };
        this.receive(synced.messages, { conversation: "conversation" in synced ? synced.conversation : undefined });
      } while (hasGap(model.state) && lastSeq(model.state) > before);
    } catch (error) {
      if (isUnauthenticated(error)) session.renew();
      // Unreachable: the next connection or look brings it.
    } finally {
      this.catchingUp = false;
    }
  }

  /** Every fourth look also asks how the conversation stands: place in line, agent, settings. */
  private async poll(round: number): Promise<void> {
    const { api, model, session } = this.needs;
    try {
      const token = session.tokenOrFail();
      if (round % 4 === 0) {
        const { messages, conversation } = await api.startSession(token, model.state.language);
        this.receive(messages, { conversation });
      } else {
        this.receive(await api.messages(token, { after: lastSeq(model.state) }), {});
      }
      this.needs.onOpen();
    } catch (error) {
      if (!isUnauthenticated(error)) throw error;
      session.renew();
    }
  }
}
