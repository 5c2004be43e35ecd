import { z } from "zod";
import { authenticate } from "@/lib/auth/authenticate";
import { renewSession, sessionValueOf } from "@/lib/auth/session";
import { type Actor, type Context, requireScope } from "@/lib/context";
import { env } from "@/lib/env";
import { WhereinError } from "@/lib/errors";
import { logger, observeRequest } from "@/lib/observability";
import { bodyBytesMaxDefault, readJson } from "./body";
import { callerOfRequest } from "./caller";
import { etagOf, matchesEtag } from "./etag";
import { problemOf } from "./problem";
import { parseQuery } from "./query";
import { checkRate } from "./rate-limit";
import { requestIdOf } from "./request-id";
import type { RouteContract } from "./route-contract";
import { type RouteParams, routeTemplate } from "./route-template";
import { answerHeaders } from "./security-headers";

/** What the handler may change about the answer: the status (200) and further headers. */
export type Reply = { status: number; headers: Headers };

/** What a handler is called with: everything checked. */
export type Call<Query, Body, Params> = { ctx: Context; query: Query; body: Body; params: Params; request: Request; reply: Reply };

export type Handler = ((request: Request, route: { params: Promise<RouteParams | undefined> }) => Promise<Response>) & { contract: AnyContract };
type AnyContract = RouteContract<z.ZodType, z.ZodType, z.ZodType, z.ZodType>;

/**
 * A route handler of the API around a verb: request id, authentication, scopes, rate limit, input and output by schema,
 * ETag, security headers, one log line, and problem+json (RFC 9457) for everything thrown.
 */
export function apiRoute<
  Data extends z.ZodType,
  Query extends z.ZodType = z.ZodUndefined,
  Body extends z.ZodType = z.ZodUndefined,
  Params extends z.ZodType = z.ZodUndefined,
>(
  contract: RouteContract<Query, Body, Params, Data>,
  handle: (call: Call<z.output<Query>, z.output<Body>, z.output<Params>>) => Promise<z.input<Data> | Response> | z.input<Data> | Response,
): Handler {
  const route = async (request: Request, { params }: { params: Promise<RouteParams | undefined> }): Promise<Response> => {
    const startedMs = performance.now();
    const requestId = requestIdOf(request.headers.get("x-request-id"));
    const url = new URL(request.url);
    // Next gives no parameters to a route without any.
    const given = (await params) ?? {};
    let actor: Actor | null = null;
    let response: Response;
    try {
      actor = await admit(request, contract, requestId);
      const reply: Reply = { status: 200, headers: new Headers(answerHeaders(requestId)) };
      if (actor.kind === "user") await keepSession(request, reply);
      const call = {
        ctx: { actor, requestId },
        query: contract.query && parseQuery(contract.query, url.searchParams),
        params: contract.params && parseParams(contract.params, given),
        body: contract.body?.parse(await readJson(request, contract.bodyBytesMax ?? bodyBytesMaxDefault)),
        request,
        reply,
      };
      if (!contract.query) parseNoQuery(url.searchParams);
      // The contract has a schema exactly where the handler's type has a value; the compiler cannot follow that through `undefined`.
      const result = await handle(call as Call<z.output<Query>, z.output<Body>, z.output<Params>>);
      response = result instanceof Response ? withHeaders(result, reply) : answerJson(request, contract.response, result, reply);
    } catch (error) {
      const { status, headers, body } = problemOf(error, requestId);
      response = new Response(body, { status, headers: { ...answerHeaders(requestId), ...headers } });
    }
    observeRequest({
      method: request.method,
      path: url.pathname,
      route: routeTemplate(url.pathname, given),
      status: response.status,
      startedMs,
      requestId,
      actor,
    });
    return response;
  };
  return Object.assign(route, { contract });
}

type Admission = Pick<AnyContract, "scopes" | "apiKey" | "isRead">;

async function admit(request: Request, { scopes, apiKey, isRead: asksOnly = false }: Admission, requestId: string): Promise<Actor> {
  const actor = await authenticate(callerOfRequest(request), { apiKey });
  const isRead = asksOnly || request.method === "GET" || request.method === "HEAD";
  await checkRate(isRead ? "read" : "write", actor.kind === "system" ? actor.name : actor.id);
  for (const scope of scopes) requireScope({ actor, requestId }, scope);
  return actor;
}

async function keepSession(request: Request, reply: Reply): Promise<void> {
  const renewed = await renewSession(sessionValueOf(request.headers.get("cookie") ?? undefined));
  if (renewed !== null) reply.headers.append("set-cookie", renewed);
}

function parseParams(schema: z.ZodType, given: RouteParams): unknown {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  throw new WhereinError("not_found", "There is nothing at this address.", { reason: "path_invalid" });
}

const noParameters = z.object({});

function parseNoQuery(search: URLSearchParams): void {
  if (search.size > 0) parseQuery(noParameters, search);
}

function withHeaders(response: Response, reply: Reply): Response {
  const headers = new Headers(response.headers);
  reply.headers.forEach((value, name) => {
    if (name === "set-cookie") headers.append(name, value);
    else if (!headers.has(name)) headers.set(name, value);
  });
  if (!headers.has("cache-control")) headers.set("cache-control", "private, no-store");
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}

function answerJson(request: Request, schema: z.ZodType, data: unknown, { status, headers }: Reply): Response {
  if (status === 204) return new Response(null, { status, headers });
  checkResponse(schema, data, request);
  const text = JSON.stringify(data);
  const etag = request.method === "GET" && status === 200 ? etagOf(text) : null;
  if (!headers.has("cache-control")) headers.set("cache-control", etag === null ? "private, no-store" : "private, no-cache");
  if (etag !== null) headers.set("etag", etag);
  if (etag !== null && matchesEtag(request.headers.get("if-none-match"), etag)) return new Response(null, { status: 304, headers });
  headers.set("content-type", "application/json; charset=utf-8");
  return new Response(text, { status, headers });
}

let answers = 0;
const sampleEvery = 64;

// A wrong answer is our fault: a failure where developers see it, a log line where users would.
function checkResponse(schema: z.ZodType, data: unknown, request: Request): void {
  const isProduction = env().NODE_ENV === "production";
  answers += 1;
  if (isProduction && answers % sampleEvery !== 0) return;
  const result = schema.safeParse(data);
  if (result.success) return;
  const fault = new Error(`The answer of ${request.method} ${new URL(request.url).pathname} does not fit its schema: ${result.error.message}`);
  if (!isProduction) throw fault;
  logger().error({ err: fault }, "answer does not fit its schema");
}
