/** The three panes: list, thread, context. On small screens one at a time. */
import { Drawer, VisuallyHidden } from "@mantine/core";
import { useDisclosure, useMediaQuery } from "@mantine/hooks";
import { IconMessages } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { ContactPanel } from "~/features/contacts/contact_panel";
import { ConversationPane } from "~/features/conversation/conversation_pane";
import { InboxList } from "~/features/inbox/inbox_list";
import { ContactTickets } from "~/features/tickets/contact_tickets";
import { OpenTicketDialog } from "~/features/tickets/open_ticket_dialog";
import { isFocusLost } from "~/lib/focus";
import { usePageTitle } from "~/lib/page_title";
import { Blank } from "~/lib/ui/blank";
import { INBOX_VIEWS, type ConversationDetail, type InboxView } from "~/lib/wire";
import { NotFound } from "./not_found";
import classes from "./inbox_page.module.css";

export function InboxPage() {
  const { view, conversationId } = useParams();
  const known = INBOX_VIEWS.find((name) => name === view);
  return known ? <Panes view={known} conversationId={conversationId} /> : <NotFound />;
}

function Panes({ view, conversationId }: { view: InboxView; conversationId: string | undefined }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const wide = useMediaQuery("(min-width: 75em)", true, { getInitialValueInEffect: false });
  const [details, { toggle, close }] = useDisclosure(false);
  const [ticketFor, setTicketFor] = useState<ConversationDetail | null>(null);
  usePageTitle(t(`inbox.${view}`));
  useFocusOnReturn(conversationId);

  const context = conversationId && (
    <ContactPanel conversationId={conversationId} tickets={(contactId) => <ContactTickets contactId={contactId} />} />
  );

  return (
    <div className={classes.panes} data-open={conversationId ? true : undefined}>
      {/* On a phone the list and its heading may be away. */}
      <VisuallyHidden component="h1">{t("inbox.title")}</VisuallyHidden>
      <div className={classes.list}>
        <InboxList view={view} selectedId={conversationId} />
      </div>
      <div className={classes.thread}>
        {conversationId ? (
          <ConversationPane
            key={conversationId}
            conversationId={conversationId}
            onBack={() => void navigate(`/inbox/${view}`)}
            onDetails={wide ? undefined : toggle}
            onOpenTicket={setTicketFor}
            onMine={() => void navigate(`/inbox/mine/${conversationId}`)}
          />
        ) : (
          <Blank icon={<IconMessages />} title={t("inbox.choose_title")} text={t("inbox.choose")} />
        )}
      </div>
      {context && wide && (
        <aside className={classes.context} aria-label={t("conversation.details")}>
          {context}
        </aside>
      )}
      {context && !wide && (
        <Drawer
          opened={details}
          onClose={close}
          position="right"
          size={360}
          title={t("conversation.details")}
          closeButtonProps={{ "aria-label": t("action.close") }}
        >
          {context}
        </Drawer>
      )}
      {ticketFor && <OpenTicketDialog detail={ticketFor} onClose={() => setTicketFor(null)} />}
    </div>
  );
}

/** Back in the list, the focus is where it was. */
function useFocusOnReturn(conversationId: string | undefined): void {
  const last = useRef<string | undefined>(undefined);
  useEffect(() => {
    const row = document.querySelector<HTMLElement>(`[data-conversation="${last.current}"]`);
    if (!conversationId && row && isFocusLost()) row.focus();
    last.current = conversationId;
  }, [conversationId]);
}
