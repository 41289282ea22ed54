/** The line to the desk: Socket.IO, with the log-in's cookie. It reconnects by itself and says how it stands. */
import { io, type Socket } from "socket.io-client";
import { createStore } from "zustand/vanilla";
import type { ConsoleEvent, ConsoleEvents } from "./wire";

export interface LineState {
  kind: "off" | "connecting" | "up" | "lost";
  /** When it became so, in milliseconds. */
  since: number;
  /** How long the line had been lost before it came up; 0 the first time. */
  outage: number;
}

export interface LiveOptions {
  onEvent: (event: ConsoleEvent) => void;
  /** The line is up, for the first time or again: events before this moment were missed. */
  onConnected: () => void;
  /** The desk does not take the cookie (any more). */
  onRefused: () => void;
}

/** Every event of the console, checked against the desk's list by the type. */
const EVENT_NAMES: Record<keyof ConsoleEvents, true> = {
  "conversation.updated": true,
  "message.created": true,
  "inbox.updated": true,
  "ticket.created": true,
  "ticket.updated": true,
  "agent.updated": true,
  "contact.typed": true,
};

const RETRY_MILLISECONDS = 3000;

export type Live = ReturnType<typeof createLive>;

export function createLive({ onEvent, onConnected, onRefused }: LiveOptions) {
  const store = createStore<LineState>()(() => ({ kind: "off", since: 0, outage: 0 }));
  let socket: Socket | null = null;
  let watched: string | null = null;
  let again: ReturnType<typeof setTimeout> | undefined;

  function turn(kind: LineState["kind"]): void {
    store.setState((before) => {
      if (before.kind === kind) return before;
      const now = Date.now();
      return { kind, since: now, outage: kind === "up" && before.kind === "lost" ? now - before.since : 0 };
    });
  }

  function connect(): void {
    if (socket) return;
    turn("connecting");
    const line = io("/console", { path: "/socket.io", withCredentials: true, reconnectionDelayMax: 5000 });
    socket = line;
    line.on("connect", () => {
      turn("up");
      if (watched) line.emit("watch", { conversation_id: watched });
      onConnected();
    });
    line.on("disconnect", (reason) => {
      if (socket !== line) return;
      turn("lost");
      if (reason === "io server disconnect") retryLater(line);
    });
    line.on("connect_error", () => {
      if (socket !== line) return;
      turn("lost");
      // Not active: the desk itself said no, and the client does not try again by itself.
      if (!line.active) retryLater(line);
    });
    for (const name of Object.keys(EVENT_NAMES) as (keyof ConsoleEvents)[]) {
      line.on(name, (payload: unknown) => onEvent({ name, payload } as ConsoleEvent));
    }
  }

  function retryLater(line: Socket): void {
    onRefused();
    clearTimeout(again);
    again = setTimeout(() => socket === line && line.connect(), RETRY_MILLISECONDS);
  }

  return {
    ...store,
    connect,
    disconnect(): void {
      clearTimeout(again);
      socket?.disconnect();
      socket = null;
      watched = null;
      turn("off");
    },
    /** Says which conversation is on the screen, so that its contact's typing is heard. */
    watch(conversationId: string | null): void {
      if (watched && watched !== conversationId) socket?.emit("unwatch", { conversation_id: watched });
      watched = conversationId;
      if (watched && socket?.connected) socket.emit("watch", { conversation_id: watched });
    },
    typing(conversationId: string): void {
      if (socket?.connected) socket.volatile.emit("typing", { conversation_id: conversationId });
    },
  };
}
