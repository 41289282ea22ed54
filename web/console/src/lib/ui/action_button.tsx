/** A button that also answers to a key, and shows it. */
import { Button, Kbd, Tooltip, type ButtonProps } from "@mantine/core";
import type { ReactNode } from "react";
import { useShortcut } from "../shortcuts";
import classes from "./action_button.module.css";

export interface ActionButtonProps extends ButtonProps {
  label: string;
  shortcut?: string;
  icon?: ReactNode;
  onClick: () => void;
}

export function ActionButton({ label, shortcut, icon, onClick, disabled, loading, ...rest }: ActionButtonProps) {
  useShortcut(shortcut, label, onClick, !disabled && !loading);
  return (
    <Button
      size="xs"
      leftSection={icon}
      rightSection={shortcut && <KeyHint letter={shortcut} />}
      aria-keyshortcuts={shortcut}
      onClick={onClick}
      disabled={disabled}
      loading={loading}
      {...rest}
    >
      {label}
    </Button>
  );
}

/** The key as it is shown on buttons; screen readers get it from aria-keyshortcuts. */
export function KeyHint({ letter }: { letter: string }) {
  return (
    <Kbd className={classes.key} aria-hidden>
      {letter.toUpperCase()}
    </Kbd>
  );
}

/** An icon with a name, which is also its tooltip. */
export function Named({ label, children }: { label: string; children: ReactNode }) {
  return <Tooltip label={label}>{children}</Tooltip>;
}
