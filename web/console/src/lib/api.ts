/** The desk's HTTP API, typed from its OpenAPI document. Every failure becomes one ApiError. */
import type { paths } from "@sahayak/protocol";
import createClient, { type Middleware } from "openapi-fetch";

/** `name` is the desk's name of the fact (desk/errors.py), or one of ours: Unreachable, Unexpected. */
export class ApiError extends Error {
  override readonly name: string;
  readonly status: number;
  readonly data: Readonly<Record<string, unknown>>;

  constructor(name: string, detail: string, status = 0, data: Record<string, unknown> = {}) {
    super(detail);
    this.name = name;
    this.status = status;
    this.data = data;
  }

  /** Whether the same request may succeed a little later. */
  get passing(): boolean {
    return this.name === "Unreachable" || this.status >= 500 || this.status === 429;
  }
}

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

export type Api = ReturnType<typeof createApi>;

/** A client and the CSRF token it sends; `fetch` is the seam for tests. */
export function createApi(options: { fetch?: (request: Request) => Promise<Response>; baseUrl?: string } = {}) {
  let csrfToken: string | null = null;
  const client = createClient<paths>({
    baseUrl: options.baseUrl ?? window.location.origin,
    credentials: "same-origin",
    ...(options.fetch ? { fetch: options.fetch } : {}),
  });
  const csrf: Middleware = {
    onRequest({ request }) {
      if (csrfToken && !SAFE.has(request.method)) request.headers.set("X-CSRF-Token", csrfToken);
      return request;
    },
    onError({ error }) {
      return new ApiError("Unreachable", error instanceof Error ? error.message : "The desk cannot be reached.");
    },
  };
  client.use(csrf);
  return {
    ...client,
    setCsrfToken: (token: string | null) => {
      csrfToken = token;
    },
  };
}

interface Answer<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/** The data of an answer. Throws ApiError when the desk refused. */
export async function take<Data>(pending: Promise<Answer<Data>>): Promise<Data> {
  const { data, error, response } = await pending;
  if (response.ok) return data as Data;
  throw errorOf(error, response.status);
}

function errorOf(body: unknown, status: number): ApiError {
  if (isErrorBody(body)) return new ApiError(body.error, body.detail, status, body.data ?? {});
  return new ApiError(
    status >= 502 && status <= 504 ? "Unreachable" : "Unexpected",
    `The desk answered ${status}.`,
    status,
  );
}

function isErrorBody(body: unknown): body is { error: string; detail: string; data?: Record<string, unknown> } {
  return (
    typeof body === "object" && body !== null && "error" in body && typeof body.error === "string" && "detail" in body
  );
}
