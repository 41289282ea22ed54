import { ActionIcon, Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconSchool } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFaqTitle } from "~/lib/queries";
import { Named } from "~/lib/ui/action_button";
import type { Label, Message } from "~/lib/wire";
import { useLabel, useUndoTeach } from "./labels";
import { TeachDialog } from "./teach_dialog";
import classes from "./teach_action.module.css";

/** Whether there are words of the contact in it: a button's title is the shop's own. */
export function isTeachable({ kind, content }: Message): boolean {
  return kind === "incoming" && content.payload === undefined;
}

/** Beside what a contact typed: teach the bot what it belongs to; afterwards what it was taught, and a way back. */
export function TeachAction({ message }: { message: Message }) {
  const { t, i18n } = useTranslation();
  const titleOf = useFaqTitle(i18n.language);
  const label = useLabel(message);
  const undo = useUndoTeach(message);
  const [open, setOpen] = useState(false);
  const nameOf = ({ faq_id }: Label) => (faq_id === null ? t("teach.out_of_scope") : titleOf(faq_id));
  const { button, acted } = useFocusKept(label !== undefined);

  const taught = (fresh: Label) => {
    setOpen(false);
    acted();
    notifications.show({
      title: t("teach.taught", { title: nameOf(fresh) }),
      message: t("teach.next_training"),
      closeButtonProps: { "aria-label": t("action.close") },
    });
  };

  if (label) {
    return (
      <span className={classes.taught}>
        <IconSchool size={14} aria-hidden />
        {t("teach.taught", { title: nameOf(label) })}
        <Button
          ref={button}
          size="compact-xs"
          variant="subtle"
          loading={undo.isPending}
          onClick={() => undo.mutate(undefined, { onSuccess: acted })}
        >
          {t("teach.undo")}
        </Button>
      </span>
    );
  }
  return (
    <>
      <Named label={t("teach.action")}>
        <ActionIcon
          ref={button}
          className={classes.action}
          variant="subtle"
          color="gray"
          size={28}
          aria-label={t("teach.action")}
          onClick={() => setOpen(true)}
        >
          <IconSchool size={16} />
        </ActionIcon>
      </Named>
      {open && <TeachDialog message={message} onClose={() => setOpen(false)} onTaught={taught} />}
    </>
  );
}

/** After an act of this agent the button that takes another one's place takes the focus, too. */
function useFocusKept(changed: boolean) {
  const button = useRef<HTMLButtonElement>(null);
  const mine = useRef(false);
  useEffect(() => {
    if (!mine.current) return;
    mine.current = false;
    // After the dialog has let go of it.
    const timer = setTimeout(() => {
      if (document.activeElement === document.body) button.current?.focus();
    }, 50);
    return () => clearTimeout(timer);
  }, [changed]);
  const acted = () => {
    mine.current = true;
  };
  return { button, acted };
}
