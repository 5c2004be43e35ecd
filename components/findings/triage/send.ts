import type { FormProblem } from "@/components/auth/form-problem";

/** What the API answers, or what is wrong in words that a form shows. */
export type Sent<T> = { ok: true; data: T } | { ok: false; problem: FormProblem };

type Method = "GET" | "POST" | "PATCH" | "DELETE";

/** Sends a request to the API of this site as the person who is signed in. Never throws. */
export async function send<T>(method: Method, path: string, body?: unknown, signal?: AbortSignal): Promise<Sent<T>> {
  try {
    const headers = { accept: "application/json", ...(body === undefined ? {} : { "content-type": "application/json" }) };
    const response = await fetch(path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }), ...(signal ? { signal } : {}) });
    const answer = response.status === 204 ? null : await response.json().catch(() => null);
    if (response.ok) return { ok: true, data: answer as T };
    return { ok: false, problem: problemIn(answer, response) };
  } catch {
    return { ok: false, problem: { detail: "The server did not answer. Nothing was changed here: try again.", fields: {} } };
  }
}

type Answer = { detail?: unknown; errors?: unknown } | null;

function problemIn(answer: Answer, response: Response): FormProblem {
  const faults = Array.isArray(answer?.errors) ? (answer.errors as { pointer: string; detail: string }[]) : [];
  const said = typeof answer?.detail === "string" ? answer.detail : `The server answered ${response.status}.`;
  const id = response.headers.get("x-request-id");
  return {
    detail: response.status >= 500 && id ? `${said} Request ${id}.` : said,
    fields: Object.fromEntries(faults.map(({ pointer, detail }) => [pointer.split("/").at(-1) ?? "", detail])),
  };
}
