import type { z } from "zod";
import { env } from "@/lib/env";
import { logger } from "@/lib/observability";
import { type Asked, addressAsked } from "./asked";
import { etagOf, matchesEtag } from "./etag";

/** What the handler may change about the answer: the status (200) and further headers. */
export type Reply = { status: number; headers: Headers };

/** An answer before it is sent: as text, or as the body that a handler streams. A web `Response` of a text costs a tenth of a question. */
export type Answer = { status: number; headers: Headers; body: string | ReadableStream<Uint8Array> | null };

/** What a handler returned as JSON, with its ETag, or 304 for who has it already. */
export function answerJson(asked: Asked, schema: z.ZodType, data: unknown, { status, headers }: Reply): Answer {
  if (status === 204) return { status, headers, body: null };
  checkResponse(schema, data, asked);
  const text = JSON.stringify(data);
  const etag = asked.method === "GET" && status === 200 ? etagOf(text) : null;
  if (!headers.has("cache-control")) headers.set("cache-control", etag === null ? "private, no-store" : "private, no-cache");
  if (etag !== null) headers.set("etag", etag);
  if (etag !== null && matchesEtag(asked.header("if-none-match") ?? null, etag)) return { status: 304, headers, body: null };
  headers.set("content-type", "application/json; charset=utf-8");
  return { status, headers, body: text };
}

/** A response that a handler made itself, with the headers that every answer has. */
export function answerOf(response: Response, reply: Reply): Answer {
  const headers = new Headers(response.headers);
  reply.headers.forEach((value, name) => {
    if (name === "set-cookie") headers.append(name, value);
    else if (!headers.has(name)) headers.set(name, value);
  });
  if (!headers.has("cache-control")) headers.set("cache-control", "private, no-store");
  return { status: response.status, headers, body: response.body };
}

/** An answer as the framework takes it. */
export function toResponse({ status, headers, body }: Answer): Response {
  return new Response(body, { status, headers });
}

let answers = 0;
const sampleEvery = 64;

// A wrong answer is our fault: a failure where developers see it, a log line where users would.
function checkResponse(schema: z.ZodType, data: unknown, asked: Asked): void {
  const isProduction = env().NODE_ENV === "production";
  answers += 1;
  if (isProduction && answers % sampleEvery !== 0) return;
  const result = schema.safeParse(data);
  if (result.success) return;
  const fault = new Error(`The answer of ${asked.method} ${addressAsked(asked).pathname} does not fit its schema: ${result.error.message}`);
  if (!isProduction) throw fault;
  logger().error({ err: fault }, "answer does not fit its schema");
}
