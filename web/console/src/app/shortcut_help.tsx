/** The overlay of all keys, opened with `?`. */
import { Kbd, Modal, Table, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { useShortcut, useShortcuts } from "~/lib/shortcuts";

const store = createStore(() => ({ open: false }));

export function openShortcutHelp(): void {
  store.setState({ open: true });
}

export function ShortcutHelp() {
  const { t } = useTranslation();
  const { open } = useStore(store);
  useShortcut("?", t("shortcuts.help"), openShortcutHelp);
  const shortcuts = useShortcuts();
  const whileTyping: [string, string][] = [
    ["Enter", t("shortcuts.send")],
    ["Shift Enter", t("shortcuts.newline")],
    ["Ctrl .", t("shortcuts.switch")],
    ["Esc", t("shortcuts.leave")],
  ];
  return (
    <Modal
      opened={open}
      onClose={() => store.setState({ open: false })}
      title={t("shortcuts.title")}
      closeButtonProps={{ "aria-label": t("action.close") }}
    >
      <Title order={3} size="h6" c="dimmed">
        {t("shortcuts.now")}
      </Title>
      <Keys rows={shortcuts.map(({ key, label }) => [key.toUpperCase(), label])} />
      <Title order={3} size="h6" c="dimmed" mt="md">
        {t("shortcuts.while_typing")}
      </Title>
      <Keys rows={whileTyping} />
    </Modal>
  );
}

function Keys({ rows }: { rows: readonly (readonly [string, string])[] }) {
  return (
    <Table verticalSpacing={4} withRowBorders={false}>
      <Table.Tbody>
        {rows.map(([keys, label]) => (
          <Table.Tr key={keys}>
            <Table.Td>{label}</Table.Td>
            <Table.Td ta="right">
              {keys.split(" ").map((key) => (
                <Kbd key={key} ml={4} size="sm">
                  {key}
                </Kbd>
              ))}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
