/** A few fields; at least one way to answer. Wrong ones are named beside the field and get the focus. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { useChat } from "../context";
import type { ChatState } from "../state";
import { newClientId } from "../controller";
import { DeskRefused, type TicketIn } from "../wire";

interface Values {
  description: string;
  email: string;
  phone: string;
  order_number: string;
}
type Field = keyof Values;
const FIELDS: Field[] = ["description", "email", "phone", "order_number"];
type Trouble = Partial<Record<Field, string>>;

export function TicketForm({
  onDone,
  onCancel,
}: {
  onDone: (number: string, way: string) => void;
  onCancel: () => void;
}) {
  const { controller, state, texts } = useChat();
  const [values, setValues] = useState<Values>(() => ({
    description: lastQuestion(state),
    email: "",
    phone: "",
    order_number: "",
  }));
  const [trouble, setTrouble] = useState<Trouble>({});
  const [sending, setSending] = useState(false);
  const [failed, setFailed] = useState(false);
  /** One for the whole form: however often it is sent, it is one ticket. */
  const [client_id] = useState(newClientId);
  const form = useRef<HTMLFormElement>(null);

  useLayoutEffect(() => {
    form.current?.querySelector<HTMLElement>(values.description ? "[name=email]" : "[name=description]")?.focus();
  }, []);
  useLayoutEffect(() => {
    form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [trouble]);

  async function submit(): Promise<void> {
    const found = check();
    setTrouble(found);
    if (Object.keys(found).length > 0 || sending) return;
    setSending(true);
    setFailed(false);
    const filled: Record<string, string | null> = {};
    for (const name of FIELDS) filled[name] = values[name].trim() === "" ? null : values[name].trim();
    try {
      const { number } = await controller.openTicket({ ...filled, client_id } as TicketIn);
      onDone(number, values.email.trim() || values.phone.trim());
    } catch (error) {
      setSending(false);
      if (!(error instanceof DeskRefused) || error.error !== "ContactDetailsInvalid") {
        setFailed(true);
        return;
      }
      setTrouble(values.email.trim() ? { email: texts.ticket.badEmail } : { phone: texts.ticket.badPhone });
    }
  }

  function check(): Trouble {
    const { description, email, phone } = values;
    const found: Trouble = {};
    if (!description.trim()) found.description = texts.ticket.needDescription;
    if (!email.trim() && !phone.trim()) found.email = texts.ticket.needContact;
    // Rough on purpose: the desk decides; this only catches slips of the finger at once.
    else if (email.trim() && !/^\S+@\S+\.\S+$/.test(email.trim())) found.email = texts.ticket.badEmail;
    if (phone.trim() && phone.replace(/\D/g, "").length < 10) found.phone = texts.ticket.badPhone;
    return found;
  }

  function field(name: Field, label: string, attributes: Record<string, unknown>) {
    const Tag = name === "description" ? "textarea" : "input";
    const id = `sahayak-ticket-${name}`;
    return (
      <div class="field">
        <label for={id}>{label}</label>
        <Tag
          id={id}
          name={name}
          dir="auto"
          value={values[name]}
          aria-invalid={trouble[name] !== undefined}
          aria-describedby={trouble[name] ? `${id}-trouble` : undefined}
          onInput={(event: Event) => setValues({ ...values, [name]: (event.currentTarget as HTMLInputElement).value })}
          {...attributes}
        />
        {trouble[name] && (
          <p class="trouble" id={`${id}-trouble`}>
            {trouble[name]}
          </p>
        )}
      </div>
    );
  }

  return (
    <form
      class="ticket"
      noValidate
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h3>{texts.ticket.title}</h3>
      {field("description", texts.ticket.description, { rows: 3, maxLength: 4000, required: true })}
      {field("email", texts.ticket.email, { type: "email", autocomplete: "email", maxLength: 254 })}
      {field("phone", texts.ticket.phone, { type: "tel", autocomplete: "tel", maxLength: 25 })}
      <p class="hint">{texts.ticket.contactHint}</p>
      {field("order_number", `${texts.ticket.order} (${texts.ticket.optional})`, {
        maxLength: 40,
        autocomplete: "off",
      })}
      {failed && (
        <p class="trouble" role="alert">
          {texts.ticket.failed}
        </p>
      )}
      <div class="row">
        <button type="submit" class="filled" aria-busy={sending}>
          {sending ? texts.ticket.submitting : texts.ticket.submit}
        </button>
        <button type="button" class="plain" onClick={onCancel}>
          {texts.ticket.cancel}
        </button>
      </div>
    </form>
  );
}

/** What the contact last asked in their own words. */
function lastQuestion(state: ChatState): string {
  const own = state.messages.filter((message) => message.sender_type === "contact" && message.text.length > 12);
  return own.at(-1)?.text ?? "";
}
