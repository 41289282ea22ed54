/** Addresses and their pages. Each page is a bundle of its own; the inbox is what most people open first. */
import { createBrowserRouter, Navigate } from "react-router";
import { Crashed } from "./crashed";
import type { EventBus } from "./event_bus";
import { NotFound } from "./not_found";
import { Opening } from "./opening";
import { RequireSession } from "./require_session";

export function createConsoleRouter(bus: EventBus) {
  return createBrowserRouter(
    [
      {
        ErrorBoundary: Crashed,
        HydrateFallback: Opening,
        children: [
          { path: "/login", lazy: async () => ({ Component: (await import("~/features/auth/login_page")).LoginPage }) },
          {
            path: "/setup",
            lazy: async () => ({ Component: (await import("~/features/setup/setup_page")).SetupPage }),
          },
          {
            path: "/invite",
            lazy: async () => ({ Component: (await import("~/features/setup/invite_page")).InvitePage }),
          },
          {
            lazy: async () => {
              const { Shell } = await import("./shell");
              return {
                element: (
                  <RequireSession>
                    <Shell bus={bus} />
                  </RequireSession>
                ),
              };
            },
            children: [
              { index: true, element: <Navigate to="/inbox/queue" replace /> },
              { path: "/inbox", element: <Navigate to="/inbox/queue" replace /> },
              {
                path: "/inbox/:view/:conversationId?",
                lazy: async () => ({ Component: (await import("./inbox_page")).InboxPage }),
              },
              {
                path: "/tickets",
                lazy: async () => ({ Component: (await import("~/features/tickets/tickets_page")).TicketsPage }),
              },
              {
                path: "/tickets/:number",
                lazy: async () => ({ Component: (await import("~/features/tickets/ticket_page")).TicketPage }),
              },
              {
                path: "/team",
                lazy: async () => ({ Component: (await import("~/features/team/team_page")).TeamPage }),
              },
              {
                path: "/settings",
                lazy: async () => ({ Component: (await import("~/features/settings/settings_page")).SettingsPage }),
              },
              { path: "*", Component: NotFound },
            ],
          },
        ],
      },
    ],
    { basename: "/console" },
  );
}
