/** Everything around the pages: services, theme, texts, the router. */
import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import { RouterProvider } from "react-router/dom";
import { LiveRegion } from "~/lib/announce";
import { ServicesProvider } from "~/lib/services";
import { EventBus } from "./event_bus";
import { createConsoleRouter } from "./router";
import { createServices } from "./services";
import { cssVariables, theme } from "./theme";

export function App() {
  const [bus] = useState(() => new EventBus());
  const [services] = useState(() => createServices(bus.emit));
  const [router] = useState(() => createConsoleRouter(bus));
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <Notifications position="bottom-left" limit={3} />
      <LiveRegion />
      <ServicesProvider value={services}>
        <QueryClientProvider client={services.queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </ServicesProvider>
    </MantineProvider>
  );
}
