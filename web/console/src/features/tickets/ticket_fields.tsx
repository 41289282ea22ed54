import { NativeSelect, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useAgents } from "~/lib/queries";
import { mayAnswer, useMe } from "~/lib/session";
import { Moment } from "~/lib/ui/times";
import {
  PRIORITIES,
  TICKET_CATEGORIES,
  TICKET_STATUSES,
  type Contact,
  type Priority,
  type Ticket,
  type TicketCategory,
  type TicketStatus,
} from "~/lib/wire";
import { useChangeTicket } from "./api";
import classes from "./ticket_page.module.css";

/** What can be changed on a ticket; each choice is saved at once. */
export function TicketFields({ ticket, contact }: { ticket: Ticket; contact: Contact }) {
  const { t } = useTranslation();
  const me = useMe();
  const agents = useAgents();
  const change = useChangeTicket(ticket.number);
  const closed = ticket.status === "closed";
  const locked = closed || !mayAnswer(me) || change.isPending;
  const assignable = agents.filter(
    (agent) => (!agent.disabled && agent.role !== "editor") || agent.id === ticket.assignee?.id,
  );
  return (
    <section className={classes.fields} aria-label={t("tickets.details")}>
      <Title order={3} size="h5">
        {t("tickets.details")}
      </Title>
      <NativeSelect
        label={t("tickets.status")}
        disabled={locked}
        value={ticket.status}
        onChange={(event) => change.mutate({ status: event.currentTarget.value as TicketStatus })}
        data={choicesOf(ticket.status).map((value) => ({ value, label: t(`ticket_status.${value}`) }))}
      />
      <NativeSelect
        label={t("tickets.assignee")}
        disabled={locked}
        value={ticket.assignee?.id ?? ""}
        onChange={(event) => change.mutate({ assignee_id: event.currentTarget.value })}
        data={[
          { value: "", label: t("tickets.nobody") },
          ...assignable.map((agent) => ({ value: agent.id, label: agent.name })),
        ]}
      />
      <NativeSelect
        label={t("priority.label")}
        disabled={locked}
        value={ticket.priority}
        onChange={(event) => change.mutate({ priority: event.currentTarget.value as Priority })}
        data={PRIORITIES.map((value) => ({ value, label: t(`priority.${value}`) }))}
      />
      <NativeSelect
        label={t("ticket_category.label")}
        disabled={locked}
        value={ticket.category}
        onChange={(event) => change.mutate({ category: event.currentTarget.value as TicketCategory })}
        data={TICKET_CATEGORIES.map((value) => ({ value, label: t(`ticket_category.${value}`) }))}
      />
      {closed && (
        <Text size="xs" c="dimmed">
          {t("tickets.closed_hint")}
        </Text>
      )}
      <dl className={classes.facts}>
        <Fact label={t("tickets.order_number")}>{ticket.order_number}</Fact>
        <Fact label={t("field.email")}>{ticket.email ?? contact.email}</Fact>
        <Fact label={t("field.phone")}>{ticket.phone ?? contact.phone}</Fact>
        <Fact label={t("tickets.updated")}>
          <Moment at={ticket.updated_at} />
        </Fact>
        <Fact label={t("tickets.solved")}>{ticket.solved_at && <Moment at={ticket.solved_at} />}</Fact>
      </dl>
    </section>
  );
}

/** The desk has the rule (services/tickets.py, TRANSITIONS); what it refuses anyway is not offered. */
function choicesOf(status: TicketStatus): readonly TicketStatus[] {
  if (status === "new") return TICKET_STATUSES;
  if (status === "solved") return ["open", "solved", "closed"];
  return TICKET_STATUSES.filter((value) => value !== "new");
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  if (children === null || children === "") return null;
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
