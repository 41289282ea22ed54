import { Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { ticketsOf } from "~/lib/inbox_views";
import { useInbox } from "~/lib/services";
import { TicketStatusBadge } from "~/lib/ui/badges";
import classes from "./contact_tickets.module.css";

/** The tickets of one contact, latest change first; events keep them fresh. */
export function ContactTickets({ contactId }: { contactId: string }) {
  const { t } = useTranslation();
  const tickets = useInbox((state) => ticketsOf(state, contactId));
  return (
    <section className={classes.section} aria-label={t("tickets.of_contact")}>
      <Title order={2} size="h6" mb={6}>
        {t("tickets.of_contact")}
      </Title>
      {tickets.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t("tickets.none_of_contact")}
        </Text>
      ) : (
        <ul className={classes.list}>
          {tickets.map((ticket) => (
            <li key={ticket.id}>
              <div className={classes.top}>
                <Link to={`/tickets/${ticket.number}`}>{ticket.number}</Link>
                <TicketStatusBadge status={ticket.status} />
              </div>
              <Text size="sm" lineClamp={2}>
                {ticket.subject}
              </Text>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
