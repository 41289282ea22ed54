import { Button, CloseButton, NativeSelect, Skeleton, Table, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch, IconTicket } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { useContactName } from "~/lib/names";
import { useAgents } from "~/lib/queries";
import { useShortcut } from "~/lib/shortcuts";
import { PriorityBadge, TicketStatusBadge } from "~/lib/ui/badges";
import { Blank, Failed } from "~/lib/ui/blank";
import { Page } from "~/lib/ui/page";
import { Moment } from "~/lib/ui/times";
import { TICKET_STATUSES, type Ticket, type TicketStatus } from "~/lib/wire";
import { useTicketList } from "./api";
import classes from "./tickets_page.module.css";

export function TicketsPage() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const [words, setWords] = useState(search.get("q") ?? "");
  const [q] = useDebouncedValue(words.trim(), 250);
  const status = TICKET_STATUSES.find((value) => value === search.get("status")) ?? null;
  const assignee = search.get("assignee");
  const { items, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useTicketList({
    q,
    status,
    assignee,
  });

  // Filters stand in the address: they outlive a visit to a ticket, and can be sent to a colleague.
  const choose = (key: "status" | "assignee", value: string) =>
    setSearch(
      (before) => {
        if (value) before.set(key, value);
        else before.delete(key);
        return before;
      },
      { replace: true },
    );
  const clear = () => {
    setWords("");
    setSearch({}, { replace: true });
  };

  return (
    <Page title={t("tickets.title")}>
      <Filters words={words} onWords={setWords} status={status} assignee={assignee} onChoose={choose} />
      {error ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : isPending ? (
        <TableSkeleton />
      ) : items.length === 0 ? (
        <Nothing filtered={q !== "" || status !== null || assignee !== null} onClear={clear} />
      ) : (
        <>
          <TicketTable tickets={items} />
          {hasNextPage && (
            <Button variant="subtle" mt="sm" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              {t("action.more")}
            </Button>
          )}
        </>
      )}
    </Page>
  );
}

interface FiltersProps {
  words: string;
  onWords: (words: string) => void;
  status: TicketStatus | null;
  assignee: string | null;
  onChoose: (key: "status" | "assignee", value: string) => void;
}

function Filters({ words, onWords, status, assignee, onChoose }: FiltersProps) {
  const { t } = useTranslation();
  const agents = useAgents();
  const field = useRef<HTMLInputElement>(null);
  useShortcut("/", t("shortcuts.search"), () => field.current?.focus());
  return (
    <div className={classes.filters} role="search" aria-label={t("tickets.search")}>
      <TextInput
        ref={field}
        aria-label={t("tickets.search")}
        aria-keyshortcuts="/"
        placeholder={t("tickets.search_placeholder")}
        leftSection={<IconSearch size={16} />}
        maxLength={100}
        value={words}
        onChange={(event) => onWords(event.currentTarget.value)}
        onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
        rightSection={words && <CloseButton size="sm" aria-label={t("action.discard")} onClick={() => onWords("")} />}
      />
      <NativeSelect
        aria-label={t("tickets.filter_status")}
        value={status ?? ""}
        onChange={(event) => onChoose("status", event.currentTarget.value)}
        data={[
          { value: "", label: t("tickets.any_status") },
          ...TICKET_STATUSES.map((value) => ({ value, label: t(`ticket_status.${value}`) })),
        ]}
      />
      <NativeSelect
        aria-label={t("tickets.filter_assignee")}
        value={assignee ?? ""}
        onChange={(event) => onChoose("assignee", event.currentTarget.value)}
        data={[
          { value: "", label: t("tickets.anybody") },
          { value: "me", label: t("tickets.me") },
          { value: "none", label: t("tickets.nobody") },
          ...agents.map((agent) => ({ value: agent.id, label: agent.name })),
        ]}
      />
    </div>
  );
}

function TicketTable({ tickets }: { tickets: readonly Ticket[] }) {
  const { t } = useTranslation();
  const nameOf = useContactName();
  return (
    <Table className={classes.table} verticalSpacing={6} highlightOnHover aria-label={t("tickets.title")}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t("tickets.number")}</Table.Th>
          <Table.Th>{t("tickets.subject")}</Table.Th>
          <Table.Th>{t("tickets.contact")}</Table.Th>
          <Table.Th>{t("tickets.status")}</Table.Th>
          <Table.Th>{t("tickets.assignee")}</Table.Th>
          <Table.Th>{t("tickets.updated")}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {tickets.map((ticket) => (
          <Table.Tr key={ticket.id}>
            <Table.Td className={classes.number}>
              <Link to={`/tickets/${ticket.number}`}>{ticket.number}</Link>
            </Table.Td>
            <Table.Td className={classes.subject}>
              {ticket.subject} <PriorityBadge priority={ticket.priority} />
            </Table.Td>
            <Table.Td className={classes.contact}>
              {nameOf({ name: ticket.contact_name, id: ticket.contact_id })}
            </Table.Td>
            <Table.Td className={classes.status}>
              <TicketStatusBadge status={ticket.status} />
            </Table.Td>
            <Table.Td className={classes.assignee}>
              {ticket.assignee?.name ?? (
                <Text span size="sm" c="dimmed">
                  {t("tickets.nobody")}
                </Text>
              )}
            </Table.Td>
            <Table.Td className={classes.updated}>
              <Moment at={ticket.updated_at} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Nothing({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const { t } = useTranslation();
  if (!filtered) return <Blank icon={<IconTicket />} title={t("tickets.empty_title")} text={t("tickets.empty")} />;
  return (
    <Blank
      icon={<IconSearch />}
      title={t("tickets.empty_filter_title")}
      text={t("tickets.empty_filter")}
      action={
        <Button variant="default" onClick={onClear}>
          {t("tickets.clear_filters")}
        </Button>
      }
    />
  );
}

function TableSkeleton() {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t("state.loading")}>
      {Array.from({ length: 8 }, (_, index) => (
        <Skeleton key={index} h={22} my={10} />
      ))}
    </div>
  );
}
