// Asking the service. Its errors are problem documents (RFC 9457), whose detail is written for people.

import { askForKey, forgetKey, keptKey } from "./key.ts";

/** What the service, or the way to it, answered instead of what was asked for. */
export class Problem extends Error {
  readonly status: number;
  /** Seconds after which to try again, where the service says so. */
  readonly retryAfter: number | null;

  constructor(message: string, { status = 0, retryAfter = null }: { status?: number; retryAfter?: number | null } = {}) {
    super(message);
    this.name = "Problem";
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

type Value = string | number | boolean | null | undefined;
/** Parameters of a request; those without a value are left out, those with several are repeated. */
export type Query = Record<string, Value | readonly Value[]> | URLSearchParams;

/** The address of a resource with its parameters. */
export function address(path: string, query: Query = {}): string {
  const parameters = query instanceof URLSearchParams ? query : searchOf(query);
  return parameters.size ? `${path}?${parameters}` : path;
}

/** The JSON of a resource. Throws Problem; an AbortError where the signal ended it. */
export async function getJson<Answer>(path: string, query: Query = {}, signal?: AbortSignal): Promise<Answer> {
  return (await json(await get(address(path, query), signal ? { signal } : {}))) as Answer;
}

/** A resource, in a media type of one's own choice. Throws Problem; an AbortError where the signal ended it. */
export function get(path: string, options: { headers?: Record<string, string>; signal?: AbortSignal } = {}): Promise<Response> {
  return request(path, options);
}

/**
 * Writes something and gives the response: a JSON body, or a body of a kind of its own. A key is asked for where the
 * service wants one. Throws Problem.
 */
export async function send(
  method: "POST" | "PUT" | "PATCH" | "DELETE",
  path: string,
  body?: object | string | FormData | Blob,
  { headers = {}, signal }: { headers?: Record<string, string>; signal?: AbortSignal } = {},
): Promise<Response> {
  const isRaw = body === undefined || typeof body === "string" || body instanceof FormData || body instanceof Blob;
  const type: Record<string, string> = isRaw ? {} : { "Content-Type": "application/json" };
  return request(path, {
    method,
    headers: { ...type, ...headers },
    ...(body === undefined ? {} : { body: isRaw ? body : JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  });
}

/** The JSON of a response; an empty one gives null. Throws Problem where it is none. */
export async function json(response: Response): Promise<unknown> {
  const text = await response.text();
  if (!text) return null;
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem("The service answered with something that cannot be read.", { status: response.status });
  }
}

async function request(path: string, options: RequestInit): Promise<Response> {
  for (;;) {
    const key = keptKey();
    const response = await fetched(path, options, key);
    if (response.ok) return response;
    const problem = await problemOf(response);
    if (response.status !== 401 && !(response.status === 403 && key)) throw problem;
    forgetKey();
    if (!(await askForKey(problem.message))) throw problem;
  }
}

async function fetched(path: string, options: RequestInit, key: string | null): Promise<Response> {
  const headers = new Headers(options.headers);
  if (!headers.has("Accept")) headers.set("Accept", "application/json");
  if (key) headers.set("Authorization", `Bearer ${key}`);
  try {
    return await fetch(path, { ...options, headers });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new Problem("The service does not answer. Is “allegedly serve” still running?");
  }
}

async function problemOf(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null);
  const told = body && typeof body === "object" && "detail" in body && typeof body.detail === "string" ? body.detail : "";
  const after = Number.parseInt(response.headers.get("Retry-After") ?? "", 10);
  return new Problem(told || `The service answered with status ${response.status}.`, {
    status: response.status,
    retryAfter: Number.isNaN(after) ? null : after,
  });
}

function searchOf(query: Record<string, Value | readonly Value[]>): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? (value as readonly Value[]) : [value as Value]) {
      if (one !== null && one !== undefined && one !== "") parameters.append(name, String(one));
    }
  }
  return parameters;
}
