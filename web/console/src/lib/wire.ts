/** Short names for the desk's forms. The forms themselves are generated, see web/protocol. */
import type { Schemas } from "@sahayak/protocol";

export type { ConsoleEvent, ConsoleEvents } from "@sahayak/protocol";

export type Agent = Schemas["AgentOut"];
export type AgentRef = Schemas["AgentRef"];
export type Availability = Schemas["Availability"];
export type Contact = Schemas["ContactOut"];
export type Conversation = Schemas["ConversationSummary"];
export type ConversationDetail = Schemas["ConversationDetail"];
export type ConversationStatus = Schemas["ConversationStatus"];
export type FaqEntry = Schemas["FaqEntryOut"];
export type HandoffCard = NonNullable<ConversationDetail["handoff"]>;
export type HandoffReason = Schemas["HandoffReason"];
export type InboxCounts = Schemas["InboxCounts"];
export type Interaction = Schemas["InteractionOut"];
export type Invite = Schemas["InviteOut"];
export type Label = Schemas["LabelOut"];
export type LabelDraft = Schemas["LabelDraft"];
export type LabelForm = Schemas["LabelIn"];
export type Language = Schemas["Language"];
export type Me = Schemas["Me"];
export type Message = Schemas["MessageOut"];
export type Priority = Schemas["Priority"];
export type Role = Schemas["Role"];
export type Ticket = Schemas["TicketOut"];
export type TicketCategory = Schemas["TicketCategory"];
export type TicketDetail = Schemas["TicketDetail"];
export type TicketEvent = Schemas["TicketEventOut"];
export type TicketStatus = Schemas["TicketStatus"];

/** All values, in the order in which screens offer them. */
export const LANGUAGES: readonly Language[] = ["en", "hi", "hinglish"];
export const AVAILABILITIES: readonly Availability[] = ["online", "busy", "offline"];
export const PRIORITIES: readonly Priority[] = ["low", "normal", "high", "urgent"];
export const ROLES: readonly Role[] = ["agent", "editor", "supervisor", "administrator"];
export const CONVERSATION_STATUSES: readonly ConversationStatus[] = ["pending", "open", "snoozed", "resolved"];
export const TICKET_STATUSES: readonly TicketStatus[] = ["new", "open", "pending", "on_hold", "solved", "closed"];
export const TICKET_CATEGORIES: readonly TicketCategory[] = [
  "order",
  "delivery",
  "return_refund",
  "payment",
  "warranty",
  "product",
  "account",
  "business",
  "other",
];

/** The three views of the inbox, as the desk names them. */
export const INBOX_VIEWS = ["queue", "mine", "all"] as const;
export type InboxView = (typeof INBOX_VIEWS)[number];

/** The `lang` attribute for a text: Hinglish is Hindi in Latin letters. */
export function langOf(language: Language | null | undefined): string | undefined {
  return language === "hinglish" ? "hi-Latn" : (language ?? undefined);
}
