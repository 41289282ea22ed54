import { Button, SegmentedControl, Text, Textarea } from "@mantine/core";
import { IconLock, IconSend } from "@tabler/icons-react";
import { useCallback, useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { keepDraft, readDraft, type DraftKind } from "~/lib/drafts";
import { useServices } from "~/lib/services";
import { useShortcut } from "~/lib/shortcuts";
import { KeyHint } from "~/lib/ui/action_button";
import classes from "./composer.module.css";

/** As in desk/schemas.py, LongText. */
const MAX_CHARACTERS = 4000;
const TYPING_EVERY_MILLISECONDS = 3000;

interface ComposerProps {
  conversationId: string;
  contactName: string;
  /** Instead of the reply's field while this agent may not reply: why, and what to do. */
  replyBlocked: ReactNode;
  /** This agent has just taken the conversation here: writing is what comes next. */
  taken: boolean;
}

/** Writes to the contact, or a note to the team: two surfaces that cannot be taken for each other. */
export function Composer({ conversationId, contactName, replyBlocked, taken }: ComposerProps) {
  const { t } = useTranslation();
  const { live, outbox } = useServices();
  const field = useRef<HTMLTextAreaElement>(null);
  const [kind, setKind] = useState<DraftKind>(() =>
    replyBlocked && readDraft(conversationId, "note") ? "note" : "reply",
  );
  const [drafts, setDrafts] = useState(() => ({
    reply: readDraft(conversationId, "reply"),
    note: readDraft(conversationId, "note"),
  }));
  const typedAt = useRef(0);
  const text = drafts[kind];
  const blocked = kind === "reply" && replyBlocked !== null;
  const excess = Array.from(text.trim()).length - MAX_CHARACTERS;
  const sendable = text.trim() !== "" && excess <= 0 && !blocked;

  const focusSoon = useCallback(() => requestAnimationFrame(() => field.current?.focus()), []);
  const turnTo = useCallback(
    (next: DraftKind) => {
      setKind(next);
      focusSoon();
    },
    [focusSoon],
  );
  useShortcut("r", t("composer.reply"), () => turnTo("reply"));
  useShortcut("n", t("composer.note"), () => turnTo("note"));

  // Never when a colleague gives it to this agent, who may be typing elsewhere.
  const ready = taken && replyBlocked === null;
  useEffect(() => {
    if (ready) focusSoon();
  }, [ready, focusSoon]);

  const type = (value: string) => {
    setDrafts((before) => ({ ...before, [kind]: value }));
    keepDraft(conversationId, kind, value);
    if (kind === "reply" && value && Date.now() - typedAt.current > TYPING_EVERY_MILLISECONDS) {
      typedAt.current = Date.now();
      live.typing(conversationId);
    }
  };

  const send = () => {
    if (!sendable) return;
    outbox.send(conversationId, text.trim(), kind === "note");
    type("");
    typedAt.current = 0;
    field.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // While an input method composes (Devanagari from Latin keys, for one), Enter belongs to it.
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (event.key === "." && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      turnTo(kind === "reply" ? "note" : "reply");
    } else if (event.key === "Escape") {
      event.currentTarget.blur();
    }
  };

  const label = kind === "note" ? t("composer.note_label") : t("composer.reply_label", { name: contactName });
  return (
    <section className={classes.root} data-kind={kind} aria-label={t("composer.label")}>
      <div className={classes.top}>
        <SegmentedControl
          size="xs"
          aria-label={t("composer.mode")}
          value={kind}
          onChange={(value) => turnTo(value)}
          data={[
            { value: "reply", label: <Mode label={t("composer.reply")} letter="r" /> },
            { value: "note", label: <Mode label={t("composer.note")} letter="n" /> },
          ]}
        />
        {kind === "note" && (
          <Text span size="xs" c="inherit" className={classes.secret}>
            <IconLock size={14} aria-hidden /> {t("transcript.note_hint")}
          </Text>
        )}
      </div>
      {blocked ? (
        <div className={classes.blocked}>{replyBlocked}</div>
      ) : (
        <>
          <Textarea
            ref={field}
            variant="unstyled"
            autosize
            minRows={2}
            maxRows={10}
            dir="auto"
            aria-label={label}
            aria-keyshortcuts={kind === "note" ? "n" : "r"}
            placeholder={
              kind === "note" ? t("composer.note_placeholder") : t("composer.reply_placeholder", { name: contactName })
            }
            value={text}
            error={excess > 0 && t("composer.too_long", { count: excess, max: MAX_CHARACTERS })}
            onChange={(event) => type(event.currentTarget.value)}
            onKeyDown={onKeyDown}
            classNames={{ input: classes.input }}
          />
          <div className={classes.bottom}>
            <Text span size="xs" c="inherit" className={classes.hint}>
              {t("composer.hint")}
            </Text>
            <Button
              size="xs"
              variant={kind === "note" ? "default" : "filled"}
              leftSection={kind === "note" ? <IconLock size={15} /> : <IconSend size={15} />}
              disabled={!sendable}
              onClick={send}
            >
              {kind === "note" ? t("composer.add_note") : t("composer.send")}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}

function Mode({ label, letter }: { label: string; letter: string }) {
  return (
    <span className={classes.mode}>
      {label}
      <KeyHint letter={letter} />
    </span>
  );
}
