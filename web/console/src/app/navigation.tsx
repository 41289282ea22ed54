/** The way around: a column on the left, a row at the bottom of a phone. */
import { Avatar, Menu, Tooltip, UnstyledButton } from "@mantine/core";
import {
  IconHelpCircle,
  IconInbox,
  IconKeyboard,
  IconLogout,
  IconSettings,
  IconTicket,
  IconUsers,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { NavLink, useNavigate } from "react-router";
import { initialsOf } from "~/lib/names";
import { useInbox } from "~/lib/services";
import { useLogout, useMe, useUpdateMe } from "~/lib/session";
import { AvailabilityDot } from "~/lib/ui/badges";
import { AVAILABILITIES } from "~/lib/wire";
import { openShortcutHelp } from "./shortcut_help";
import classes from "./shell.module.css";

export function Navigation() {
  const { t } = useTranslation();
  const waiting = useInbox((state) => state.counts?.queue ?? 0);
  return (
    <nav className={classes.nav} aria-label={t("nav.main")}>
      <img className={classes.mark} src={`${import.meta.env.BASE_URL}icon.svg`} alt={t("app.name")} />
      <ul className={classes.links}>
        <NavigationItem to="/inbox" icon={<IconInbox aria-hidden />} label={t("nav.inbox")} count={waiting} />
        <NavigationItem to="/tickets" icon={<IconTicket aria-hidden />} label={t("nav.tickets")} />
        <NavigationItem to="/team" icon={<IconUsers aria-hidden />} label={t("nav.team")} />
        <NavigationItem to="/settings" icon={<IconSettings aria-hidden />} label={t("nav.settings")} />
      </ul>
      <div className={classes.push}>
        <Tooltip label={t("nav.shortcuts")} position="right">
          <UnstyledButton
            className={`${classes.link} ${classes.wide}`}
            aria-label={t("nav.shortcuts")}
            onClick={openShortcutHelp}
          >
            <IconHelpCircle aria-hidden />
          </UnstyledButton>
        </Tooltip>
        <AccountMenu />
      </div>
    </nav>
  );
}

function NavigationItem({
  to,
  icon,
  label,
  count = 0,
}: {
  to: string;
  icon: ReactNode;
  label: string;
  count?: number;
}) {
  return (
    <li>
      <NavLink className={classes.link} to={to}>
        {icon}
        {label}
        {count > 0 && (
          <span className={classes.count} aria-hidden>
            {count > 99 ? "99+" : count}
          </span>
        )}
      </NavLink>
    </li>
  );
}

function AccountMenu() {
  const { t } = useTranslation();
  const me = useMe();
  const update = useUpdateMe();
  const logout = useLogout();
  const navigate = useNavigate();
  const availability = t(`availability.${me.availability}`);
  return (
    <Menu position="right-end" width={260} shadow="md">
      <Menu.Target>
        <UnstyledButton className={classes.account} aria-label={t("nav.account", { name: me.name, availability })}>
          <Avatar size={36} color="teal" radius="xl">
            {initialsOf(me.name)}
          </Avatar>
          <AvailabilityDot availability={me.availability} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{me.name}</Menu.Label>
        {AVAILABILITIES.map((value) => (
          <Menu.Item
            key={value}
            leftSection={<AvailabilityDot availability={value} />}
            // The library makes every item a plain one: aria-checked is not for those.
            aria-current={value === me.availability ? "true" : undefined}
            fw={value === me.availability ? 650 : undefined}
            onClick={() => update.mutate({ availability: value })}
          >
            {t(`availability.${value}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={openShortcutHelp}>
          {t("nav.shortcuts")}
        </Menu.Item>
        <Menu.Item leftSection={<IconSettings size={16} />} onClick={() => void navigate("/settings")}>
          {t("nav.settings")}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => logout.mutate()}>
          {t("nav.logout")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
