import { ActionIcon, Button, CloseButton, NativeSelect, Skeleton, TextInput, Title, Tooltip } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconInbox, IconLayoutList, IconList, IconMoodSmile, IconSearch, IconUserCheck } from "@tabler/icons-react";
import { useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { setPreferences, usePreferences } from "~/lib/preferences";
import { useShortcut } from "~/lib/shortcuts";
import { Blank, Failed } from "~/lib/ui/blank";
import { CONVERSATION_STATUSES, type ConversationStatus, type InboxView } from "~/lib/wire";
import { useConversationList } from "./api";
import { ConversationRow } from "./conversation_row";
import { InboxTabs, LongestWait } from "./inbox_tabs";
import classes from "./inbox_list.module.css";

const ICONS: Record<InboxView, ReactNode> = { queue: <IconMoodSmile />, mine: <IconUserCheck />, all: <IconInbox /> };

export function InboxList({ view, selectedId }: { view: InboxView; selectedId: string | undefined }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { denseList } = usePreferences();
  const searchField = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const [words, setWords] = useState("");
  const [q] = useDebouncedValue(words.trim(), 250);
  const [status, setStatus] = useState<ConversationStatus | null>(null);
  const filter = { q, status: view === "all" ? status : null };
  const { items, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useConversationList(
    view,
    filter,
  );

  const move = (step: 1 | -1) => {
    const at = items.findIndex((conversation) => conversation.id === selectedId);
    const next = at < 0 ? items[0] : items[at + step];
    if (!next) return;
    void navigate(`/inbox/${view}/${next.id}`);
    list.current?.querySelector<HTMLElement>(`[data-conversation="${next.id}"]`)?.focus();
  };
  useShortcut("j", t("inbox.next"), () => move(1));
  useShortcut("k", t("inbox.previous"), () => move(-1));
  useShortcut("/", t("shortcuts.search"), () => searchField.current?.focus());

  return (
    <section className={classes.root} aria-label={t("inbox.title")}>
      <header className={classes.header}>
        <Title order={2} size="h4">
          {t("inbox.title")}
        </Title>
        <LongestWait />
        <Tooltip label={t("inbox.dense")}>
          <ActionIcon
            variant="subtle"
            color="gray"
            ml="auto"
            aria-label={t("inbox.dense")}
            aria-pressed={denseList}
            onClick={() => setPreferences({ denseList: !denseList })}
          >
            {denseList ? <IconList size={18} /> : <IconLayoutList size={18} />}
          </ActionIcon>
        </Tooltip>
      </header>
      <InboxTabs />
      <div className={classes.filters}>
        <TextInput
          ref={searchField}
          size="xs"
          aria-label={t("inbox.search")}
          aria-keyshortcuts="/"
          placeholder={t("inbox.search_placeholder")}
          leftSection={<IconSearch size={14} />}
          value={words}
          maxLength={100}
          onChange={(event) => setWords(event.currentTarget.value)}
          onKeyDown={(event) => event.key === "Escape" && (words ? setWords("") : event.currentTarget.blur())}
          rightSection={
            words && <CloseButton size="xs" aria-label={t("action.discard")} onClick={() => setWords("")} />
          }
        />
        {view === "all" && (
          <NativeSelect
            size="xs"
            aria-label={t("inbox.status_filter")}
            value={status ?? ""}
            onChange={(event) => setStatus((event.currentTarget.value || null) as ConversationStatus | null)}
            data={[
              { value: "", label: t("inbox.status_any") },
              ...CONVERSATION_STATUSES.filter((value) => value !== "snoozed").map((value) => ({
                value,
                label: t(`status.${value}`),
              })),
            ]}
          />
        )}
      </div>
      <div className={classes.scroll}>
        {error ? (
          <Failed error={error} onRetry={() => void refetch()} />
        ) : isPending ? (
          <Rows dense={denseList} />
        ) : items.length === 0 ? (
          <Nothing view={view} searching={q !== "" || filter.status !== null} />
        ) : (
          <>
            <ul ref={list} className={classes.list} aria-label={t(`inbox.${view}`)}>
              {items.map((conversation) => (
                <ConversationRow
                  key={conversation.id}
                  conversation={conversation}
                  view={view}
                  search=""
                  selected={conversation.id === selectedId}
                  dense={denseList}
                />
              ))}
            </ul>
            {hasNextPage && (
              <Button
                variant="subtle"
                size="xs"
                fullWidth
                loading={isFetchingNextPage}
                onClick={() => void fetchNextPage()}
              >
                {t("action.more")}
              </Button>
            )}
          </>
        )}
      </div>
    </section>
  );
}

function Nothing({ view, searching }: { view: InboxView; searching: boolean }) {
  const { t } = useTranslation();
  if (searching) {
    return <Blank icon={<IconSearch />} title={t("inbox.empty_search_title")} text={t("inbox.empty_search")} />;
  }
  return <Blank icon={ICONS[view]} title={t(`inbox.empty_${view}_title`)} text={t(`inbox.empty_${view}`)} />;
}

function Rows({ dense }: { dense: boolean }) {
  const { t } = useTranslation();
  return (
    <div className={classes.list} role="status" aria-label={t("state.loading")}>
      {Array.from({ length: 8 }, (_, index) => (
        <div key={index} className={classes.row} data-dense={dense || undefined}>
          <Skeleton h={12} w="50%" className={classes.who} />
          <Skeleton h={10} w={34} className={classes.when} />
          {!dense && <Skeleton h={10} w="85%" className={classes.line} />}
        </div>
      ))}
    </div>
  );
}
