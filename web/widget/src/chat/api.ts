/** The desk over HTTP: sessions, history, tickets, and messages when sockets are blocked. */
import type { Language } from "../shell";
import {
  DeskRefused,
  DeskUnreachable,
  type Conversation,
  type Message,
  type MessageAccepted,
  type MessageIn,
  type SessionStarted,
  type Ticket,
  type TicketIn,
} from "./wire";

const TIMEOUT_MS = 10_000;
/** Messages asked for at once; also how the widget knows that there may be more. */
export const PAGE_SIZE = 50;

export interface Api {
  startSession(token: string | null, language: Language): Promise<SessionStarted>;
  send(token: string, message: MessageIn): Promise<MessageAccepted>;
  messages(token: string, range: { after: number } | { before: number }): Promise<Message[]>;
  requestHandoff(token: string): Promise<Conversation>;
  openTicket(token: string, ticket: TicketIn): Promise<Ticket>;
}

/** Calls raise DeskRefused when the desk says no and DeskUnreachable when nothing sensible comes back. */
export function createApi(base: string, fetch: typeof globalThis.fetch = globalThis.fetch.bind(globalThis)): Api {
  async function call<Answer>(path: string, token: string | null, body?: unknown): Promise<Answer> {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), TIMEOUT_MS);
    let response: Response;
    let answer: unknown;
    try {
      response = await fetch(`${base}api/widget/${path}`, {
        method: body === undefined ? "GET" : "POST",
        headers: {
          ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        },
        body: body === undefined ? undefined : JSON.stringify(body),
        // The token says who asks; cookies of the site have no business here.
        credentials: "omit",
        signal: abort.signal,
      });
      answer = await response.json();
    } catch (error) {
      throw new DeskUnreachable(String(error));
    } finally {
      clearTimeout(timer);
    }
    if (response.ok) return answer as Answer;
    throw refusal(response.status, answer);
  }

  return {
    startSession: (token, language) => call("session", null, { token, language }),
    send: (token, message) => call("messages", token, message),
    messages: (token, range) =>
      call(`messages?${new URLSearchParams({ ...stringified(range), limit: String(PAGE_SIZE) })}`, token),
    requestHandoff: (token) => call("handoff", token, {}),
    openTicket: (token, ticket) => call("tickets", token, ticket),
  };
}

function stringified(range: Record<string, number>): Record<string, string> {
  return Object.fromEntries(Object.entries(range).map(([name, value]) => [name, String(value)]));
}

/** An error of the desk, or unreachable: a server that fails may well work at the next try. */
export function refusal(status: number, body: unknown): DeskRefused | DeskUnreachable {
  const { error, detail, data } = (body ?? {}) as { error?: unknown; detail?: unknown; data?: Record<string, unknown> };
  if (typeof error !== "string" || status >= 500) return new DeskUnreachable(`HTTP ${status}`);
  return new DeskRefused(error, typeof detail === "string" ? detail : "", data ?? {});
}
