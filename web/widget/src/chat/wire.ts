/** The forms of the wire under the names the widget uses. All of them come from the desk through `@sahayak/protocol`. */
import type { ContactEvents, Schemas } from "@sahayak/protocol";

export type { ContactEvents };
export type Message = Schemas["ContactMessage"];
export type Conversation = Schemas["ContactConversation"];
export type Button = Schemas["ContactButton"];
export type SessionStarted = Omit<Schemas["SessionStarted"], "settings"> & { settings: Settings };
export type MessageIn = Schemas["ContactMessageIn"];
export type MessageAccepted = Schemas["MessageAccepted"];
export type TicketIn = Schemas["ContactTicketIn"];
export type Ticket = Schemas["ContactTicket"];
/** The likely first questions are typed here: the desk keeps them as they stand in the FAQ files. */
export type Settings = Omit<Schemas["WidgetSettings"], "suggestions"> & { suggestions: Suggestion[] };

export interface Suggestion {
  faq_id: string;
  title: Record<Schemas["Language"], string>;
}

/** An answer of the desk that says no. `error` is the name of a class in `desk/errors.py`. */
export class DeskRefused extends Error {
  constructor(
    readonly error: string,
    detail: string,
    readonly data: Record<string, unknown> = {},
  ) {
    super(detail);
  }

  /** How long to wait before trying again, when the desk says so. */
  get retryAfterMs(): number | null {
    const seconds = this.data.retry_after_seconds;
    return typeof seconds === "number" ? Math.ceil(seconds * 1000) : null;
  }
}

/** No answer at all: no network, a time-out, or something that is not the desk (a proxy's error page). */
export class DeskUnreachable extends Error {}
