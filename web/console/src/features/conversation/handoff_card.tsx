import { Badge, Collapse, Group, Skeleton, Text, Title, UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconHandStop } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFaqTitle } from "~/lib/queries";
import { LanguageMark } from "~/lib/ui/badges";
import { Confidence } from "~/lib/ui/confidence";
import { useElapsed } from "~/lib/ui/times";
import { langOf, type Contact, type HandoffCard as Card, type Interaction, type Language } from "~/lib/wire";
import classes from "./handoff_card.module.css";

interface HandoffCardProps {
  card: Card;
  contact: Contact;
  language: Language | null;
  startOpen: boolean;
}

/** Why a person is needed, in one look: the reason, the wish, what the bot tried, what is known. */
export function HandoffCard({ card, contact, language, startOpen }: HandoffCardProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(startOpen);
  const ago = useElapsed(card.handed_off_at);
  return (
    <section className={classes.card} aria-label={t("handoff.title")}>
      <UnstyledButton
        className={classes.head}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        aria-label={open ? t("handoff.hide") : t("handoff.show")}
      >
        <IconHandStop size={18} aria-hidden className={classes.icon} />
        <Title order={3} size="sm" className={classes.reason}>
          {t(`handoff_reason.${card.reason}`)}
        </Title>
        <Text span size="xs" c="dimmed" className={classes.ago}>
          {t("handoff.ago", { span: ago })}
        </Text>
        <IconChevronDown size={16} aria-hidden className={classes.chevron} />
      </UnstyledButton>
      <Collapse expanded={open}>
        {/* What scrolls must be reached by keyboard. */}
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <div className={classes.body} tabIndex={0} role="group" aria-label={t("handoff.title")}>
          {card.wants && (
            <>
              <Title order={4} className={classes.heading}>
                {t("handoff.wants")}
              </Title>
              <blockquote className={classes.wants} lang={langOf(card.tried.at(-1)?.language ?? language)}>
                {card.wants}
              </blockquote>
            </>
          )}
          <div className={classes.columns}>
            <div>
              <Title order={4} className={classes.heading}>
                {t("handoff.tried")}
              </Title>
              {card.tried.length === 0 ? (
                <Text size="xs">{t("handoff.nothing_tried")}</Text>
              ) : (
                <ul className={classes.tried}>
                  {card.tried.map((interaction) => (
                    <Tried key={interaction.id} interaction={interaction} />
                  ))}
                </ul>
              )}
            </div>
            <Known contact={contact} language={contact.language ?? language} />
          </div>
        </div>
      </Collapse>
    </section>
  );
}

function Tried({ interaction }: { interaction: Interaction }) {
  const { t, i18n } = useTranslation();
  const titleOf = useFaqTitle(i18n.language);
  const { confidence, faq_id, helpful, language, outcome, question } = interaction;
  return (
    <li className={classes.try}>
      <Text span size="sm" lang={langOf(language)} className={classes.question}>
        {question}
      </Text>
      <Group gap={6} wrap="wrap">
        <LanguageMark language={language} />
        <Badge size="sm" color="gray">
          {t(`outcome.${outcome}`)}
        </Badge>
        {faq_id && (
          <Text span size="xs">
            {titleOf(faq_id)}
          </Text>
        )}
        {confidence !== null && <Confidence value={confidence} />}
        {helpful !== null && (
          <Badge size="sm" color={helpful ? "green" : "yellow"}>
            {helpful ? t("handoff.helpful") : t("handoff.not_helpful")}
          </Badge>
        )}
      </Group>
    </li>
  );
}

function Known({ contact, language }: { contact: Contact; language: Language | null }) {
  const { t } = useTranslation();
  const facts = [
    [t("field.name"), contact.name],
    [t("field.email"), contact.email],
    [t("field.phone"), contact.phone],
    [t("field.language"), language && t(`language.${language}`)],
  ].filter(([, value]) => value);
  return (
    <div>
      <Title order={4} className={classes.heading}>
        {t("handoff.known")}
      </Title>
      {!contact.name && !contact.email && !contact.phone && <Text size="xs">{t("handoff.nothing_known")}</Text>}
      {facts.length > 0 && (
        <dl className={classes.known}>
          {facts.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

export function HandoffCardSkeleton() {
  return (
    <div className={classes.card}>
      <div className={classes.head}>
        <Skeleton h={14} w={220} />
      </div>
    </div>
  );
}
