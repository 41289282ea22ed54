import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Route as Page, Routes } from "react-router";
import { expect, test } from "vitest";
import { RequireSession } from "~/app/require_session";
import { keepDraft, readDraft } from "~/lib/drafts";
import { enter, useLogout, useMe } from "~/lib/session";
import { agent, conversation } from "./builders";
import { fakeServices, Refusal, renderAt } from "./fake_desk";

function Inside() {
  const me = useMe();
  const logout = useLogout();
  return (
    <button type="button" onClick={() => logout.mutate()}>
      {me.name} goes
    </button>
  );
}

function open(me = true) {
  const services = fakeServices(
    {
      "POST /api/auth/logout": () => ({ ok: true }),
      "GET /api/auth/me": () => {
        throw new Refusal(401, "NotAuthenticated");
      },
    },
    me ? agent() : null,
  );
  renderAt(
    "/team?x=1",
    services,
    <Routes>
      <Page path="/login" element={<p>log-in page</p>} />
      <Page
        path="*"
        element={
          <RequireSession>
            <Inside />
          </RequireSession>
        }
      />
    </Routes>,
  );
  return { services, user: userEvent.setup({ delay: null }) };
}

test("nobody gets in without a session", async () => {
  open(false);
  expect(await screen.findByText("log-in page")).toBeTruthy();
});

test("logging out leads to the log-in and leaves nothing behind", async () => {
  const { services, user } = open();
  services.inbox.put({ conversations: [conversation()] });
  services.queries.setQueryData(["contact", "meera"], { email: "meera@example.com" });
  keepDraft("c1", "reply", "half a sentence");
  await user.click(screen.getByRole("button", { name: "Asha Rao goes" }));
  expect(await screen.findByText("log-in page")).toBeTruthy();
  expect(services.inbox.getState().conversations).toEqual({});
  expect(services.queries.getQueryData(["contact", "meera"])).toBeUndefined();
  expect(readDraft("c1", "reply")).toBe("");
});

test("after a session that ran out the same agent finds the draft again, another one does not", () => {
  const { services } = open();
  const me = (id: string) => ({ agent: agent({ id }), csrf_token: "fresh" });
  enter(services, me("asha"));
  keepDraft("c1", "reply", "half a sentence");
  enter(services, me("asha"));
  expect(readDraft("c1", "reply")).toBe("half a sentence");
  enter(services, me("ben"));
  expect(readDraft("c1", "reply")).toBe("");
});
