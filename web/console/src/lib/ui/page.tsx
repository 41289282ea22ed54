/** The frame of a page that is not the inbox: a heading, its actions, a scrolling body. */
import { Group, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { usePageTitle } from "../page_title";
import classes from "./page.module.css";

interface PageProps {
  title: string;
  back?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

export function Page({ title, back, actions, children }: PageProps) {
  usePageTitle(title);
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        {back}
        <Title order={1} size="h3" className={classes.title}>
          {title}
        </Title>
        <Group gap="xs" ml="auto">
          {actions}
        </Group>
      </header>
      <div className={classes.body}>{children}</div>
    </div>
  );
}
