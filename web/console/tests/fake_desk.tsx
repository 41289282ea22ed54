/** A desk of a few lines: a test says what each route answers, the real client and screens run against it. */
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { MemoryRouter } from "react-router";
import { cssVariables, theme } from "~/app/theme";
import { createApi, take } from "~/lib/api";
import { createInboxStore } from "~/lib/inbox_store";
import { createLive } from "~/lib/live";
import { createOutbox } from "~/lib/outbox";
import { ServicesProvider, type Services } from "~/lib/services";
import { ME, MeProvider } from "~/lib/session";
import type { Agent, Me } from "~/lib/wire";
import { agent } from "./builders";

export type Route = (request: { body: unknown; url: URL; headers: Headers }) => unknown;

/** What a route throws to refuse, in the desk's one shape of errors. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly error: string,
    readonly data: Record<string, unknown> = {},
  ) {
    super(error);
  }
}

/** Routes by "METHOD /path"; anything else is a 404. */
export function fakeFetch(routes: Record<string, Route>) {
  return async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    const route = routes[`${request.method} ${url.pathname}`];
    const text = await request.text();
    try {
      if (!route) throw new Refusal(404, "NotFound");
      const answer = await route({ body: text ? JSON.parse(text) : null, url, headers: request.headers });
      return Response.json(answer);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const body = { error: error.error, detail: error.error, data: error.data };
      return Response.json(body, { status: error.status });
    }
  };
}

export function fakeServices(routes: Record<string, Route>, me: Agent | null = agent()): Services {
  const api = createApi({ fetch: fakeFetch(routes) });
  const inbox = createInboxStore();
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const session: Me | null = me && { agent: me, csrf_token: "csrf" };
  queries.setQueryData(ME, session);
  const silent = () => undefined;
  const live = createLive({ onEvent: silent, onConnected: silent, onRefused: silent });
  const outbox = createOutbox({
    pauses: [],
    post: ({ conversation_id, client_id, text, private: isPrivate }) =>
      take(
        api.POST("/api/conversations/{conversation_id}/messages", {
          params: { path: { conversation_id } },
          body: { client_id, text, private: isPrivate },
        }),
      ),
    sent: (message) => inbox.put({ messages: { conversationId: message.conversation_id, items: [message] } }),
  });
  return { api, inbox, live, outbox, queries };
}

export function renderAt(path: string, services: Services, children: ReactNode) {
  return render(
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} env="test">
      <ServicesProvider value={services}>
        <QueryClientProvider client={services.queries}>
          <MeProvider value={services.queries.getQueryData<Me>(ME)?.agent ?? null}>
            <MemoryRouter initialEntries={[path]}>{children}</MemoryRouter>
          </MeProvider>
        </QueryClientProvider>
      </ServicesProvider>
    </MantineProvider>,
  );
}
