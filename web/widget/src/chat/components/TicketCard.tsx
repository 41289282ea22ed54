/** Nobody there: the question becomes a ticket, answered by e-mail or phone, with a number to hold on to. */
import { useEffect, useRef, useState } from "preact/hooks";
import donePaths from "tabler:circle-check";
import { useChat } from "../context";
import { nobodyThere, ticketOffered, ticketSinceHandoff } from "../state";
import { Icon } from "./Icon";
import { TicketForm } from "./TicketForm";

export function TicketCard() {
  const { controller, state, texts } = useChat();
  const [opened, setOpened] = useState<{ number: string; way: string } | null>(null);
  const done = useRef<HTMLDivElement>(null);
  const isOpen = state.conversation?.status === "open";

  useEffect(() => done.current?.focus(), [opened]);
  // The next hand-off begins anew.
  useEffect(() => {
    if (!isOpen) setOpened(null);
  }, [isOpen]);

  if (opened) {
    return (
      <div class="card done" ref={done} tabIndex={-1} role="status">
        <Icon paths={donePaths} size={24} />
        <div>
          <h3>{texts.ticket.done(opened.number)}</h3>
          <p dir="auto">{texts.ticket.doneHint(opened.way)}</p>
        </div>
      </div>
    );
  }
  if (state.ticketForm) {
    return (
      <section class="card" aria-label={texts.ticket.title}>
        <TicketForm
          onDone={(number, way) => {
            setOpened({ number, way });
            controller.showTicketForm(false);
          }}
          onCancel={() => controller.showTicketForm(false)}
        />
      </section>
    );
  }
  if (!nobodyThere(state) || ticketSinceHandoff(state) !== null || ticketOffered(state)) return null;
  return (
    <section class="card" aria-label={texts.ticket.title}>
      <p>{texts.nobodyThereHint}</p>
      <button type="button" class="filled" onClick={() => controller.showTicketForm(true)}>
        {texts.ticket.offer}
      </button>
    </section>
  );
}
