import { Anchor, Button, Skeleton, Text, Title } from "@mantine/core";
import { IconArrowLeft, IconMessage, IconTicketOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { ApiError } from "~/lib/api";
import { useContactName } from "~/lib/names";
import { Blank, Failed } from "~/lib/ui/blank";
import { Page } from "~/lib/ui/page";
import { Moment } from "~/lib/ui/times";
import type { TicketDetail } from "~/lib/wire";
import { useTicket } from "./api";
import { TicketComment } from "./ticket_comment";
import { TicketFields } from "./ticket_fields";
import { TicketHistory } from "./ticket_history";
import classes from "./ticket_page.module.css";

export function TicketPage() {
  const { t } = useTranslation();
  const { number = "" } = useParams();
  const { data, error, refetch } = useTicket(number);
  const back = (
    <Anchor component={Link} to="/tickets" size="sm" className={classes.back}>
      <IconArrowLeft size={16} aria-hidden /> {t("tickets.back")}
    </Anchor>
  );
  if (error instanceof ApiError && error.status === 404) {
    return (
      <Blank
        order={1}
        icon={<IconTicketOff />}
        title={t("tickets.missing_title")}
        text={t("tickets.missing")}
        action={
          <Button component={Link} to="/tickets">
            {t("tickets.back")}
          </Button>
        }
      />
    );
  }
  return (
    <Page title={t("tickets.page_title", { number })} back={back}>
      {data ? (
        <Ticket detail={data} />
      ) : error ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : (
        <div className={classes.columns} role="status" aria-label={t("state.loading")}>
          <Skeleton h={260} />
          <Skeleton h={320} />
        </div>
      )}
    </Page>
  );
}

function Ticket({ detail }: { detail: TicketDetail }) {
  const { t } = useTranslation();
  const nameOf = useContactName();
  const { ticket, contact, history } = detail;
  return (
    <div className={classes.columns}>
      <div className={classes.main}>
        <Title order={2} size="h4" className={classes.subject}>
          {ticket.subject}
        </Title>
        <Text size="sm" c="dimmed" mb="sm">
          {nameOf(contact)} · {t("tickets.created")} <Moment at={ticket.created_at} />
        </Text>
        <p className={classes.description} dir="auto">
          {ticket.description}
        </p>
        {ticket.conversation_id && (
          <Button
            component={Link}
            to={`/inbox/all/${ticket.conversation_id}`}
            variant="default"
            size="xs"
            leftSection={<IconMessage size={16} />}
          >
            {t("tickets.to_conversation")}
          </Button>
        )}
        <Title order={3} size="h5" mt="xl" mb="xs">
          {t("tickets.history")}
        </Title>
        <TicketHistory history={history} />
        <TicketComment number={ticket.number} />
      </div>
      <TicketFields ticket={ticket} contact={contact} />
    </div>
  );
}
