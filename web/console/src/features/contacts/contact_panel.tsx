/** The right pane: who is asking, what is known, what else is under way for them. */
import { ActionIcon, Skeleton, Text, Title, Tooltip } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { take } from "~/lib/api";
import { useContactName } from "~/lib/names";
import { useInbox, useServices } from "~/lib/services";
import { mayAnswer, useMe } from "~/lib/session";
import { formatSpan, spanOf } from "~/lib/time";
import { Failed } from "~/lib/ui/blank";
import { Moment } from "~/lib/ui/times";
import type { Contact, Conversation, Language } from "~/lib/wire";
import { ContactForm } from "./contact_form";
import classes from "./contact_panel.module.css";

interface ContactPanelProps {
  conversationId: string;
  tickets: (contactId: string) => ReactNode;
}

export function ContactPanel({ conversationId, tickets }: ContactPanelProps) {
  const conversation = useInbox((state) => state.conversations[conversationId]);
  if (!conversation) return <PanelSkeleton />;
  return (
    <div className={classes.panel}>
      <ContactDetails key={conversation.contact_id} conversation={conversation} />
      {tickets(conversation.contact_id)}
      <ConversationFacts conversation={conversation} />
    </div>
  );
}

function ContactDetails({ conversation }: { conversation: Conversation }) {
  const { contact_id: contactId, contact_name: name, language } = conversation;
  const { t } = useTranslation();
  const { api } = useServices();
  const me = useMe();
  const nameOf = useContactName();
  const [editing, setEditing] = useState(false);
  const { data, error, refetch } = useQuery({
    // A colleague's correction of the name reaches us with the conversation: then the rest is fetched, too.
    queryKey: ["contact", contactId, name],
    queryFn: () => take(api.GET("/api/contacts/{contact_id}", { params: { path: { contact_id: contactId } } })),
    placeholderData: (before) => (before?.id === contactId ? before : undefined),
  });

  if (error) return <Failed error={error} onRetry={() => void refetch()} />;
  if (!data) return <PanelSkeleton />;
  return (
    <section className={classes.section} aria-label={t("contact_panel.title")}>
      <header className={classes.head}>
        <Title order={2} size="h5" className={classes.name}>
          {nameOf(data)}
        </Title>
        {!editing && mayAnswer(me) && (
          <Tooltip label={t("contact_panel.edit")}>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t("contact_panel.edit")}
              onClick={() => setEditing(true)}
            >
              <IconPencil size={17} />
            </ActionIcon>
          </Tooltip>
        )}
      </header>
      {editing ? (
        <ContactForm contact={data} onClose={() => setEditing(false)} />
      ) : (
        <ContactFacts contact={data} language={data.language ?? language} />
      )}
    </section>
  );
}

function ContactFacts({ contact, language }: { contact: Contact; language: Language | null }) {
  const { t } = useTranslation();
  const unknown = (
    <Text span size="sm" c="dimmed">
      {t("contact_panel.none")}
    </Text>
  );
  return (
    <dl className={classes.facts}>
      <Fact label={t("field.email")}>
        {contact.email ? <a href={`mailto:${contact.email}`}>{contact.email}</a> : unknown}
      </Fact>
      <Fact label={t("field.phone")}>
        {contact.phone ? <a href={`tel:${contact.phone}`}>{contact.phone}</a> : unknown}
      </Fact>
      <Fact label={t("contact_panel.language")}>{language ? t(`language.${language}`) : unknown}</Fact>
      <Fact label={t("contact_panel.first_seen")}>
        <Moment at={contact.created_at} form="date" />
      </Fact>
      <Fact label={t("contact_panel.last_seen")}>
        <Moment at={contact.last_seen_at} />
      </Fact>
      <Fact label={t("contact_panel.conversations")}>{contact.conversations ?? 0}</Fact>
    </dl>
  );
}

function ConversationFacts({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const { handed_off_at: handedOff, first_reply_at: firstReply } = conversation;
  return (
    <section className={classes.section} aria-label={t("contact_panel.conversation")}>
      <Title order={2} size="h6" className={classes.heading}>
        {t("contact_panel.conversation")}
      </Title>
      <dl className={classes.facts}>
        <Fact label={t("contact_panel.started")}>
          <Moment at={conversation.created_at} />
        </Fact>
        {handedOff && (
          <Fact label={t("contact_panel.handed_off")}>
            <Moment at={handedOff} />
          </Fact>
        )}
        {handedOff && firstReply && (
          <Fact label={t("contact_panel.first_reply")}>
            {formatSpan(t, spanOf(Date.parse(handedOff), Date.parse(firstReply)))}
          </Fact>
        )}
        <Fact label={t("contact_panel.channel")}>
          {conversation.channel === "widget" ? t("contact_panel.channel_widget") : conversation.channel}
        </Fact>
      </dl>
    </section>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function PanelSkeleton() {
  return (
    <div className={classes.section}>
      <Skeleton h={18} w="60%" mb="md" />
      {[80, 65, 72, 50].map((width) => (
        <Skeleton key={width} h={12} w={`${width}%`} mb="sm" />
      ))}
    </div>
  );
}
