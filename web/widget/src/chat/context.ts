/** What every component may use. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Shell } from "../shell";
import type { Controller } from "./controller";
import type { ChatState } from "./state";
import type { Texts } from "./texts/types";

export interface ChatContext {
  shell: Shell;
  controller: Controller;
  state: ChatState;
  texts: Texts;
  open: boolean;
}

export const Chat = createContext<ChatContext | null>(null);

export function useChat(): ChatContext {
  const value = useContext(Chat);
  if (!value) throw new Error("components of the chat live below <Chat.Provider>");
  return value;
}
