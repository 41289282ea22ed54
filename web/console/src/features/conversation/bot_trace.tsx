import { Collapse, Text, UnstyledButton } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFaqTitle } from "~/lib/queries";
import { Confidence } from "~/lib/ui/confidence";
import { readTrace, type Trace } from "./trace";
import classes from "./bot_trace.module.css";

/** What the bot understood in this turn and how sure it was; closed until asked for. */
export function BotTrace({ raw }: { raw: Record<string, unknown> }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const id = useId();
  const trace = readTrace(raw);
  return (
    <div className={classes.root}>
      <UnstyledButton className={classes.toggle} aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        <IconChevronRight size={14} aria-hidden className={classes.chevron} />
        {t("trace.show")}
        {trace.confidence !== null && (
          <Text span size="xs" className={classes.percent}>
            {t("trace.sure", { percent: Math.round(trace.confidence * 100) })}
          </Text>
        )}
      </UnstyledButton>
      <Collapse expanded={open} id={id}>
        <Facts trace={trace} />
      </Collapse>
    </div>
  );
}

function Facts({ trace }: { trace: Trace }) {
  const { t, i18n } = useTranslation();
  const titleOf = useFaqTitle(i18n.language);
  return (
    <dl className={classes.facts}>
      {trace.language && <Fact label={t("trace.language")}>{t(`language.${trace.language}`)}</Fact>}
      {trace.intent && (
        <Fact label={t("trace.intent")}>
          <code>{trace.intent}</code>
          {trace.band && ` · ${t(`trace.band.${trace.band}`)}`}
        </Fact>
      )}
      {trace.faqId && <Fact label={t("trace.answer")}>{titleOf(trace.faqId)}</Fact>}
      {trace.ranking.length > 0 && (
        <Fact label={t("trace.ranking")}>
          <ol className={classes.ranking}>
            {trace.ranking.map(({ faqId, confidence }) => (
              <li key={faqId}>
                <span>{titleOf(faqId)}</span>
                <Confidence value={confidence} />
              </li>
            ))}
          </ol>
        </Fact>
      )}
      {trace.entities.length > 0 && (
        <Fact label={t("trace.entities")}>
          {trace.entities.map(({ entity, value }) => `${entity}: ${value}`).join(", ")}
        </Fact>
      )}
      {trace.actions.length > 0 && (
        <Fact label={t("trace.actions")}>
          <code>{trace.actions.join(" → ")}</code>
        </Fact>
      )}
      {trace.failedActions.length > 0 && (
        <Fact label={t("trace.failed")}>
          <Text span size="xs" c="var(--mantine-color-error)">
            {trace.failedActions.map(({ action, error }) => `${action}: ${error}`).join("; ")}
          </Text>
        </Fact>
      )}
      {trace.milliseconds !== null && (
        <Fact label={t("trace.time")}>{t("trace.milliseconds", { ms: Math.round(trace.milliseconds) })}</Fact>
      )}
      {trace.modelId && (
        <Fact label={t("trace.model")}>
          <code>{trace.modelId.slice(0, 12)}</code>
        </Fact>
      )}
    </dl>
  );
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
