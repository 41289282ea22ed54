import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Route as Page, Routes } from "react-router";
import { expect, test, vi } from "vitest";
import { LoginPage } from "~/features/auth/login_page";
import { ME } from "~/lib/session";
import { expectAccessible } from "./accessible";
import { agent } from "./builders";
import { fakeServices, Refusal, renderAt, type Route } from "./fake_desk";

function open(login: Route, path = "/login", needed = false) {
  const services = fakeServices({ "POST /api/auth/login": login, "GET /api/setup": () => ({ needed }) }, null);
  const screens = renderAt(
    path,
    services,
    <Routes>
      <Page path="/login" element={<LoginPage />} />
      <Page path="*" element={<p>behind the door</p>} />
    </Routes>,
  );
  return { services, user: userEvent.setup({ delay: null }), ...screens };
}

const email = () => screen.getByRole("textbox", { name: "E-mail" });
const password = () => screen.getByLabelText("Password");
const submit = () => screen.getByRole("button", { name: "Log in" });

test("the right password opens the door, and the CSRF token is kept for what follows", async () => {
  const login = vi.fn<Route>(() => ({ agent: agent(), csrf_token: "fresh" }));
  const { user, services } = open(login);
  await user.type(email(), " asha@example.com ");
  await user.type(password(), "kettle-lamp-river-9");
  await user.click(submit());
  expect(await screen.findByText("behind the door")).toBeTruthy();
  expect(login.mock.calls[0]?.[0].body).toEqual({ email: "asha@example.com", password: "kettle-lamp-river-9" });
  expect(services.queries.getQueryData(ME)).toMatchObject({ csrf_token: "fresh" });
});

test("a wrong one says so, and what was typed stays", async () => {
  const { user } = open(() => {
    throw new Refusal(401, "LoginFailed");
  });
  await user.type(email(), "asha@example.com");
  await user.type(password(), "wrong-password{Enter}");
  expect((await screen.findByRole("alert")).textContent).toContain("E-mail or password is wrong.");
  expect((email() as HTMLInputElement).value).toBe("asha@example.com");
});

test("empty fields are named, the first one has the cursor, and the desk is not asked", async () => {
  const login = vi.fn<Route>();
  const { user } = open(login);
  await user.click(submit());
  expect(screen.getAllByText("Please fill this in.")).toHaveLength(2);
  await vi.waitFor(() => expect(document.activeElement).toBe(email()));
  expect(login).not.toHaveBeenCalled();
});

test.each(["//evil.example", "https://evil.example", "/\\evil.example"])(
  "a link to %s does not lead away",
  async (next) => {
    const { user } = open(() => ({ agent: agent(), csrf_token: "fresh" }), `/login?next=${encodeURIComponent(next)}`);
    await user.type(email(), "asha@example.com");
    await user.type(password(), "kettle-lamp-river-9{Enter}");
    expect(await screen.findByText("behind the door")).toBeTruthy();
    expect(window.location.host).toBe("localhost:3000");
  },
);

test("on a fresh desk it says what comes first", async () => {
  open(vi.fn(), "/login", true);
  expect(await screen.findByText(/one-time link that `make run` printed/)).toBeTruthy();
});

test("it speaks Hindi, and keeps to it", async () => {
  const { user } = open(vi.fn());
  await user.click(screen.getByText("हिंदी"));
  expect(await screen.findByRole("button", { name: "लॉग इन करें" })).toBeTruthy();
  expect(document.documentElement.lang).toBe("hi");
  await user.click(screen.getByText("English"));
  expect(await screen.findByRole("button", { name: "Log in" })).toBeTruthy();
});

test("no rule of accessibility is broken", async () => {
  const { container } = open(vi.fn());
  await expectAccessible(container);
});
