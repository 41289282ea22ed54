/** A line in the thread when somebody joins or leaves, or the conversation changes. */
import { useChat } from "../context";
import { ticketNumber } from "../state";
import type { Texts } from "../texts/types";
import type { Message } from "../wire";

export function Activity({ message }: { message: Message }) {
  const { texts } = useChat();
  const text = activityText(message, texts);
  return text ? (
    <p class="activity" dir="auto">
      {text}
    </p>
  ) : null;
}

/** Empty for acts that say nothing to the contact. */
export function activityText(message: Message, texts: Texts): string {
  const fact = message.activity_data?.agent_name;
  const name = typeof fact === "string" ? fact : (message.sender_name ?? texts.team);
  switch (message.activity) {
    case "agent_joined":
      return texts.activity.agentJoined(name);
    case "agent_left":
      return texts.activity.agentLeft(name);
    case "handed_off":
      return texts.activity.handedOff;
    case "resolved":
      return texts.activity.resolved;
    case "returned_to_bot":
      return texts.activity.returnedToBot;
    case "reopened":
      return texts.activity.reopened;
    case "ticket_opened":
      return texts.activity.ticketOpened(ticketNumber(message));
    default:
      return message.text;
  }
}
