import { Button, Skeleton, Table, Text } from "@mantine/core";
import { IconUserPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAgents } from "~/lib/queries";
import { useInbox } from "~/lib/services";
import { useMe } from "~/lib/session";
import { AvailabilityDot } from "~/lib/ui/badges";
import { Page } from "~/lib/ui/page";
import { Moment } from "~/lib/ui/times";
import type { Agent } from "~/lib/wire";
import { EditAgentDialog } from "./edit_agent_dialog";
import { InviteDialog } from "./invite_dialog";
import { OpenInvites } from "./open_invites";
import classes from "./team_page.module.css";

/** Everybody sees the team; administrators invite and change. */
export function TeamPage() {
  const { t } = useTranslation();
  const me = useMe();
  const agents = useAgents();
  const [inviting, setInviting] = useState(false);
  const [editing, setEditing] = useState<Agent | null>(null);
  const manages = me.role === "administrator";
  return (
    <Page
      title={t("team.title")}
      actions={
        manages && (
          <Button size="xs" leftSection={<IconUserPlus size={16} />} onClick={() => setInviting(true)}>
            {t("team.invite")}
          </Button>
        )
      }
    >
      {agents.length === 0 ? (
        <Skeleton h={120} />
      ) : (
        <AgentTable agents={agents} onEdit={manages ? setEditing : undefined} />
      )}
      {manages && <OpenInvites />}
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
      {editing && <EditAgentDialog agent={editing} onClose={() => setEditing(null)} />}
    </Page>
  );
}

function AgentTable({ agents, onEdit }: { agents: readonly Agent[]; onEdit: ((agent: Agent) => void) | undefined }) {
  const { t } = useTranslation();
  const me = useMe();
  const assigned = useInbox((state) => state.counts?.assigned);
  return (
    <Table className={classes.table} verticalSpacing="xs" aria-label={t("team.title")}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t("team.member")}</Table.Th>
          <Table.Th>{t("field.role")}</Table.Th>
          <Table.Th>{t("team.availability")}</Table.Th>
          <Table.Th>{t("team.load")}</Table.Th>
          <Table.Th>{t("team.last_seen")}</Table.Th>
          {onEdit && (
            <Table.Th>
              <span className={classes.unseen}>{t("team.actions")}</span>
            </Table.Th>
          )}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {agents.map((agent) => (
          <Table.Tr key={agent.id}>
            <Table.Td>
              <Text span size="sm" fw={600}>
                {agent.name}
              </Text>
              {agent.id === me.id && (
                <Text span size="sm" c="dimmed">
                  {" "}
                  ({t("team.you")})
                </Text>
              )}
              <Text size="xs" c="dimmed" className={classes.email}>
                {agent.email}
              </Text>
            </Table.Td>
            <Table.Td data-label={t("field.role")}>{t(`role.${agent.role}`)}</Table.Td>
            <Table.Td data-label={t("team.availability")}>
              {agent.disabled ? (
                t("team.disabled")
              ) : (
                <span className={classes.availability}>
                  <AvailabilityDot availability={agent.availability} /> {t(`availability.${agent.availability}`)}
                </span>
              )}
            </Table.Td>
            <Table.Td data-label={t("team.load")} className={classes.number}>
              {t("team.load_value", { count: assigned?.[agent.id] ?? 0, capacity: agent.capacity })}
            </Table.Td>
            <Table.Td data-label={t("team.last_seen")} className={classes.number}>
              {agent.last_seen_at ? <Moment at={agent.last_seen_at} /> : t("team.never")}
            </Table.Td>
            {onEdit && (
              <Table.Td ta="right">
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={t("team.edit_label", { name: agent.name })}
                  onClick={() => onEdit(agent)}
                >
                  {t("action.edit")}
                </Button>
              </Table.Td>
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
